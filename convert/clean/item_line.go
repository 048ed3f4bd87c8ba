package clean

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// itemLine is the text an item begins with.
type itemLine struct {
	li    *html.Node
	nodes []*html.Node
	text  string
}

// lineLength is how much of an item's text is looked at.
const lineLength = 64

func itemLines(list *html.Node) []*itemLine {
	var lines []*itemLine
	for li := list.FirstChild; li != nil; li = li.NextSibling {
		lines = append(lines, readItemLine(li))
	}
	return lines
}

// readItemLine reads an item up to the end of its first line, with a line end
// where a break stands, or to where something else than text begins. Characters
// set as code are no marker. A number in a block by itself has its line behind
// it.
func readItemLine(li *html.Node) *itemLine {
	l := &itemLine{li: li}
	for d := range li.Descendants() {
		switch {
		case d.Type == html.TextNode:
			l.nodes = append(l.nodes, d)
			l.text += d.Data
		case isMarkElement(d):
		case d.DataAtom == atom.Br && l.text != "":
			l.text += "\n"
			return l
		case mayLead(d) && isNumberAlone(strings.TrimSuffix(l.text, "\n")):
			l.text = strings.TrimSuffix(l.text, "\n") + "\n"
		case len(l.nodes) > 0 || !mayLead(d):
			return l
		}
		if len(l.text) > lineLength {
			return l
		}
	}
	return l
}

// isMarkElement reports inline elements that set text apart and are no code.
func isMarkElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Strong, atom.Em, atom.Del, atom.A:
		return true
	}
	return false
}

// mayLead reports blocks that an item's first line may be in.
func mayLead(n *html.Node) bool {
	return n.DataAtom == atom.P || n.DataAtom == atom.Blockquote || isHeading(n)
}

func (l *itemLine) whole() string { return l.text }

func (l *itemLine) behindNumber() string {
	_, length := typedNumber(l.text)
	return strings.TrimLeftFunc(l.text[length:], unicode.IsSpace)
}

// holdsMore reports whether an item shows something behind its first n bytes,
// and no link is all within them.
func (l *itemLine) holdsMore(n int) bool {
	for _, d := range l.nodes {
		if n < len(d.Data) {
			return true
		}
		n -= len(d.Data)
		if link := linkAround(d, l.li); link != nil && !hasMoreThan(link, d) {
			return false
		}
	}
	last := l.nodes[len(l.nodes)-1]
	return hasMoreThan(l.li, last)
}

// linkAround is the link around n below root, nil for none.
func linkAround(n, root *html.Node) *html.Node {
	for p := n.Parent; p != root; p = p.Parent {
		if p.DataAtom == atom.A {
			return p
		}
	}
	return nil
}

// hasMoreThan reports whether something else than breaks follows a text below
// root.
func hasMoreThan(root, text *html.Node) bool {
	passed := false
	for d := range root.Descendants() {
		if passed && d.FirstChild == nil && d.DataAtom != atom.Br {
			return true
		}
		passed = passed || d == text
	}
	return false
}

// cut takes the first n bytes off an item. What is left of the block they stood
// in is set anew, for its marks may open elsewhere now.
func (l *itemLine) cut(n int) {
	if !l.holdsMore(n) {
		return
	}
	block := blockOf(l.nodes[0])
	for _, d := range l.nodes {
		part := min(n, len(d.Data))
		d.Data = d.Data[part:]
		n -= part
	}
	setAnew(block)
	for block != l.li && block.FirstChild == nil {
		empty := block
		block = empty.Parent
		block.RemoveChild(empty)
	}
	unwrapItem(l.li)
}

// blockOf is the block that an inline node stands in.
func blockOf(n *html.Node) *html.Node {
	p := n.Parent
	for isMarkElement(p) {
		p = p.Parent
	}
	return p
}

// setAnew builds the inline content of a block again. That of an item may have
// lists behind it.
func setAnew(block *html.Node) {
	b := builder{cleaner: &cleaner{}, root: element(atom.Div), line: true}
	for d := block.FirstChild; d != nil && !isList(d); d = block.FirstChild {
		b.node(d, format{})
		if d.Parent == block {
			block.RemoveChild(d)
		}
	}
	if isHeading(block) && !says(b.runs) {
		block.DataAtom, block.Data = atom.P, atom.P.String()
	}
	behind := block.FirstChild
	for _, d := range paragraph(b.runs) {
		block.InsertBefore(d, behind)
	}
}
