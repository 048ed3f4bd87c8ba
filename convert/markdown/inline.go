package markdown

import (
	"errors"
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// place is the kind of block that inline content stands in.
type place uint8

const (
	inParagraph place = iota
	inHeading         // one line
	inCell            // one line, pipes part cells
)

// noEdge parts two runs of one delimiter, and is an emphasis delimiter's way
// out where it cannot flank: a zero width space as an entity, whose ampersand
// and semicolon count as punctuation. The character itself would not do.
const noEdge = "&#8203;"

// inlineWriter writes one block's inline content.
type inlineWriter struct {
	dialect Dialect
	place   place
	out     []byte
	// block and line are where the block and its last line begin in out.
	block, line int
	// links counts the link texts and alt texts around the piece being written.
	links int
	alt   bool
	open  []mark
	lone  loneDelimiters
}

// mark is an open mark and the delimiter it was opened with.
type mark struct {
	marks
	delimiter string
}

// writeInline appends the inline nodes from up to to.
func (r *Renderer) writeInline(where place, from, to *html.Node) {
	f := flattener{pieces: r.pieces[:0], omit: r.dialect.omitted(where), image: r.image}
	f.nodes(from, to, 0)
	if f.err != nil {
		r.err = errors.Join(r.err, f.err)
	}
	r.pieces = f.pieces
	pieces := trimGaps(f.pieces)
	if len(pieces) == 0 {
		return
	}
	w := inlineWriter{dialect: r.dialect, place: where, out: r.out, block: len(r.out), line: len(r.out)}
	pieces = settle(pieces, lineEdge)
	w.lone.pieces = pieces
	w.row(pieces)
	r.out = w.trimmed()
}

// trimGaps drops what shows nothing at the edges of a block. Wide spaces at its
// begin stay: authors indent with them.
func trimGaps(pieces []piece) []piece {
	for len(pieces) > 0 && (pieces[0].kind == breakPiece || pieces[0].text == " " && pieces[0].kind == textPiece) {
		pieces = pieces[1:]
	}
	for len(pieces) > 0 && pieces[len(pieces)-1].isGap() {
		pieces = pieces[:len(pieces)-1]
	}
	return pieces
}

// row writes pieces and the delimiters between them.
func (w *inlineWriter) row(pieces []piece) {
	outer := len(w.open)
	chooseUnderscores(pieces)
	for i := range pieces {
		w.turn(pieces, i, outer)
		w.piece(pieces, i)
	}
	w.turn(pieces, len(pieces), outer)
}

func (w *inlineWriter) piece(pieces []piece, i int) {
	p := &pieces[i]
	switch p.kind {
	case textPiece:
		w.text(p.text, w.follower(pieces, i))
	case codePiece:
		w.code(p.text)
	case imagePiece:
		w.out = append(w.out, "!["...)
		w.links++
		w.alt = true
		w.text(p.text, somethingElse)
		w.alt = false
		w.links--
		w.target(p.target)
	case linkPiece:
		w.link(p)
	case breakPiece:
		w.breakLine()
	}
}

// follower says what comes after a piece of text.
type follower uint8

const (
	somethingElse follower = iota
	lineBreak
	blockEnd
	linkBracket
	closingStars // asterisks or tildes that close, and after them a space or line end
)

func (w *inlineWriter) follower(pieces []piece, i int) follower {
	last := i+1 == len(pieces)
	switch {
	case !last && pieces[i+1].kind == linkPiece:
		return linkBracket
	case w.links > 0:
		return somethingElse
	case len(w.open) > 0:
		if (last || pieces[i+1].partsWords()) && !w.opened('_') && !w.opened('<') {
			return closingStars
		}
		return somethingElse
	case last:
		return blockEnd
	case pieces[i+1].kind == breakPiece:
		return lineBreak
	}
	return somethingElse
}

// opened reports whether a mark is open whose delimiter begins with c.
func (w *inlineWriter) opened(c byte) bool {
	return slices.ContainsFunc(w.open, func(m mark) bool { return m.delimiter[0] == c })
}

// link writes a link. Its marks are outside, those of its content only inside.
func (w *inlineWriter) link(p *piece) {
	for i := range p.inner {
		p.inner[i].marks &^= p.marks
	}
	w.out = append(w.out, '[')
	w.links++
	p.inner = settle(p.inner, ']')
	w.row(p.inner)
	w.links--
	w.target(p.target)
}

func (w *inlineWriter) target(address string) {
	w.out = append(w.out, "]("...)
	w.out = w.appendDestination(w.out, address)
	w.out = append(w.out, ')')
}

func (w *inlineWriter) code(code string) {
	if w.dialect.shortcodes {
		code = shieldCode(code)
	}
	if w.last() == '`' || w.mailInCode(code) {
		w.out = append(w.out, noEdge...)
	}
	w.out = appendCodeSpan(w.out, code, w.place == inCell)
}

// breakLine ends the line, or writes a space where a block has one line only.
func (w *inlineWriter) breakLine() {
	w.out = w.trimmed()
	switch {
	case w.place == inParagraph:
		if endsInAddress(w.out[w.line:]) {
			w.out = append(w.out, ' ')
		}
		w.out = append(w.out, "\\\n"...)
		w.line = len(w.out)
	case w.place == inCell && w.dialect.rawHTML:
		w.out = append(w.out, "<br>"...)
	default:
		w.out = append(w.out, ' ')
	}
}

// trimmed is the output without spaces at the end of its last line.
func (w *inlineWriter) trimmed() []byte {
	end := len(w.out)
	for end > w.line && w.out[end-1] == ' ' {
		end--
	}
	return w.out[:end]
}

// last is the character before the end of the output, as flanking sees it.
func (w *inlineWriter) last() rune {
	if len(w.out) == w.block {
		return lineEdge
	}
	r, _ := utf8.DecodeLastRune(w.out)
	return r
}
