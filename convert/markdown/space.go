package markdown

import "strings"

// oneLine makes white space of every kind a plain space.
func oneLine(r rune) rune {
	if isLineSpace(r) {
		return ' '
	}
	return r
}

// isLineSpace reports whether r is white space that HTML collapses, or that
// some engine takes for the end of a line.
func isLineSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// collapseSpace makes each run of white space one space. Full-width and
// no-break spaces stay.
func collapseSpace(s string) string {
	if !needsCollapsing(s) {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		if isLineSpace(r) {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

func needsCollapsing(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && i+1 < len(s) && s[i+1] == ' ', c < ' ':
			return true
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0x85:
			return true
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xA8 || s[i+2] == 0xA9):
			return true
		}
	}
	return false
}
