package item

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks are the paragraphs and other blocks of a body, as the children of
// root.
type blocks struct{ root *html.Node }

// first is the first block, nil for none.
func (b *blocks) first() *html.Node { return block(b.root.FirstChild) }

// after is the block after another, nil for none.
func (*blocks) after(n *html.Node) *html.Node { return block(n.NextSibling) }

// block is n, or the first of its siblings behind it that is more than space.
func block(n *html.Node) *html.Node {
	for n != nil && n.Type != html.ElementNode && !(n.Type == html.TextNode && visible(n.Data)) {
		n = n.NextSibling
	}
	return n
}

// takeFirst removes the first block where it is one that is wanted.
func (b *blocks) takeFirst(isWanted func(*html.Node) bool) *html.Node {
	n := b.first()
	if n == nil || !isWanted(n) {
		return nil
	}
	b.root.RemoveChild(n)
	return n
}

// takeTitle removes a heading of the first level at the beginning, and is its
// text.
func (b *blocks) takeTitle() string {
	if n := b.takeFirst(func(n *html.Node) bool { return n.DataAtom == atom.H1 }); n != nil {
		return oneLine(textOf(n))
	}
	return ""
}

// cutFrom removes a block and all that follow.
func (b *blocks) cutFrom(n *html.Node) {
	for n != nil {
		next := n.NextSibling
		b.root.RemoveChild(n)
		n = next
	}
}

// paragraph is the first paragraph that has exactly these words, white space
// aside; nil for none.
func (b *blocks) paragraph(words string) *html.Node {
	for n := range b.root.ChildNodes() {
		if n.DataAtom == atom.P && squeeze(textOf(n)) == words {
			return n
		}
	}
	return nil
}

// show reports whether there is anything to see.
func (b *blocks) show() bool {
	if visible(textOf(b.root)) {
		return true
	}
	return find(b.root, func(n *html.Node) bool {
		switch n.Data {
		case "img", "image", "video", "audio", "iframe", "svg":
			return true
		}
		return false
	}) != nil
}

func visible(s string) bool { return strings.IndexFunc(s, isVisible) >= 0 }

func isVisible(r rune) bool { return !unicode.IsSpace(r) && unicode.IsGraphic(r) }

// find is the first element below a node that is wanted, nil for none.
func find(root *html.Node, isWanted func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && isWanted(n) {
			return n
		}
	}
	return nil
}

// link is the first link below a node, nil for none.
func link(root *html.Node) *html.Node {
	return find(root, func(n *html.Node) bool { return n.DataAtom == atom.A })
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is the text below a node, with a space for each line break.
func textOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// squeeze is a text without white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
