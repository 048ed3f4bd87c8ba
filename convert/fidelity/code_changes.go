package fidelity

import (
	"cmp"
	"slices"
)

// codeChanges are the changes between lines of code. Text that the page sets in
// a fixed-width font may be lines of code too, beside all that are.
func codeChanges(raw, rendered *Content) []change {
	var list []change
	lost := 0
	for _, c := range changes(raw, raw.Code, rendered, rendered.Code) {
		if isPartOf(rendered.joined(c.extra), raw.joined(raw.fixed)) {
			c.extra = nil
		}
		if len(c.lost)+len(c.extra) > 0 {
			list = append(list, c)
			lost += len(c.lost)
		}
	}
	if lost == 0 && len(list) > 0 && isPartOf(rendered.joined(rendered.Code), raw.joined(raw.codeAndFixed())) {
		return nil
	}
	return list
}

// codeAndFixed are the parts of a text that are code or set like it, in order
// and none of them inside another.
func (c *Content) codeAndFixed() []Span {
	all := slices.Concat(c.Code, c.fixed)
	slices.SortFunc(all, func(a, b Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	end := 0
	return slices.DeleteFunc(all, func(s Span) bool {
		isInside := s.End <= end
		end = max(end, s.End)
		return isInside
	})
}

// isPartOf reports whether all of a text stands in another, in order.
func isPartOf(text, whole []rune) bool { return diff(whole, text).kept == len(text) }

// joined are the texts of spans behind each other.
func (c *Content) joined(spans []Span) []rune {
	var text []rune
	for _, s := range spans {
		text = append(text, c.Text[s.Start:s.End]...)
	}
	return text
}
