package markdown

import "slices"

// turn closes and opens marks so that piece i stands under its own.
func (w *inlineWriter) turn(pieces []piece, i, outer int, under []bool) {
	want, next := marks(0), rune(lineEdge)
	if i < len(pieces) {
		want, next = pieces[i].marks, firstShown(&pieces[i])
	} else if w.links > 0 {
		next = ']'
	}
	keep := outer
	for keep < len(w.open) && want&w.open[keep].marks != 0 {
		keep++
	}
	for _, m := range w.open[outer:keep] {
		want &^= m.marks
	}
	if want == 0 {
		w.close(keep, next)
		return
	}
	closing := len(w.open) > keep
	w.close(keep, '*')
	w.openMarks(openingOrder(pieces, i, want, under), next, closing)
}

// close writes the closing delimiters of all marks but the first keep.
func (w *inlineWriter) close(keep int, next rune) {
	if len(w.open) == keep {
		return
	}
	for len(w.open) > keep+1 {
		w.closeLast()
	}
	prev := w.last()
	delimiter := w.open[keep].delimiter
	w.closeLast()
	if delimiter[0] == '<' || closes(prev, next) && (delimiter != "_" || isFree(next)) {
		return
	}
	w.out = append(w.out, noEdge...)
}

func (w *inlineWriter) closeLast() {
	last := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	if last.delimiter[0] == '<' {
		w.out = append(append(w.out, "</"...), last.delimiter[1:]...)
		return
	}
	w.out = append(w.out, last.delimiter...)
}

// openMarks writes opening delimiters, the outermost first. Where marks were
// closed at the same place, their delimiters stand before and are punctuation
// enough.
func (w *inlineWriter) openMarks(opening []mark, next rune, closing bool) {
	first := opening[0].delimiter
	if len(opening) > 1 {
		next = rune(opening[1].delimiter[0])
	}
	prev := w.last()
	fails := first[0] != '<' && (!opens(prev, next) || first == "_" && !isFree(prev))
	if fails || closing && prev == rune(first[0]) || first == "~~" && prev == '~' {
		w.out = append(w.out, noEdge...)
	}
	for _, m := range opening {
		w.out = append(w.out, m.delimiter...)
	}
	w.open = append(w.open, opening...)
}

// openingOrder puts the mark that lasts longest first.
func openingOrder(pieces []piece, at int, opening marks, under []bool) []mark {
	var order []mark
	var lengths []int
	for m := strong; m <= sup; m <<= 1 {
		if opening&m == 0 {
			continue
		}
		length := 0
		for at+length < len(pieces) && pieces[at+length].marks&m != 0 {
			length++
		}
		i := 0
		for i < len(lengths) && lengths[i] >= length {
			i++
		}
		lengths = slices.Insert(lengths, i, length)
		order = slices.Insert(order, i, mark{m, delimiterOf(m, under != nil && under[at])})
	}
	return order
}

func delimiterOf(m marks, underscore bool) string {
	switch m {
	case strong:
		return "**"
	case em:
		if underscore {
			return "_"
		}
		return "*"
	case del:
		return "~~"
	case sub:
		return "<sub>"
	}
	return "<sup>"
}

// underscored says of which pieces the em is written with underscores: where
// strong touches it without being the same stretch, asterisks of both would be
// told apart by counting only, and not always rightly. It is nil when no piece
// needs them.
func underscored(pieces []piece) []bool {
	var under []bool
	for i := 0; i < len(pieces); {
		end, both := emphasisStretch(pieces, i)
		if both {
			if under == nil {
				under = make([]bool, len(pieces))
			}
			for j := i; j < end; j++ {
				under[j] = true
			}
		}
		i = max(end, i+1)
	}
	return under
}

// emphasisStretch is where the stretch of strong or em that begins at start
// ends, and whether it holds both with different extents.
func emphasisStretch(pieces []piece, start int) (end int, differ bool) {
	var all, common marks = 0, strong | em
	for end = start; end < len(pieces) && pieces[end].marks&(strong|em) != 0; end++ {
		all |= pieces[end].marks
		common &= pieces[end].marks
	}
	return end, all&(strong|em) == strong|em && common != strong|em
}
