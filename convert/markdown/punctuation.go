package markdown

import (
	"strings"
	"unicode/utf8"
)

// pairs are the marks that come in two halves, opening before closing.
const pairs = "“”‘’（）《》〈〉【】「」『』〔〕〖〗［］｛｝()[]{}"

// trailing is the punctuation that ends a phrase and may stand outside its
// emphasis; closing halves of pairs belong to it too.
const trailing = "。，、；：！？…—.,;:!?"

func isTrailing(r rune) bool {
	return strings.ContainsRune(trailing, r) || openerOf(r) != 0
}

// openerOf is the other half of a closing mark, 0 for anything else.
func openerOf(r rune) rune {
	opener := rune(0)
	for _, half := range pairs {
		switch {
		case opener == 0:
			opener = half
		case half == r:
			return opener
		default:
			opener = 0
		}
	}
	return 0
}

// closerOf is the other half of an opening mark, 0 for anything else.
func closerOf(r rune) rune {
	opener := rune(0)
	for _, half := range pairs {
		switch {
		case opener == 0:
			opener = half
		case opener == r:
			return half
		default:
			opener = 0
		}
	}
	return 0
}

// partnerOfLast is where the other half of the text's last character stands,
// -1 where there is none. A straight quote's other half is the one before it.
func partnerOfLast(text string) int {
	last, size := utf8.DecodeLastRuneInString(text)
	rest := text[:len(text)-size]
	if last == '"' || last == '\'' {
		return strings.LastIndexByte(rest, byte(last))
	}
	opener := openerOf(last)
	if opener == 0 {
		return -1
	}
	depth := 1
	for len(rest) > 0 {
		r, size := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-size]
		switch r {
		case last:
			depth++
		case opener:
			depth--
		}
		if depth == 0 {
			return len(rest)
		}
	}
	return -1
}

// firstHasPartner reports whether the closing half of the text's first
// character follows in it.
func firstHasPartner(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	closer := closerOf(first)
	depth := 1
	for _, r := range text[size:] {
		switch r {
		case first:
			depth++
		case closer:
			depth--
		}
		if depth == 0 {
			return true
		}
	}
	return false
}
