package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kramdown looks like CommonMark and is not. A pipe anywhere in a line makes a
// table; {: opens attributes; only some characters take a backslash; lists of
// one kind join, whatever their markers, unless a line with a caret parts them;
// a list's number is an attribute; a rule within three columns ends a list, and
// a list in code at the begin of an item would be a list.

// endOfBlock parts two lists.
const endOfBlock = "^\n\n"

// listWidth is the least width of a list marker: what stands in four columns is
// the item's own.
const listWidth = 4

// isKramdownSyntax reports whether the special character s[i] would be syntax.
func (w *inlineWriter) isKramdownSyntax(s string, i int, next follower) bool {
	rest := s[i+1:]
	switch c := s[i]; c {
	case '\\', '`', '[', '|':
		return true
	case ']':
		return w.links > 0
	case '*':
		return !standsAlone(s, i)
	case '_':
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(rest)
		return !standsAlone(s, i) && !(unicode.IsLetter(prev) && isAlphanumeric(after))
	case ':': // a link that begins a line would be a definition
		return w.links > 0 && i > 0 && s[i-1] == ']'
	case '~', '$', '<':
		return rest == "" || i == 0 || rest[0] == c || s[i-1] == c || c == '<' && (opensTag(rest[0]) || rest[0] >= utf8.RuneSelf)
	case '{':
		return rest == "" || strings.IndexByte(":#", rest[0]) >= 0
	case '!':
		return w.joinsLink(s, i, next)
	case '^':
		return w.links > 0 && i == 0 && w.last() == '['
	case '&':
		return isEntity(s[i:])
	}
	return false
}

// takesBackslash reports whether a backslash before s[i] is only that. Two tildes
// strike out whatever is before them, two angle brackets are a quotation mark,
// and a backslash at a line's end breaks it.
func takesBackslash(s string, i int) bool {
	switch s[i] {
	case '\\':
		return !isLastShown(s, i)
	case '<':
		return i+1 < len(s) && s[i+1] != '<'
	}
	return strings.IndexByte(".*_+`>()[]{}#!:|\"'$=-", s[i]) >= 0
}

// kramdownEscape writes the special character s[i] for kramdown, which keeps the
// backslashes of alt texts and heeds none before a backtick in a table.
func (w *inlineWriter) kramdownEscape(s string, i int, forced bool, next follower) {
	switch {
	case !forced && !w.isKramdownSyntax(s, i, next):
		w.out = append(w.out, s[i])
	case w.alt || w.place == inCell && s[i] == '`' || !takesBackslash(s, i):
		w.out = appendReference(w.out, s[i])
	default:
		w.out = append(w.out, '\\', s[i])
	}
}

// kramdownTrap is the index of the character that would make a line something
// else than text in kramdown alone, -1 if none would.
func (w *inlineWriter) kramdownTrap(s string) int {
	switch {
	case w.place == inCell && consistsOf(s, "+:-= "):
		return 0 // the row would be a line between rows
	case w.place != inParagraph && w.place != inCard:
		return -1
	case s[0] == '^' && strings.TrimSpace(s) == "^", s[0] == '{':
		return 0
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 9 && strings.HasPrefix(s[digits:], ".") {
		return digits // CommonMark has no such numbers
	}
	return -1
}

// appendKramdownDestination writes a link destination for kramdown, which knows
// no escapes in it.
func appendKramdownDestination(dst []byte, address string) []byte {
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case c == '&' && isEntity(address[i:]):
			dst = append(dst, "&amp;"...)
		case c == '~' && strings.HasPrefix(address[i+1:], "~"), c <= ' ' || c == 0x7F || strings.IndexByte(`<>()|{}"'\`, c) >= 0:
			dst = appendPercent(dst, c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
