package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Marks that come in two halves: the opening ones and, at the same places, the
// closing ones.
var (
	openers = []rune("“‘（《〈【「『〔〖［｛([{")
	closers = []rune("”’）》〉】」』〕〗］｝)]}")
)

// trailing is the punctuation that ends a phrase and may stand outside its
// emphasis; closing halves of pairs belong to it too.
const trailing = "。，、；：！？…—.,;:!?"

func isTrailing(r rune) bool {
	return strings.ContainsRune(trailing, r) || openerOf(r) != 0
}

// openerOf is the other half of a closing mark, 0 for anything else.
func openerOf(r rune) rune {
	if i := slices.Index(closers, r); i >= 0 {
		return openers[i]
	}
	return 0
}

// closerOf is the other half of an opening mark, 0 for anything else.
func closerOf(r rune) rune {
	if i := slices.Index(openers, r); i >= 0 {
		return closers[i]
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
