package fidelity

import "slices"

// gapsIn are the gaps inside a part of the text, those at its ends left out.
func (c *Content) gapsIn(s Span) []int {
	first, _ := slices.BinarySearch(c.gaps, s.Start+1)
	last, _ := slices.BinarySearch(c.gaps, s.End)
	return c.gaps[first:max(first, last)]
}
