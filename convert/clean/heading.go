package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func isTopHeading(n *html.Node) bool { return n.DataAtom == atom.H1 && !isBlankText(n) }

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// heading keeps the level, one lower where the body has a heading of the
// title's level. Bold means nothing in a heading. One without text is no
// heading, nor is one with several blocks.
func (b *builder) heading(n *html.Node, f format) {
	b.flush()
	level, _ := strconv.Atoi(n.Data[1:])
	inner := builder{cleaner: b.cleaner, root: element(atom.Div), depth: b.depth, line: true}
	n, f, isRow := heart(n, f)
	inner.children(n, f)
	runs := inner.runs
	hasBlocks := inner.root.FirstChild != nil
	if hasBlocks || !says(runs) {
		inner.flush()
		if isRow {
			joinMarker(inner.root, nil)
		}
		b.adopt(inner.root)
		return
	}
	for i := range runs {
		runs[i].marks &^= bold
	}
	name := "h" + strconv.Itoa(min(level+b.shift, 6))
	b.append(atom.Lookup([]byte(name)), paragraph(runs))
}

// heart is the innermost element that holds all an element shows, and whether
// a flex row is among those passed: editors wrap a heading's text in sections
// of its own.
func heart(n *html.Node, f format) (inner *html.Node, in format, isRow bool) {
	for {
		isRow = isRow || isFlex(f)
		only := onlyShown(n)
		if only == nil || !isPlainContainer(only) {
			return n, f, isRow
		}
		n, f = only, f.within(only)
	}
}

// onlyShown is the child that an element shows nothing beside, nil for several
// or for text.
func onlyShown(n *html.Node) *html.Node {
	var only *html.Node
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type == html.TextNode && strings.TrimFunc(d.Data, isBlank) == "" || isEmptySpan(d) {
			continue
		}
		if only != nil || d.Type != html.ElementNode {
			return nil
		}
		only = d
	}
	return only
}

func isEmptySpan(n *html.Node) bool { return n.DataAtom == atom.Span && n.FirstChild == nil }

// isPlainContainer reports an element that means no more than its content.
func isPlainContainer(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Span, atom.P, atom.Section, atom.Div, atom.Strong, atom.B, atom.Em, atom.I, atom.A:
		return true
	}
	return false
}

// says reports whether runs show text or a formula.
func says(runs []run) bool {
	for _, r := range runs {
		if !r.isPicture() && r.shows() {
			return true
		}
	}
	return false
}
