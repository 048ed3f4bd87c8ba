package markdown

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// flattener turns inline nodes into a row of pieces.
type flattener struct {
	dialect *Dialect
	pieces  []piece
	omit    marks // what the target cannot show
	image   func(n int) string
	err     error
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
	case "math":
		f.formula(n, m)
		return
	}
	f.nodes(n.FirstChild, nil, m|markOf(n.Data)&^f.omit)
}

func markOf(element string) marks {
	switch element {
	case "strong":
		return strong
	case "em":
		return em
	case "del":
		return del
	case "sub":
		return sub
	case "sup":
		return sup
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

// append adds prose to the row.
func (f *flattener) append(s string, m marks) {
	if s == "" {
		return
	}
	if n := len(f.pieces); n > 0 && f.pieces[n-1].joins(s, m) {
		f.pieces[n-1].text += s
		return
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

// link appends a link, or its content where the asset it leads to has no
// destination. White space and breaks at the edges of its content move outside.
// Its marks are those its whole content has.
func (f *flattener) link(n *html.Node, m marks) {
	target := attr(n, "href")
	if index, ok := clean.AssetIndex(target); ok {
		if target = f.image(index); target == "" {
			f.nodes(n.FirstChild, nil, m)
			return
		}
	}
	in := flattener{dialect: f.dialect, omit: f.omit, image: f.image}
	in.nodes(n.FirstChild, nil, m)
	if in.err != nil {
		f.err = errors.Join(f.err, in.err)
	}
	start, end := 0, len(in.pieces)
	for start < end && in.pieces[start].isGap() {
		start++
	}
	for end > start && in.pieces[end-1].isGap() {
		end--
	}
	inner := in.pieces[start:end]
	f.pieces = append(f.pieces, in.pieces[:start]...)
	if trimEdge(inner, 0, strings.TrimLeft) {
		f.append(" ", m)
	}
	outside := trimEdge(inner, len(inner)-1, strings.TrimRight)
	f.pieces = append(f.pieces, piece{
		kind: linkPiece, marks: commonMarks(inner, m), target: target, inner: inner,
	})
	if outside {
		f.append(" ", m)
	}
	f.pieces = append(f.pieces, in.pieces[end:]...)
}

// trimEdge takes the space off the text that piece i of a link is, and reports
// whether there was one.
func trimEdge(inner []piece, i int, trim func(s, cutset string) string) bool {
	if len(inner) == 0 || inner[i].kind != textPiece {
		return false
	}
	trimmed := trim(inner[i].text, " ")
	had := trimmed != inner[i].text
	inner[i].text = trimmed
	return had
}

// commonMarks are the marks that all visible content of a link has; inherited
// where nothing in it could show any. Around an image in a link engines lose
// sight of emphasis, so it stays inside.
func commonMarks(inner []piece, inherited marks) marks {
	common, seen := emphasis, false
	for i := range inner {
		if inner[i].kind == imagePiece {
			return inherited &^ emphasis
		}
		if inner[i].isWeighty() {
			common &= inner[i].marks
			seen = true
		}
	}
	if !seen {
		return inherited
	}
	return common | inherited
}
