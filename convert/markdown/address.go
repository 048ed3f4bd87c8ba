package markdown

import (
	"bytes"
	"strings"
)

// Engines make links of addresses in text. What is written here keeps the
// text of such a link what the author wrote.

// beginsBadURL reports whether s[i] is the colon or dot by which engines know
// a bare address that holds characters which need a backslash: within an
// address the backslash would show, so it must not be known as one. In a link's
// text no address is known, but for Hexo's marked if an image stands before it;
// in an image's alt text none may be.
func (w *inlineWriter) beginsBadURL(s string, i int, next follower) bool {
	head, rest := strings.ToLower(s[max(0, i-5):i]), s[i+1:]
	switch {
	case s[i] == '.' && strings.HasSuffix(head, "www"):
	case s[i] == ':' && strings.HasPrefix(rest, "//") &&
		(strings.HasSuffix(head, "http") || strings.HasSuffix(head, "https") || strings.HasSuffix(head, "ftp")):
	default:
		return false
	}
	if w.links > 0 {
		return w.alt || w.dialect.template == nunjucks
	}
	if end := strings.IndexByte(rest, ' '); end >= 0 {
		rest = rest[:end]
	} else if next == somethingElse || next == linkBracket {
		return true
	}
	if w.dialect.engine == vitePress && (w.opened('~') || w.opened('_') || strings.IndexByte(rest, '%') >= 0) {
		return true // it takes closing delimiters in, and shows escapes resolved
	}
	if strings.IndexByte(rest, '@') >= 0 && w.joinsMail() {
		return true
	}
	if strings.ContainsAny(rest, "\\`*~[]|{<") || w.dialect.math != noMath && strings.IndexByte(rest, '$') >= 0 {
		return true
	}
	for j := range len(rest) {
		if w.dialect.engine == vitePress && w.isVitePressSyntax(rest, j) {
			return true
		}
		if rest[j] == '_' && !isInWord(rest, j) || rest[j] == '&' && isEntity(rest[j:]) {
			return true
		}
	}
	return false
}

// joinsMail reports whether a bare mail address whose @ comes next would take
// in delimiters that stand before it: they are letters to a mail address.
func (w *inlineWriter) joinsMail() bool {
	local := w.mailLocal()
	return bytes.ContainsAny(local, "*~`") ||
		bytes.IndexByte(local, '_') >= 0 && w.opened('_')
}

// mailInCode reports whether code that comes next would be torn by a mail
// address that begins before its backtick and ends in it.
func (w *inlineWriter) mailInCode(code string) bool {
	at := strings.IndexByte(code, '@')
	return at >= 0 && !strings.ContainsAny(code[:at], mailStops) && bytes.ContainsFunc(w.mailLocal(), isAlphanumeric)
}

// mailStops are the ASCII characters that no bare mail address holds.
const mailStops = " \\()<>[];:,\""

// mailLocal is the end of the last line as far as it can belong to a mail
// address.
func (w *inlineWriter) mailLocal() []byte {
	line := w.out[w.line:]
	return line[bytes.LastIndexAny(line, mailStops)+1:]
}

// endsInAddress reports whether the last word of line may be read as a bare
// address, which would take a backslash in.
func endsInAddress(line []byte) bool {
	word := line[bytes.LastIndexByte(line, ' ')+1:]
	return bytes.Contains(word, []byte("://")) || bytes.Contains(word, []byte("www.")) || bytes.IndexByte(word, '@') >= 0
}
