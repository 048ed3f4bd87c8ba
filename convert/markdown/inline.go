package markdown

import (
	"bytes"
	"errors"
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
	open  []mark
}

// mark is an open mark and the delimiter it was opened with.
type mark struct {
	marks
	delimiter string
}

// writeInline appends the inline nodes from up to to.
func (r *Renderer) writeInline(where place, from, to *html.Node) {
	f := flattener{raw: r.dialect.rawHTML, image: r.image}
	f.nodes(from, to, 0)
	r.err = errors.Join(r.err, f.err)
	pieces := trimGaps(f.pieces)
	if len(pieces) == 0 {
		return
	}
	w := inlineWriter{dialect: r.dialect, place: where, out: r.out, block: len(r.out), line: len(r.out)}
	w.row(settle(pieces, lineEdge))
	r.out = w.trimmed()
}

func trimGaps(pieces []piece) []piece {
	for len(pieces) > 0 && pieces[0].isEmpty() {
		pieces = pieces[1:]
	}
	for len(pieces) > 0 && pieces[len(pieces)-1].isEmpty() {
		pieces = pieces[:len(pieces)-1]
	}
	return pieces
}

// isEmpty reports whether the piece shows nothing at the edge of a block.
func (p *piece) isEmpty() bool {
	return p.kind == breakPiece || p.kind == textPiece && p.text == " "
}

// row writes pieces and the delimiters between them.
func (w *inlineWriter) row(pieces []piece) {
	outer := len(w.open)
	under := underscored(pieces)
	for i := range pieces {
		w.turn(pieces, i, outer, under)
		w.piece(pieces, i)
	}
	w.turn(pieces, len(pieces), outer, under)
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
		w.text(p.text, somethingElse)
		w.links--
		w.target(p.target)
	case linkPiece:
		w.link(p)
	case breakPiece:
		w.lineBreak()
	}
}

// follower says what comes after a piece of text.
type follower uint8

const (
	somethingElse follower = iota
	lineEnd
	linkBracket
)

func (w *inlineWriter) follower(pieces []piece, i int) follower {
	switch {
	case i+1 < len(pieces) && pieces[i+1].kind == linkPiece:
		return linkBracket
	case len(w.open) == 0 && w.links == 0 && (i+1 == len(pieces) || pieces[i+1].kind == breakPiece):
		return lineEnd
	}
	return somethingElse
}

// link writes a link. Its marks are outside, those of its content only inside.
func (w *inlineWriter) link(p *piece) {
	for i := range p.inner {
		p.inner[i].marks &^= p.marks
	}
	w.out = append(w.out, '[')
	w.links++
	w.row(settle(p.inner, ']'))
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
	if w.last() == '`' {
		w.out = append(w.out, noEdge...)
	}
	w.out = appendCodeSpan(w.out, code, w.place == inCell)
}

// lineBreak ends the line, or writes a space where a block has one line only.
func (w *inlineWriter) lineBreak() {
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

// endsInAddress reports whether the last word of line may be read as a bare
// address, which would take a backslash in.
func endsInAddress(line []byte) bool {
	word := line[bytes.LastIndexByte(line, ' ')+1:]
	return bytes.Contains(word, []byte("://")) || bytes.Contains(word, []byte("www.")) || bytes.IndexByte(word, '@') >= 0
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
