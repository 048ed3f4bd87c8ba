package fidelity

import (
	"strings"
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
	// linked says that a link is open, which began at start.
	linked bool
	start  int
	// href is where the last link led in the line at hand.
	href string
	// parts counts the elements that are open and whose text is more than text.
	parts int
	// broken says that a break has ended the line, alone that a block has, which
	// held a number alone: the line goes on behind it.
	broken, alone bool
	// rows counts the rows that are open in which the text began, beside says that
	// it is a bullet in a box of its own and what follows stands beside it.
	rows   int
	beside bool
}

// beginningLength is how much of an item is read.
const beginningLength = 64

func beginning(item *html.Node) *beginner {
	b := &beginner{item: item, linked: isInLink(item)}
	if b.node(item, isSizeless(item.Parent)) {
		b.endBlock()
	}
	return b
}

// node reads on; it is false where the beginning ends.
func (b *beginner) node(n *html.Node, sizeless bool) bool {
	switch n.Type {
	case html.TextNode:
		return sizeless && strings.TrimSpace(n.Data) != "" || b.add(n.Data)
	case html.ElementNode:
		if l := lookOf(n); !l.hidden || isFormulaScript(n) {
			return b.element(n, l.sizeless.over(sizeless))
		}
	}
	return true
}

func (b *beginner) element(n *html.Node, sizeless bool) bool {
	source, display := clean.Formula(n)
	switch {
	case n.DataAtom == atom.Br && b.broken && isInHeading(n):
		return true // two breaks end no paragraph there
	case n.DataAtom == atom.Br:
		return b.endLine()
	case clean.IsEmbed(n), display && !b.linked && !isInLine(n):
		return b.endBlock()
	case isCodeElement(n) && isCodeInSentence(n):
		return false
	case isBlank(n):
		return true
	case isBlockPart(n):
		return b.endBlock()
	case source != "":
		b.meet()
		return false
	case isShownPicture(n), endsLine(n) && !b.passEdge(), b.beside && isNoParagraph(n), clean.ContentBackground(n) != "":
		return false
	}
	if isPart(n) && firstText(n) != nil {
		b.parts++
		defer func() { b.parts-- }()
	}
	return b.link(n, sizeless) && (!endsLine(n) || b.passEdge())
}

func (b *beginner) children(n *html.Node, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if !b.node(d, sizeless) {
			return false
		}
	}
	return true
}

func (b *beginner) add(s string) bool {
	for _, r := range s {
		switch {
		case isVisible(r) && (b.broken || b.parts > 0):
			b.meet()
			return false
		case isVisible(r):
			b.meet()
			b.text = append(b.text, r)
		case b.beside:
		case unicode.IsSpace(r) && len(b.text) > 0 && b.text[len(b.text)-1] != '\n':
			b.text = append(b.text, r)
		}
	}
	return len(b.text) < beginningLength
}
