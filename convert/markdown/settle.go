package markdown

import (
	"slices"
	"strings"
)

// settle gives each mark an extent that delimiters can hold: it begins and
// ends with something visible, no break is inside, and punctuation at an edge
// that would keep the delimiters from flanking is outside. Letters and digits
// never gain or lose a mark. after is the character that follows the row.
func settle(pieces []piece, after rune) []piece {
	var all marks
	for i := range pieces {
		all |= pieces[i].marks
	}
	if all&emphasis == 0 {
		return pieces
	}
	for _, m := range []marks{strong, em, del} {
		if all&m != 0 {
			bridgeSpaces(pieces, m)
			pieces = settleMark(pieces, m, after)
		}
	}
	return joinText(pieces)
}

// bridgeSpaces marks the white space between two marked pieces.
func bridgeSpaces(pieces []piece, m marks) {
	for i := 1; i < len(pieces)-1; i++ {
		p := &pieces[i]
		if p.kind == textPiece && pieces[i-1].marks&pieces[i+1].marks&m != 0 && isBlank(p.text) {
			p.marks |= m
		}
	}
}

func settleMark(pieces []piece, m marks, after rune) []piece {
	for i := 0; i < len(pieces); i++ {
		if pieces[i].marks&m == 0 {
			continue
		}
		end := i
		for end < len(pieces) && pieces[end].marks&m != 0 {
			end++
		}
		s := segment{pieces, i, end, m, after}
		s.shrink()
		if s.isWeighty() {
			s.releasePunctuation()
		} else {
			s.clear(s.start, s.end)
		}
		i = end - 1 + len(s.pieces) - len(pieces)
		pieces = s.pieces
	}
	return pieces
}

// segment is a maximal stretch pieces[start:end] under the mark m.
type segment struct {
	pieces     []piece
	start, end int
	m          marks
	after      rune
}

// shrink takes the mark off white space, images, formulas and links at the
// ends. A link
// keeps it inside its brackets, where delimiters always flank.
func (s *segment) shrink() {
	for s.start < s.end && isSoftEdge(&s.pieces[s.start]) {
		s.clear(s.start, s.start+1)
		s.start++
	}
	for s.end > s.start && isSoftEdge(&s.pieces[s.end-1]) {
		s.clear(s.end-1, s.end)
		s.end--
	}
	if s.start == s.end {
		return
	}
	if p := &s.pieces[s.end-1]; p.kind == textPiece {
		s.moveTail(len(p.text) - len(strings.TrimRightFunc(p.text, isInvisible)))
	}
	if p := &s.pieces[s.start]; p.kind == textPiece {
		s.moveHead(len(p.text) - len(strings.TrimLeftFunc(p.text, isInvisible)))
	}
}

func isSoftEdge(p *piece) bool {
	return p.kind == imagePiece || p.kind == mathPiece || p.kind == linkPiece || p.isGap()
}

func (s *segment) clear(from, to int) {
	for i := from; i < to; i++ {
		s.pieces[i].marks &^= s.m
	}
}

func (s *segment) isWeighty() bool {
	for i := s.start; i < s.end; i++ {
		if s.pieces[i].isWeighty() {
			return true
		}
	}
	return false
}

// split parts the text piece i before byte at.
func (s *segment) split(i, at int) {
	tail := s.pieces[i]
	tail.text = tail.text[at:]
	s.pieces[i].text = s.pieces[i].text[:at]
	s.pieces = slices.Insert(s.pieces, i+1, tail)
}

// text is the segment's text; other content stands in it as a letter, so that
// no character is found to be the partner of one in code.
func (s *segment) text() string {
	if s.end == s.start+1 && s.pieces[s.start].kind == textPiece {
		return s.pieces[s.start].text
	}
	var b strings.Builder
	for i := s.start; i < s.end; i++ {
		if s.pieces[i].kind == textPiece {
			b.WriteString(s.pieces[i].text)
		} else {
			b.WriteByte('x')
		}
	}
	return b.String()
}

// joinText joins text under the same marks.
func joinText(pieces []piece) []piece {
	joined := pieces[:0]
	for _, p := range pieces {
		if n := len(joined); n > 0 && p.kind == textPiece && joined[n-1].joins(p.text, p.marks) {
			joined[n-1].text += p.text
			continue
		}
		joined = append(joined, p)
	}
	return joined
}
