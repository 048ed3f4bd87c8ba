package markdown

import "strings"

// loneDelimiters remembers which delimiter characters occur once in a block
// whose own markup uses none of them: they have nothing to pair with. It counts
// a character when it is first asked for, for most blocks hold none.
type loneDelimiters struct {
	pieces []piece
	// inCode: the engine may take one in code for its partner.
	inCode bool
	known  [256]bool
	lone   [256]bool
}

func (l *loneDelimiters) has(c byte) bool {
	if !l.known[c] {
		l.known[c] = true
		l.lone[c] = l.count(l.pieces, c) == 1
	}
	return l.lone[c]
}

// count counts c in the text of pieces. Markup that is written with it
// counts as many, and so does any emphasis: cmark-gfm drops delimiters beside
// a tilde that pairs with nothing. A dollar closes a formula in code, too, and
// heeds no emphasis.
func (l *loneDelimiters) count(pieces []piece, c byte) int {
	count := 0
	for i := range pieces {
		p := &pieces[i]
		if p.kind == codePiece && c == '`' || p.kind == mathPiece && c == '$' || p.marks&emphasis != 0 && c != '$' {
			return 2
		}
		if p.kind != codePiece || c == '$' || l.inCode {
			count += countByte(p.text, c) + countByte(p.target, c) + l.count(p.inner, c)
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
