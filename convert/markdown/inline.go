package markdown

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// place is the kind of block that inline content stands in.
type place uint8

const (
	inParagraph place = iota
	inHeading         // one line
	inCell            // one line, pipes part cells
	inCard            // a paragraph of one line
)

// noEdge parts two runs of one delimiter, and is an emphasis delimiter's way
// out where it cannot flank: a zero width space as an entity, whose ampersand
// and semicolon count as punctuation. The character itself would not do.
const noEdge = "&#8203;"

// inlineWriter writes one block's inline content.
type inlineWriter struct {
	dialect *Dialect
	special *[256]bool
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

// writeInline appends the inline nodes from up to to, without the marks of
// omit.
func (r *Renderer) writeInline(where place, from, to *html.Node, omit marks) {
	f := flattener{dialect: &r.dialect, pieces: r.pieces[:0], omit: r.dialect.omitted(where) | omit, image: r.image}
	f.nodes(from, to, 0)
	if f.err != nil {
		r.err = errors.Join(r.err, f.err)
	}
	r.pieces = f.pieces
	pieces := trimGaps(f.pieces)
	if len(pieces) == 0 {
		return
	}
	w := inlineWriter{dialect: &r.dialect, special: r.special, place: where, out: r.out, block: len(r.out), line: len(r.out)}
	pieces = settle(pieces, lineEdge)
	w.lone.pieces, w.lone.inCode = pieces, r.dialect.template == nunjucks
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
	alone := len(pieces) == 1 && w.links == 0 && len(w.open) == 0
	switch p.kind {
	case textPiece:
		w.text(p.text, w.follower(pieces, i))
	case codePiece:
		w.code(p.text)
	case imagePiece:
		w.image(p, alone)
	case linkPiece:
		w.link(p)
	case breakPiece:
		w.breakLine()
	case mathPiece:
		w.formula(p.text, alone)
	}
}

func (w *inlineWriter) image(p *piece, alone bool) {
	if w.needsImageElement(p.text) {
		w.imageElement(p.text, p.target, alone)
		return
	}
	w.out = append(w.out, "!["...)
	w.links++
	w.alt = true
	w.text(p.text, somethingElse)
	w.alt = false
	w.links--
	w.target(p.target)
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
	if len(w.out) == w.block && definesReference(p.inner) {
		w.out = append(w.out, noEdge...)
	}
	w.out = append(w.out, '[')
	w.links++
	p.inner = settle(p.inner, ']')
	w.row(p.inner)
	w.links--
	w.target(p.target)
}

// definesReference reports whether a link's text at the begin of a block would
// be read as the definition of one: engines look for "]:" before they look for
// code (CommonMark 0.31, 4.7).
func definesReference(text []piece) bool {
	return slices.ContainsFunc(text, func(p piece) bool { return p.kind == codePiece && strings.Contains(p.text, "]:") })
}

func (w *inlineWriter) target(address string) {
	w.out = append(w.out, "]("...)
	w.out = w.appendDestination(w.out, address)
	w.out = append(w.out, ')')
}

func (w *inlineWriter) code(code string) {
	if w.dialect.template == shortcodes {
		code = shieldShortcodes(code)
	}
	if w.last() == '`' || w.mailInCode(code) {
		w.out = append(w.out, noEdge...)
	}
	if w.writesElement(code) {
		w.out = appendCodeElement(w.out, code)
		return
	}
	start := len(w.out)
	w.out = appendCodeSpan(w.out, code, w.place == inCell)
	w.out = w.dialect.rawTemplate(w.out, start)
}

// breakLine ends the line, or writes a space where a block has one line only.
func (w *inlineWriter) breakLine() {
	w.out = w.trimmed()
	switch {
	case w.place == inParagraph:
		if endsInAddress(w.out[w.line:]) {
			w.out = append(w.out, ' ')
		}
		w.out = append(w.out, w.hardBreak()...)
		w.line = len(w.out)
	case w.place == inCell && w.dialect.rawHTML:
		w.out = append(w.out, "<br>"...)
	default:
		w.out = append(w.out, ' ')
	}
}

// hardBreak is what ends a line. Two spaces on a line of their own would end the
// paragraph.
func (w *inlineWriter) hardBreak() string {
	switch {
	case !w.dialect.spacedBreaks:
		return "\\\n"
	case len(w.out) == w.line:
		return noEdge + "  \n"
	}
	return "  \n"
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
