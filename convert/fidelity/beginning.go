package fidelity

import (
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// beginner reads the text that an item begins with, up to the end of its first
// line or to where something else than text begins.
type beginner struct {
	item *html.Node
	// text is that text, with white space in it but none at its start, nor at its
	// end where a block ends.
	text []rune
	// links are the places in text where a link ends.
	links []int
	// broken says that a break has ended the line.
	broken bool
}

// beginningLength is how much of an item is read.
const beginningLength = 64

func beginning(item *html.Node) *beginner {
	b := &beginner{item: item}
	if b.node(item, isSizeless(item.Parent)) {
		b.endBlock()
	}
	if isInLink(item) {
		b.links = append(b.links, len(b.text))
	}
	return b
}

func isInLink(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A && usableHref(p) != "" {
			return true
		}
	}
	return false
}

// goesOn reports whether an item shows something behind a marker, and no link
// is all within the marker.
func (b *beginner) goesOn(length int) bool {
	for _, end := range b.links {
		if end <= length {
			return false
		}
	}
	return len(skipWhite(b.text[length:])) > 0 || hasMore(b.item, length)
}

// node reads on; it is false where the beginning ends.
func (b *beginner) node(n *html.Node, sizeless bool) bool {
	switch n.Type {
	case html.TextNode:
		return sizeless || b.add(n.Data)
	case html.ElementNode:
		if l := lookOf(n); !l.hidden {
			return b.element(n, l.sizeless.over(sizeless))
		}
	}
	return true
}

func (b *beginner) element(n *html.Node, sizeless bool) bool {
	source, display := clean.Formula(n)
	switch {
	case n.DataAtom == atom.Br:
		return b.endLine()
	case isBlockPart(n), clean.IsEmbed(n), display, endsLine(n) && len(b.text) > 0:
		return b.endBlock()
	case isPart(n), clean.IsPicture(n), source != "":
		return false
	}
	goesOn := b.children(n, sizeless)
	if n.DataAtom == atom.A && len(b.text) > 0 && usableHref(n) != "" {
		b.links = append(b.links, len(b.text))
	}
	if goesOn && endsLine(n) && len(b.text) > 0 {
		return b.endBlock()
	}
	return goesOn
}

func (b *beginner) children(n *html.Node, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if !b.node(d, sizeless) {
			return false
		}
	}
	return true
}

// endLine takes a break for white space; a second one ends the paragraph.
func (b *beginner) endLine() bool {
	switch {
	case len(b.text) == 0:
		return true
	case b.broken:
		return b.endBlock()
	}
	b.broken = true
	b.text = append(b.text, '\n')
	return true
}

// endBlock drops the white space before the end of a block.
func (b *beginner) endBlock() bool {
	for n := len(b.text); n > 0 && unicode.IsSpace(b.text[n-1]); n-- {
		b.text = b.text[:n-1]
	}
	return false
}

// isPart reports elements in a line whose text is more than text.
func isPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp, atom.Sub, atom.Sup:
		return true
	}
	return false
}

// isBlockPart is isPart for blocks.
func isBlockPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Hr:
		return true
	case atom.Pre:
		return !holds(n, isNoCode)
	case atom.Table:
		return clean.IsDataTable(n)
	}
	return false
}

// endsLine reports elements that stand on lines of their own.
func endsLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Section, atom.Div, atom.Pre, atom.Blockquote, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Li, atom.Figure, atom.Article, atom.Dl, atom.Dt, atom.Dd,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func (b *beginner) add(s string) bool {
	for _, r := range s {
		switch {
		case isVisible(r) && b.broken:
			return false
		case isVisible(r), unicode.IsSpace(r) && len(b.text) > 0:
			b.text = append(b.text, r)
		}
	}
	return len(b.text) < beginningLength
}

// hasMore reports whether more is to be seen in an item than its first
// characters.
func hasMore(item *html.Node, length int) bool { return !isWithin(item, &length) }

// isWithin reports whether all that a node shows is so many characters, and
// counts them down.
func isWithin(n *html.Node, left *int) bool {
	if n.Type == html.TextNode {
		for _, r := range n.Data {
			if isVisible(r) {
				*left--
			}
		}
		return *left >= 0
	}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.ElementNode && isHidden(d):
		case d.Type == html.ElementNode && isFigure(d), !isWithin(d, left):
			return false
		}
	}
	return true
}

// isFigure reports elements that show something other than text.
func isFigure(n *html.Node) bool {
	return n.DataAtom == atom.Hr || clean.IsPicture(n) || isFormula(n) || clean.IsEmbed(n)
}

// withoutTyped takes the first visible characters off a text, and gives how
// many are still to be taken off what follows.
func withoutTyped(s string, typed int) (rest string, left int) {
	for i, r := range s {
		if typed == 0 {
			return s[i:], 0
		}
		if isVisible(r) {
			typed--
		}
	}
	return "", typed
}
