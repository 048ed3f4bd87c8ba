package fidelity

import "unicode"

// joiner makes one emoji of two.
const joiner = '\u200d'

// joins reports whether a joiner behind r makes an emoji: r is one, the tone
// of one's skin, or the sign that asks for its picture.
func joins(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk) || r == '\ufe0f'
}

func isEmoji(r rune) bool { return unicode.Is(unicode.So, r) }

// isVisible reports whether a character takes part in the comparison: white
// space may move, characters without width show nothing, nor does a joiner by
// itself.
func isVisible(r rune) bool {
	return isOrdinary(r) || !unicode.IsSpace(r) && !unicode.IsControl(r) && !isZeroWidth(r) && r != joiner
}

// isOrdinary reports the characters that texts are made of almost entirely,
// all of them visible.
func isOrdinary(r rune) bool { return ' ' < r && r < '\u007f' || '\u3000' < r && r < '\ufe00' }

func isZeroWidth(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}
