package fidelity

import "slices"

// codeChanges are the changes between lines of code. A short block
// may have become code within a sentence or a cell, and text that the page sets
// in a fixed-width font may be a block.
func codeChanges(raw, rendered *Content) []change {
	spans := map[string]int{}
	for _, code := range rendered.texts(rendered.spans) {
		spans[code]++
	}
	isSpan := func(line Span) bool {
		code := string(raw.Text[line.Start:line.End])
		spans[code]--
		return spans[code] >= 0
	}
	var list []change
	for _, c := range changes(raw, raw.Code, rendered, rendered.Code) {
		c.lost = slices.DeleteFunc(c.lost, isSpan)
		if isPartOf(rendered.joined(c.extra), raw.joined(raw.fixed)) {
			c.extra = nil
		}
		if len(c.lost)+len(c.extra) > 0 {
			list = append(list, c)
		}
	}
	return list
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
