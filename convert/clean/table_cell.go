package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// cell is the inline content of a cell: its blocks, the items of its lists and
// the lines of its code are parted by breaks. flattened says that there were
// lists or code.
func (b *builder) cell(n *html.Node, f format) (content []*html.Node, flattened bool) {
	w := cellWriter{}
	w.blocks(b.inside(n, f))
	for i, line := range w.lines {
		if i > 0 {
			content = append(content, element(atom.Br))
		}
		content = append(content, line...)
	}
	return content, w.flattened
}

// cellWriter makes lines of inline content out of blocks.
type cellWriter struct {
	lines [][]*html.Node
	// line is the inline content since the last block.
	line      []*html.Node
	flattened bool
}

func (w *cellWriter) endLine() {
	if len(w.line) > 0 {
		w.lines = append(w.lines, w.line)
		w.line = nil
	}
}

// blocks writes what is inside an element: blocks, or an item's inline content
// and lists.
func (w *cellWriter) blocks(root *html.Node) {
	for _, n := range detach(root) {
		if isInline(n) {
			w.line = append(w.line, n)
			continue
		}
		w.endLine()
		w.block(n)
		w.endLine()
	}
}

func isInline(n *html.Node) bool {
	if n.Type == html.TextNode {
		return true
	}
	switch n.DataAtom {
	case atom.A, atom.Img, atom.Strong, atom.Em, atom.Del, atom.Code, atom.Sub, atom.Sup, atom.Br:
		return true
	}
	return n.DataAtom == atom.Math && len(n.Attr) == 0
}

func (w *cellWriter) block(n *html.Node) {
	switch n.DataAtom {
	case atom.Ul, atom.Ol:
		w.flattened = true
		w.blocks(n)
	case atom.Pre:
		w.flattened = true
		w.code(textContent(n))
	case atom.Math:
		n.Attr = nil
		w.line = append(w.line, n)
	default:
		w.blocks(n)
	}
}

// code writes a line of inline code for each line that shows something.
func (w *cellWriter) code(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimFunc(oneLine(line), isBlank); line == "" {
			continue
		}
		code := element(atom.Code)
		code.AppendChild(textNode(line))
		w.line = append(w.line, code)
		w.endLine()
	}
}

// detach takes the children out of a node.
func detach(n *html.Node) []*html.Node {
	var nodes []*html.Node
	for d := n.FirstChild; d != nil; d = n.FirstChild {
		n.RemoveChild(d)
		nodes = append(nodes, d)
	}
	return nodes
}
