package markdown

import (
	"unicode"
	"unicode/utf8"
)

// A run of * or ~ opens emphasis only when it is left-flanking and closes it
// only when it is right-flanking, which depends on the characters on both its
// sides. Engines differ in what they hold for punctuation: CommonMark 0.31
// counts symbols, older ones do not, and some look at half a surrogate pair. So
// a neighbour counts as punctuation when that helps only if all agree, and when
// it harms if any does.

// lineEdge stands for the begin or end of a line among neighbours.
const lineEdge = ' '

// opens reports whether a delimiter run between the two opens in every engine.
func opens(prev, next rune) bool {
	return !maybePunct(next) || isFree(prev)
}

// closes reports whether a delimiter run between the two closes in every engine.
func closes(prev, next rune) bool {
	return !maybePunct(prev) || isFree(next)
}

// isFree reports whether a delimiter run beside r flanks, whatever is on its
// other side. To marked a tilde is no punctuation.
func isFree(r rune) bool {
	return r != '~' && (isMarkdownSpace(r) || surelyPunct(r))
}

func surelyPunct(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIIPunct(byte(r))
	}
	return !isHan(r) && unicode.IsPunct(r)
}

func maybePunct(r rune) bool {
	return surelyPunct(r) || r >= utf8.RuneSelf && !isHan(r) && unicode.IsSymbol(r)
}

// isHan is a quick way past the tables for most characters of a Chinese text.
func isHan(r rune) bool { return 0x4E00 <= r && r <= 0x9FFF }

func isASCIIPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// isMarkdownSpace is CommonMark's Unicode white space.
func isMarkdownSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\f', '\r':
		return true
	}
	return r > utf8.RuneSelf && !isHan(r) && unicode.Is(unicode.Zs, r)
}

// isInvisible reports whether r shows nothing that emphasis could change:
// white space of any engine's reckoning and format characters.
func isInvisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7F
	}
	return !isHan(r) && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r))
}

// isWeighty reports whether emphasis on r can be seen: letters, numbers and
// symbols, not punctuation alone.
func isWeighty(r rune) bool {
	return isHan(r) || !isInvisible(r) && !unicode.IsPunct(r)
}
