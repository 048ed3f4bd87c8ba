package fidelity

import "unicode"

// joiner makes one emoji of two.
const joiner = '\u200d'

// joins reports whether a joiner behind r makes an emoji: r is one, the tone
// of one's skin, or the sign that asks for its picture.
func joins(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk) || r == '\ufe0f'
}

// isVisible reports whether a character takes part in the comparison: white
// space may move, characters without width show nothing.
func isVisible(r rune) bool {
	switch {
	case unicode.IsSpace(r), unicode.IsControl(r):
		return false
	case r == '\u200b', r == '\u200c', r == '\u200e', r == '\u200f', r == '\u2060', r == '\ufeff', r == '\u00ad':
		return false
	case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return false
	}
	return true
}
