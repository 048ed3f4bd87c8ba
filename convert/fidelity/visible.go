package fidelity

import "unicode"

// isVisible reports whether a character takes part in the comparison: white
// space may move, characters without width show nothing. The joiner U+200D
// makes emoji and counts.
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
