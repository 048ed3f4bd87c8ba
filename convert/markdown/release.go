package markdown

import "unicode/utf8"

// releasePunctuation moves punctuation at a failing end outside, unless that
// would part it from its other half. A pair around the whole segment moves
// together.
func (s *segment) releasePunctuation() {
	for s.start < s.end {
		tail, head := s.closesBadly(), s.opensBadly()
		switch {
		case !tail && !head:
			return
		case s.releasePair():
		case tail && s.releaseTail():
		case head && s.releaseHead():
		default:
			return
		}
		s.shrink()
	}
}

func (s *segment) opensBadly() bool {
	first := &s.pieces[s.start]
	prev := rune(lineEdge)
	if s.start > 0 {
		prev = lastShown(&s.pieces[s.start-1])
		if s.pieces[s.start-1].marks&^first.marks != 0 {
			prev = '*'
		}
	}
	return !opens(prev, firstShown(first))
}

func (s *segment) closesBadly() bool {
	last := &s.pieces[s.end-1]
	next := s.after
	if s.end < len(s.pieces) {
		next = firstShown(&s.pieces[s.end])
		if s.pieces[s.end].marks&^last.marks != 0 {
			next = '*'
		}
	}
	return !closes(lastShown(last), next)
}

// releasePair moves the first and the last character out if they are a pair.
func (s *segment) releasePair() bool {
	if s.pieces[s.start].kind != textPiece || s.pieces[s.end-1].kind != textPiece {
		return false
	}
	text := s.text()
	if partnerOfLast(text) != 0 {
		return false
	}
	_, first := utf8.DecodeRuneInString(text)
	_, last := utf8.DecodeLastRuneInString(text)
	s.moveTail(last)
	s.moveHead(first)
	return true
}

// releaseTail moves the closing punctuation at the end out.
func (s *segment) releaseTail() bool {
	if s.pieces[s.end-1].kind != textPiece {
		return false
	}
	text := s.text()
	kept := text
	for {
		r, size := utf8.DecodeLastRuneInString(kept)
		if !isTrailing(r) || partnerOfLast(kept) >= 0 {
			break
		}
		kept = kept[:len(kept)-size]
	}
	s.moveTail(len(text) - len(kept))
	return len(kept) < len(text)
}

// releaseHead moves the opening punctuation at the begin out.
func (s *segment) releaseHead() bool {
	if s.pieces[s.start].kind != textPiece {
		return false
	}
	text := s.text()
	out := 0
	for _, r := range text {
		if closerOf(r) == 0 || firstHasPartner(text[out:]) {
			break
		}
		out += utf8.RuneLen(r)
	}
	s.moveHead(out)
	return out > 0
}

// moveTail takes the mark off the last n bytes of the segment's text.
func (s *segment) moveTail(n int) {
	for n > 0 {
		last := &s.pieces[s.end-1]
		if n < len(last.text) {
			s.split(s.end-1, len(last.text)-n)
			s.end++
			last = &s.pieces[s.end-1]
		}
		n -= len(last.text)
		last.marks &^= s.m
		s.end--
	}
}

// moveHead takes the mark off the first n bytes of the segment's text.
func (s *segment) moveHead(n int) {
	for n > 0 {
		if n < len(s.pieces[s.start].text) {
			s.split(s.start, n)
			s.end++
		}
		n -= len(s.pieces[s.start].text)
		s.pieces[s.start].marks &^= s.m
		s.start++
	}
}
