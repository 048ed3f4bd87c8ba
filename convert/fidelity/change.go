package fidelity

import "slices"

// change is a place where two contents differ in their parts of one kind.
type change struct {
	// lost are parts of the page that the Markdown does not have there, extra are
	// parts of the Markdown that the page does not have.
	lost, extra []Span
}

// changes compares parts one by one and in order, by their text.
func changes(raw *Content, in []Span, rendered *Content, out []Span) []change {
	a, b := raw.texts(in), rendered.texts(out)
	if slices.Equal(a, b) {
		return nil
	}
	var list []change
	for _, h := range hunks(a, b, 0) {
		list = append(list, change{slices.Clone(in[h.a.Start:h.a.End]), out[h.b.Start:h.b.End]})
	}
	return list
}

// measure is how many parts the Markdown has, of so many on the page: those it
// has again, and when that is all of them, those that are too many. where is the
// text of the first part that is lost, or else too many.
func measure(list []change, raw, rendered *Content, in int) (out int, where string) {
	lost, extra := 0, 0
	for _, c := range list {
		switch {
		case lost == 0 && len(c.lost) > 0:
			where = raw.excerpt(c.lost[0])
		case lost+extra == 0:
			where = rendered.excerpt(c.extra[0])
		}
		lost += len(c.lost)
		extra += len(c.extra)
	}
	if lost > 0 {
		return in - lost, where
	}
	return in + extra, where
}
