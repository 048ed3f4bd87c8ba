package markdown

// turn closes and opens marks so that piece i stands under its own.
func (w *inlineWriter) turn(pieces []piece, i, outer int) {
	want, next := marks(0), rune(lineEdge)
	if i < len(pieces) {
		want, next = pieces[i].marks, firstShown(&pieces[i])
	} else if w.links > 0 {
		next = ']'
	}
	keep := w.keep(want, outer)
	for _, m := range w.open[outer:keep] {
		want &^= m.marks
	}
	if i < len(pieces) && pieces[i].isGap() {
		want &^= emphasis // a mark that was parted here opens again after the space
	}
	if want == 0 {
		w.close(keep, next)
		return
	}
	var buffer [5]mark
	opening := openingOrder(buffer[:0], pieces, i, want)
	closing := len(w.open) > keep
	w.close(keep, rune(opening[0].delimiter[0]))
	w.openMarks(opening, next, closing)
}

// keep is how many of the open marks stay open when want is to stand. HTML
// tags may be parted anywhere, so they give way to delimiters.
func (w *inlineWriter) keep(want marks, outer int) int {
	opening := want & emphasis
	for _, m := range w.open[outer:] {
		opening &^= m.marks
	}
	keep := outer
	for keep < len(w.open) && want&w.open[keep].marks != 0 && (opening == 0 || w.open[keep].marks&emphasis != 0) {
		keep++
	}
	return keep
}

// close writes the closing delimiters of all marks but the first keep.
func (w *inlineWriter) close(keep int, next rune) {
	if len(w.open) == keep {
		return
	}
	prev, delimiter := w.last(), ""
	for len(w.open) > keep {
		inner := delimiter
		delimiter = w.open[len(w.open)-1].delimiter
		if inner != "" && inner[0] != delimiter[0] {
			prev = rune(inner[len(inner)-1])
		}
		w.closeLast()
	}
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
	for _, inner := range opening[1:] {
		if inner.delimiter[0] != first[0] {
			next = rune(inner.delimiter[0])
			break
		}
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

// openingOrder appends the marks to open before piece at to order: the one that
// lasts longest first, and HTML tags last.
func openingOrder(order []mark, pieces []piece, at int, opening marks) []mark {
	var lengths [5]int
	for m := strong; m <= sup; m <<= 1 {
		if opening&m == 0 {
			continue
		}
		length := 0
		for m&emphasis != 0 && at+length < len(pieces) && pieces[at+length].marks&m != 0 {
			length++
		}
		i := len(order)
		order = append(order, mark{m, delimiterOf(m, pieces[at].underscored)})
		for ; i > 0 && lengths[i-1] < length; i-- {
			order[i], order[i-1] = order[i-1], order[i]
			lengths[i] = lengths[i-1]
		}
		lengths[i] = length
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

// chooseUnderscores marks the pieces whose em is written with underscores:
// where strong touches it without being the same stretch, asterisks of both
// would be told apart by counting only, and not always rightly.
func chooseUnderscores(pieces []piece) {
	for i := 0; i < len(pieces); i++ {
		end, differ := emphasisStretch(pieces, i)
		for ; i < end; i++ {
			pieces[i].underscored = differ
		}
	}
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
