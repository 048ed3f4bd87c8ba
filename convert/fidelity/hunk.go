package fidelity

import "slices"

// hunk is a place where two rows differ: a part of the one, a part of the
// other, either of which can be empty.
type hunk struct{ a, b Span }

// hunks are the places where a and b differ, in order; nearby is how many equal
// elements between two differences do not part them. Where finding the best
// alignment is too much work, everything between the first difference and the
// last is one.
func hunks[T comparable](a, b []T, nearby int) []hunk {
	prefix := commonPrefix(a, b)
	suffix := commonSuffix(a[prefix:], b[prefix:])
	restA, restB := a[prefix:len(a)-suffix], b[prefix:len(b)-suffix]
	if len(restA) == 0 && len(restB) == 0 {
		return nil
	}
	found := align(restA, restB, nearby)
	for i := range found {
		found[i].a, found[i].b = found[i].a.shifted(prefix), found[i].b.shifted(prefix)
	}
	slide(found, a, b)
	return found
}

// slide moves what only one of the rows has as far back as it goes: a sentence
// that was added then ends with its full stop, and does not begin with that of
// the one before.
func slide[T comparable](found []hunk, a, b []T) {
	for i := range found {
		h, next := &found[i], hunk{a: Span{Start: len(a)}, b: Span{Start: len(b)}}
		if i+1 < len(found) {
			next = found[i+1]
		}
		for canSlide(*h, next, a, b) {
			h.a, h.b = h.a.shifted(1), h.b.shifted(1)
		}
	}
}

func canSlide[T comparable](h, next hunk, a, b []T) bool {
	switch {
	case h.a.length() == 0:
		return h.b.End < next.b.Start && b[h.b.Start] == b[h.b.End]
	case h.b.length() == 0:
		return h.a.End < next.a.Start && a[h.a.Start] == a[h.a.End]
	}
	return false
}

func (s Span) shifted(by int) Span { return Span{s.Start + by, s.End + by} }

func (s Span) length() int { return s.End - s.Start }

// align is hunks for rows that differ at both ends.
func align[T comparable](a, b []T, nearby int) []hunk {
	whole := []hunk{{Span{0, len(a)}, Span{0, len(b)}}}
	if len(a) == 0 || len(b) == 0 {
		return whole
	}
	s := newSearch(a, b)
	var rounds [][]int32
	_, ok := s.run(func(edits int) { rounds = append(rounds, s.reached(edits)) })
	if !ok {
		return whole
	}
	return s.trace(rounds, nearby)
}

// reached are the places reached with one edit fewer, by diagonal: every
// second one from 1-edits to edits-1.
func (s *search[T]) reached(edits int) []int32 {
	row := make([]int32, edits)
	for i := range row {
		row[i] = int32(s.furthest[s.limit+1-edits+2*i])
	}
	return row
}

// restore undoes the round that followed what reached gave.
func (s *search[T]) restore(row []int32) {
	for i, x := range row {
		s.furthest[s.limit+1-len(row)+2*i] = int(x)
	}
}

// trace follows the edits back from the end.
func (s *search[T]) trace(rounds [][]int32, nearby int) []hunk {
	var found []hunk
	x, y := len(s.a), len(s.b)
	for edits := len(rounds) - 1; edits > 0; edits-- {
		s.restore(rounds[edits])
		k := x - y
		var h hunk
		if s.isInsertion(edits, k) {
			x = s.furthest[s.limit+k+1]
			y = x - k - 1
			h = hunk{Span{x, x}, Span{y, y + 1}}
		} else {
			x = s.furthest[s.limit+k-1]
			y = x - k + 1
			h = hunk{Span{x, x + 1}, Span{y, y}}
		}
		found = join(found, h, nearby)
	}
	slices.Reverse(found)
	return found
}

// join puts a hunk before those behind it, the nearest of which is the last.
func join(behind []hunk, h hunk, nearby int) []hunk {
	if n := len(behind); n > 0 && behind[n-1].a.Start-h.a.End <= nearby {
		behind[n-1].a.Start, behind[n-1].b.Start = h.a.Start, h.b.Start
		return behind
	}
	return append(behind, h)
}
