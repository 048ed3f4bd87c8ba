package fidelity

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// isInLine reports whether an element stands in a heading or a cell, which are
// one line.
func isInLine(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return true
		case atom.Table:
			if clean.IsDataTable(p) {
				return true
			}
		}
	}
	return false
}

// isInHeading reports whether an element stands in a heading that is one.
func isInHeading(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return !isSplit(p)
		}
	}
	return false
}

// isNoParagraph reports blocks beside which no marker stands.
func isNoParagraph(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return !isSplit(n)
	}
	return n.DataAtom == atom.Blockquote
}

// isSplit reports a heading that is none, for it holds blocks beside others.
func isSplit(heading *html.Node) bool {
	inner := heading
	for only := onlyChild(inner); only != nil; only = onlyChild(inner) {
		inner = only
	}
	return holds(inner, func(n *html.Node) bool { return endsLine(n) || isBlockPart(n) })
}

// onlyChild is the one element in an element beside which nothing stands.
func onlyChild(n *html.Node) *html.Node {
	var only *html.Node
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode && !strings.ContainsFunc(d.Data, isVisible):
		case d.Type != html.ElementNode || only != nil:
			return nil
		default:
			only = d
		}
	}
	return only
}

// isPart reports elements in a line whose text is more than text.
func isPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Code:
		return !isLayoutCode(n)
	case atom.Tt, atom.Kbd, atom.Samp, atom.Sub, atom.Sup:
		return true
	}
	return false
}

// isBlockPart is isPart for blocks.
func isBlockPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Hr:
		return true
	case atom.Pre, atom.Code:
		return isCodeElement(n) && !isInLink(n) && !holds(n, isNoCode)
	case atom.Table:
		return clean.IsDataTable(n)
	}
	return false
}

// isBlank reports a list, a quote or a block of code that shows nothing and
// parts nothing.
func isBlank(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Blockquote:
		return !isItem(n)
	}
	return isCodeElement(n) && firstText(n) == nil && !holds(n, isNoCode)
}

// endsLine reports elements that stand on lines of their own.
func endsLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.Blockquote, atom.Table, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	switch display := display(attr(n, "style")); {
	case display == "inline":
		return false
	case isBlockDisplay(display), isBlockName(n):
		return true
	}
	return n.DataAtom == atom.Td || n.DataAtom == atom.Th || n.DataAtom == atom.Svg
}
