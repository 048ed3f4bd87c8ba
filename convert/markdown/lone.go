package markdown

import "strings"

// loneDelimiters remembers which delimiter characters occur once in a block
// whose own markup uses none of them: they have nothing to pair with. It counts
// a character when it is first asked for, for most blocks hold none.
type loneDelimiters struct {
	pieces []piece
	known  [256]bool
	lone   [256]bool
}

func (l *loneDelimiters) has(c byte) bool {
	if !l.known[c] {
		l.known[c] = true
		l.lone[c] = countDelimiter(l.pieces, c) == 1
	}
	return l.lone[c]
}

// countDelimiter counts c in the text of pieces. Markup that is written with it
// counts as many, and so does any emphasis: cmark-gfm drops delimiters beside
// a tilde that pairs with nothing.
func countDelimiter(pieces []piece, c byte) int {
	count := 0
	for i := range pieces {
		p := &pieces[i]
		if p.kind == codePiece && c == '`' || p.marks&emphasis != 0 {
			return 2
		}
		if p.kind != codePiece {
			count += countByte(p.text, c) + countByte(p.target, c) + countDelimiter(p.inner, c)
		}
	}
	return count
}

func countByte(s string, c byte) int {
	count := 0
	for i := strings.IndexByte(s, c); i >= 0; i = strings.IndexByte(s, c) {
		count++
		s = s[i+1:]
	}
	return count
}
