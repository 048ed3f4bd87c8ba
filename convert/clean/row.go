package clean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isFlex reports a row of boxes.
func isFlex(f format) bool { return strings.HasSuffix(f.display, "flex") }

// joinMarker joins a marker at the start of a flex row with the text beside it:
// editors draw lists with a bullet in a box of its own, and notes with their
// number. The blocks of the row are those of root behind last.
func joinMarker(root, last *html.Node) {
	marker := blockBehind(root, last)
	if marker == nil || marker.DataAtom != atom.P || !isMarker(marker) {
		return
	}
	p := marker.NextSibling
	if p == nil || p.DataAtom != atom.P || innermost(p).DataAtom == atom.Img {
		return
	}
	first := p.FirstChild
	for _, n := range append(detach(marker), textNode(" ")) {
		p.InsertBefore(n, first)
	}
	setAnew(p)
	root.RemoveChild(marker)
}

// setAnew builds the content of a paragraph again: its marks may open elsewhere
// now.
func setAnew(p *html.Node) {
	b := builder{cleaner: &cleaner{}, root: element(atom.Div)}
	for d := p.FirstChild; d != nil; d = p.FirstChild {
		b.node(d, format{})
		if d.Parent == p {
			p.RemoveChild(d)
		}
	}
	for _, d := range paragraph(b.runs) {
		p.AppendChild(d)
	}
}

// innermost is what an element begins with.
func innermost(n *html.Node) *html.Node {
	for n.FirstChild != nil {
		n = n.FirstChild
	}
	return n
}

// isMarker reports a paragraph of a bullet alone, or of the number of a note in
// brackets and no marks.
func isMarker(p *html.Node) bool {
	text := textContent(p)
	if number, ok := strings.CutPrefix(text, "["); ok && p.FirstChild.Data == text {
		digits := strings.TrimSuffix(number, "]")
		return digits != number && digits != "" && strings.Trim(digits, "0123456789") == ""
	}
	return utf8.RuneCountInString(text) == 1 && strings.Contains(bullets, text) && !hasDescendant(p, isLeaf)
}

// isLeaf reports inline content that is no text.
func isLeaf(n *html.Node) bool {
	return n.DataAtom == atom.Img || n.DataAtom == atom.Math || n.DataAtom == atom.Br
}

// blockBehind is the block behind another one, the first of root for none.
func blockBehind(root, block *html.Node) *html.Node {
	if block == nil {
		return root.FirstChild
	}
	return block.NextSibling
}
