package fidelity

// search finds the smallest number of edits that make b of a, by the greedy
// algorithm of Myers (1986), whose cost grows with the number of edits.
type search[T comparable] struct {
	a, b  []T
	limit int
	// furthest is how much of a is passed on each diagonal, diagonal 0 at
	// index limit.
	furthest []int
}

// maxEdits bounds the work on texts that have little in common.
const maxEdits = 4000

func newSearch[T comparable](a, b []T) *search[T] {
	limit := min(len(a)+len(b), maxEdits)
	return &search[T]{a: a, b: b, limit: limit, furthest: make([]int, 2*limit+2)}
}

// run gives the number of edits; it is false when there are more than the
// limit. round is told of each number of edits before it is tried, and may be
// nil.
func (s *search[T]) run(round func(edits int)) (edits int, ok bool) {
	for edits := 0; edits <= s.limit; edits++ {
		if round != nil {
			round(edits)
		}
		for k := -edits; k <= edits; k += 2 {
			x := s.begin(edits, k)
			for y := x - k; x < len(s.a) && y < len(s.b) && s.a[x] == s.b[y]; y++ {
				x++
			}
			s.furthest[s.limit+k] = x
			if x >= len(s.a) && x-k >= len(s.b) {
				return edits, true
			}
		}
	}
	return 0, false
}

// begin is where diagonal k begins with one edit more.
func (s *search[T]) begin(edits, k int) int {
	if edits == 0 {
		return 0
	}
	if s.isInsertion(edits, k) {
		return s.furthest[s.limit+k+1]
	}
	return s.furthest[s.limit+k-1] + 1
}

// isInsertion reports whether the edit that leads to diagonal k takes an
// element of b, rather than leaving one of a.
func (s *search[T]) isInsertion(edits, k int) bool {
	return k == -edits || k != edits && s.furthest[s.limit+k-1] < s.furthest[s.limit+k+1]
}
