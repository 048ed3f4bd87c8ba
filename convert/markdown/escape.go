package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// text writes prose, with a backslash before each character that would be
// syntax where it stands.
func (w *inlineWriter) text(s string, next follower) {
	if w.atSpace() {
		s = strings.TrimLeft(s, " ")
	}
	if s == "" {
		return
	}
	forced := -1
	if len(w.out) == w.line && w.place == inParagraph {
		forced = w.lineStartTrap(s)
	}
	from := 0
	for i := 0; i < len(s); i++ {
		if i != forced && !isSpecial(s[i]) {
			continue
		}
		w.out = append(w.out, s[from:i]...)
		w.special(s, i, i == forced, next)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

// atSpace reports whether a space here would be lost or doubled.
func (w *inlineWriter) atSpace() bool {
	return len(w.out) == w.line || w.out[len(w.out)-1] == ' '
}

// isSpecial reports whether c is syntax somewhere within a line.
func isSpecial(c byte) bool {
	switch c {
	case '\\', '`', '*', '_', '~', '[', ']', '!', '<', '&', '|', ':', '.', '{', '%':
		return true
	}
	return false
}

// special writes the special character s[i].
func (w *inlineWriter) special(s string, i int, forced bool, next follower) {
	c := s[i]
	switch {
	case i+1 == len(s) && (c == '\\' || c == '~'):
		w.out = appendEntity(w.out, c)
		return
	case c == '|' && w.place == inCell && i > 0 && s[i-1] == '\\':
		w.out = appendEntity(w.out, c)
		return
	case forced || w.isSyntax(s, i):
		w.out = append(w.out, '\\')
	case c == '!' && next == linkBracket && i+1 == len(s):
		w.out = append(w.out, '\\')
	case (c == ':' || c == '.') && w.beginsBadURL(s, i, next):
		w.out = append(w.out, '\\')
	}
	w.out = append(w.out, c)
}

// appendEntity writes c as a reference: where a backslash, itself escaped or
// followed by a delimiter, is misread by some engine.
func appendEntity(dst []byte, c byte) []byte {
	switch c {
	case '\\':
		return append(dst, "&#92;"...)
	case '|':
		return append(dst, "&#124;"...)
	}
	return append(dst, "&#126;"...)
}

// isSyntax reports whether the special character s[i] would be syntax.
func (w *inlineWriter) isSyntax(s string, i int) bool {
	rest := s[i+1:]
	switch s[i] {
	case '`', '[':
		return true
	case '\\':
		return isASCIIPunct(rest[0])
	case '*', '~':
		return !standsAlone(s, i)
	case '_':
		return !standsAlone(s, i) && !isInWord(s, i)
	case ']':
		return w.links > 0
	case '<':
		return rest == "" || opensTag(rest[0]) || w.opensShortcode(s, i)
	case '%':
		return w.opensShortcode(s, i)
	case '&':
		return isEntity(s[i:])
	case '|':
		return w.place == inCell
	case '!':
		return w.dialect.shortcodes && strings.HasPrefix(s[max(i-1, 0):], summaryDivider)
	case '{':
		return w.dialect.headingAttributes && w.place == inHeading
	}
	return false
}

// opensShortcode reports whether s[i] is the third character of {{< or {{%.
func (w *inlineWriter) opensShortcode(s string, i int) bool {
	return w.dialect.shortcodes && strings.HasSuffix(s[:i], "{{")
}

func opensTag(c byte) bool {
	return isLetter(c) || c == '/' || c == '!' || c == '?'
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// standsAlone reports whether s[i] has a space on both sides, so that it can
// neither open nor close anything.
func standsAlone(s string, i int) bool {
	before := i > 0 && s[i-1] == ' '
	return before && i+1 < len(s) && s[i+1] == ' '
}

// isInWord reports whether the run of underscores at s[i] has letters or
// digits on both sides, where it is no delimiter.
func isInWord(s string, i int) bool {
	before := strings.TrimRight(s[:i], "_")
	after := strings.TrimLeft(s[i:], "_")
	prev, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return isAlphanumeric(prev) && isAlphanumeric(next)
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isEntity reports whether s begins with what reads as a character reference.
func isEntity(s string) bool {
	end := strings.IndexByte(s, ';')
	if end < 2 {
		return false
	}
	name := strings.TrimPrefix(s[1:end], "#")
	for i := range len(name) {
		if !isLetter(name[i]) && !('0' <= name[i] && name[i] <= '9') {
			return false
		}
	}
	return name != ""
}

// beginsBadURL reports whether s[i] is the colon or dot by which engines know
// a bare address that holds characters which need a backslash: within an
// address the backslash would show, so it must not be known as one. In an
// image's alt text no address may be known at all.
func (w *inlineWriter) beginsBadURL(s string, i int, next follower) bool {
	head, rest := strings.ToLower(s[max(0, i-5):i]), s[i+1:]
	switch {
	case s[i] == '.' && strings.HasSuffix(head, "www"):
	case s[i] == ':' && strings.HasPrefix(rest, "//") &&
		(strings.HasSuffix(head, "http") || strings.HasSuffix(head, "https") || strings.HasSuffix(head, "ftp")):
	default:
		return false
	}
	if end := strings.IndexByte(rest, ' '); end >= 0 {
		rest = rest[:end]
	} else if next != lineEnd {
		return true
	}
	if w.links > 0 || strings.ContainsAny(rest, "\\`*~[]|{<") {
		return true
	}
	for j := range len(rest) {
		if rest[j] == '_' && !isInWord(rest, j) || rest[j] == '&' && isEntity(rest[j:]) {
			return true
		}
	}
	return false
}

// lineStartTrap is the index of the character of s that would make the line
// beginning with s something else than text, -1 if none would.
func (w *inlineWriter) lineStartTrap(s string) int {
	switch c := s[0]; c {
	case '#', '>', '*', '_':
		return 0
	case '+', '-':
		if len(s) == 1 || s[1] == ' ' || consistsOf(s, "- ") || isDelimiterRow(s) {
			return 0
		}
	case '=':
		if w.line > w.block && consistsOf(s, "= ") {
			return 0
		}
	case ':':
		if w.dialect.definitionLists && (len(s) == 1 || s[1] == ' ') || isDelimiterRow(s) {
			return 0
		}
	case '|':
		if isDelimiterRow(s) {
			return 0
		}
	}
	return numberTrap(s)
}

// numberTrap is the index of the dot or parenthesis that would make s the
// begin of an ordered list's item, -1 if none would.
func numberTrap(s string) int {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 || digits > 9 || digits == len(s) || s[digits] != '.' && s[digits] != ')' {
		return -1
	}
	if digits+1 < len(s) && s[digits+1] != ' ' {
		return -1
	}
	return digits
}

// isDelimiterRow reports whether s could be the row under a table's header.
func isDelimiterRow(s string) bool {
	return strings.Contains(s, "-") && consistsOf(s, "|:- ")
}

func consistsOf(s, chars string) bool {
	return strings.Trim(s, chars) == ""
}
