package markdown

import (
	"strconv"
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
	if w.endsFormula(s[0]) {
		w.out = append(w.out, noEdge...)
	}
	forced := -1
	if len(w.out) == w.line {
		forced = w.lineStartTrap(s)
	}
	from := 0
	for i := 0; i < len(s); i++ {
		if i != forced && !w.special[s[i]] {
			continue
		}
		w.out = append(w.out, s[from:i]...)
		w.escape(s, i, i == forced, next)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

// atSpace reports whether a space here would be lost or doubled.
func (w *inlineWriter) atSpace() bool {
	return len(w.out) == w.line || w.out[len(w.out)-1] == ' '
}

// special are the characters that are syntax somewhere within a line.
func (d *Dialect) special() *[256]bool {
	if d.engine == vitePress {
		return &specialInVitePress
	}
	return &specialInText
}

var specialInText = [256]bool{
	'\\': true, '`': true, '*': true, '_': true, '~': true, '[': true, ']': true, '!': true, '<': true,
	'&': true, '|': true, ':': true, '.': true, '{': true, '%': true, '@': true, '^': true, '$': true,
}

var specialInVitePress = [256]bool{
	'\\': true, '`': true, '*': true, '_': true, '~': true, '[': true, ']': true, '!': true, '<': true,
	'&': true, '|': true, ':': true, '.': true, '{': true, '%': true, '@': true, '^': true, '$': true, '(': true, ')': true,
}

// escape writes the special character s[i].
func (w *inlineWriter) escape(s string, i int, forced bool, next follower) {
	switch {
	case w.needsReference(s, i, next):
		w.out = appendReference(w.out, s[i])
		return
	case w.dialect.engine == kramdown:
		w.kramdownEscape(s, i, forced, next)
		return
	case forced || w.isSyntax(s, i) || w.joinsLink(s, i, next) || w.beginsBadURL(s, i, next):
		if w.alt && w.dialect.template == nunjucks { // Hexo keeps backslashes in alt texts
			w.out = appendReference(w.out, s[i])
			return
		}
		w.out = append(w.out, '\\')
	}
	w.out = append(w.out, s[i])
}

// appendReference writes c as a character reference.
func appendReference(dst []byte, c byte) []byte {
	return append(strconv.AppendUint(append(dst, "&#"...), uint64(c), 10), ';')
}

// needsReference reports whether s[i] must be written as a character
// reference, because some engine misreads a backslash before it: at the end of
// a line or beside a delimiter, beside an escaped backslash in a cell, and in
// alt texts.
func (w *inlineWriter) needsReference(s string, i int, next follower) bool {
	last := isLastShown(s, i)
	if s[i] == '{' && w.dialect.opensTemplate(s, i) {
		return true
	}
	if w.dialect.engine == kramdown {
		return false
	}
	switch s[i] {
	case '\\':
		return last && next != blockEnd || w.dialect.template == nunjucks && i+1 < len(s) && s[i+1] >= utf8.RuneSelf
	case '~':
		return last && next != blockEnd && next != lineBreak && (w.dialect.template == nunjucks || !w.lone.has('~'))
	case '|':
		return w.place == inCell && i > 0 && s[i-1] == '\\'
	case '[':
		return w.links > 1
	case ']': // marked takes the backslash off before it reads a link's text
		return w.links > 1 || w.links == 1 && strings.HasPrefix(s[i+1:], "(")
	case '&':
		return w.links > 0 && isEntity(s[i:])
	case '<': // Hexo looks for comments before anything else, and for elements in emphasis
		return w.dialect.template == nunjucks
	}
	return false
}

// isLastShown reports whether nothing but spaces, which may be trimmed, follows
// s[i] in its piece.
func isLastShown(s string, i int) bool { return strings.TrimRight(s[i+1:], " ") == "" }

// joinsLink reports whether s[i] would make an image of the link after it.
func (w *inlineWriter) joinsLink(s string, i int, next follower) bool {
	return s[i] == '!' && next == linkBracket && i+1 == len(s)
}

// isSyntax reports whether the special character s[i] would be syntax.
func (w *inlineWriter) isSyntax(s string, i int) bool {
	rest := s[i+1:]
	if w.dialect.engine == vitePress && !w.alt && w.isVitePressSyntax(s, i) {
		return true
	}
	switch s[i] {
	case '[':
		return true
	case '\\':
		return isLastShown(s, i) || isASCIIPunct(rest[0])
	case '`':
		return w.links > 0 || !w.lone.has('`')
	case '*', '~':
		return !standsAlone(s, i) && !w.lone.has(s[i])
	case '_':
		return !standsAlone(s, i) && !isInWord(s, i) && !w.lone.has('_')
	case ']':
		return w.links > 0
	case '<':
		return rest == "" || opensTag(rest[0]) || w.opensShortcode(s, i)
	case '^': // to GitHub a bracket and a caret begin a footnote
		return w.links > 0 && i == 0 && w.last() == '['
	case '@':
		return w.joinsMail() || w.links > 0 && w.dialect.template == nunjucks
	case '%':
		return w.opensShortcode(s, i)
	case '&':
		return isEntity(s[i:])
	case '|':
		return w.place == inCell
	case '!':
		return w.dialect.template == shortcodes && strings.HasPrefix(s[max(i-1, 0):], summaryDivider)
	case '{':
		return w.dialect.headingAttributes && w.place == inHeading
	case '$':
		return w.dialect.math != noMath && !w.lone.has('$')
	}
	return false
}

// opensShortcode reports whether s[i] is the third character of {{< or {{%.
func (w *inlineWriter) opensShortcode(s string, i int) bool {
	return w.dialect.template == shortcodes && strings.HasSuffix(s[:i], "{{")
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
