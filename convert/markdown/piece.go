package markdown

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// marks is a set of what can be wrapped around inline content.
type marks uint8

const (
	strong marks = 1 << iota
	em
	del
	sub
	sup

	// emphasis are the marks whose delimiters must flank.
	emphasis = strong | em | del
)

type pieceKind uint8

const (
	textPiece  pieceKind = iota // text is prose
	codePiece                   // text is code
	imagePiece                  // text is the alt text, target the destination
	linkPiece                   // inner is the content, target the destination
	breakPiece
)

// piece is a stretch of inline content under one set of marks.
type piece struct {
	kind   pieceKind
	marks  marks
	text   string
	target string
	inner  []piece
}

// flattener turns inline nodes into a row of pieces.
type flattener struct {
	pieces []piece
	raw    bool
	image  func(n int) string
	err    error
}

func (f *flattener) nodes(from, to *html.Node, m marks) {
	for n := from; n != to; n = n.NextSibling {
		switch n.Type {
		case html.TextNode:
			f.text(n.Data, m)
		case html.ElementNode:
			f.element(n, m)
		}
	}
}

func (f *flattener) element(n *html.Node, m marks) {
	switch n.Data {
	case "br":
		f.pieces = append(f.pieces, piece{kind: breakPiece})
		return
	case "code":
		if code := strings.Map(oneLine, textContent(n)); code != "" {
			f.pieces = append(f.pieces, piece{kind: codePiece, marks: m, text: code})
		}
		return
	case "img":
		f.picture(n, m)
		return
	case "a":
		f.link(n, m)
		return
	}
	f.nodes(n.FirstChild, nil, m|f.markOf(n.Data))
}

func (f *flattener) markOf(element string) marks {
	switch element {
	case "strong":
		return strong
	case "em":
		return em
	case "del":
		return del
	case "sub":
		if f.raw {
			return sub
		}
	case "sup":
		if f.raw {
			return sup
		}
	}
	return 0
}

// text appends prose. The white space at the edges of marked text becomes a
// piece of its own, for delimiters must not touch it.
func (f *flattener) text(s string, m marks) {
	s = collapseSpace(s)
	if m&emphasis == 0 {
		f.append(s, m)
		return
	}
	core := strings.TrimFunc(s, isInvisible)
	if core == "" {
		f.append(s, m)
		return
	}
	at := strings.Index(s, core)
	f.append(s[:at], m)
	f.append(core, m)
	f.append(s[at+len(core):], m)
}

// append adds prose to the row; neighbours that are both blank or both not
// become one.
func (f *flattener) append(s string, m marks) {
	if s == "" {
		return
	}
	if n := len(f.pieces); n > 0 {
		last := &f.pieces[n-1]
		if last.kind == textPiece && last.marks == m && (m&emphasis == 0 || isBlank(last.text) == isBlank(s)) {
			last.text += s
			return
		}
	}
	f.pieces = append(f.pieces, piece{marks: m, text: s})
}

// picture appends an image, or its alt text where the image has no
// destination.
func (f *flattener) picture(n *html.Node, m marks) {
	src := attr(n, "src")
	index, ok := clean.AssetIndex(src)
	if !ok {
		f.err = errors.Join(f.err, fmt.Errorf("image %q names no asset", src))
		return
	}
	target := f.image(index)
	if target == "" {
		f.text(attr(n, "alt"), m)
		return
	}
	alt := strings.Trim(collapseSpace(attr(n, "alt")), " ")
	f.pieces = append(f.pieces, piece{kind: imagePiece, marks: m, text: alt, target: target})
}

// link appends a link. White space and breaks at the edges of its content move
// outside. Its marks are those its whole content has.
func (f *flattener) link(n *html.Node, m marks) {
	in := flattener{raw: f.raw, image: f.image}
	in.nodes(n.FirstChild, nil, m)
	f.err = errors.Join(f.err, in.err)
	start, end := 0, len(in.pieces)
	for start < end && in.pieces[start].isGap() {
		start++
	}
	for end > start && in.pieces[end-1].isGap() {
		end--
	}
	inner := in.pieces[start:end]
	f.pieces = append(f.pieces, in.pieces[:start]...)
	f.pieces = append(f.pieces, piece{
		kind: linkPiece, marks: commonMarks(inner, m), target: attr(n, "href"), inner: inner,
	})
	f.pieces = append(f.pieces, in.pieces[end:]...)
}

// commonMarks are the marks that all visible content of a link has; inherited
// where nothing in it could show any.
func commonMarks(inner []piece, inherited marks) marks {
	common, seen := ^marks(0), false
	for i := range inner {
		if inner[i].isWeighty() {
			common &= inner[i].marks
			seen = true
		}
	}
	if !seen {
		return inherited
	}
	return common&emphasis | inherited
}

// isGap reports whether the piece is white space or a break.
func (p *piece) isGap() bool {
	return p.kind == breakPiece || p.kind == textPiece && isBlank(p.text)
}

// isWeighty reports whether emphasis on the piece can be seen.
func (p *piece) isWeighty() bool {
	switch p.kind {
	case textPiece:
		return strings.IndexFunc(p.text, isWeighty) >= 0
	case codePiece:
		return true
	case linkPiece:
		for i := range p.inner {
			if p.inner[i].isWeighty() {
				return true
			}
		}
	}
	return false
}

func isBlank(s string) bool {
	for _, r := range s {
		if !isInvisible(r) {
			return false
		}
	}
	return true
}

func oneLine(r rune) rune {
	if isLineSpace(r) {
		return ' '
	}
	return r
}

// isLineSpace reports whether r is white space that HTML collapses, or that
// some engine takes for the end of a line.
func isLineSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// collapseSpace makes each run of white space one space. Full-width and
// no-break spaces stay.
func collapseSpace(s string) string {
	if !needsCollapsing(s) {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		if isLineSpace(r) {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

func needsCollapsing(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' && i+1 < len(s) && s[i+1] == ' ', c < ' ':
			return true
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0x85:
			return true
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xA8 || s[i+2] == 0xA9):
			return true
		}
	}
	return false
}
