package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// keepSources puts pictures in the place of drawings and math elements in the
// place of formulas while their definitions and sources are still there, part
// of which nobody sees. What stands inside an element that shows a formula
// draws it and is no text.
func (c *cleaner) keepSources(root *html.Node) {
	each(root, func(n *html.Node) bool {
		if n.DataAtom == atom.Svg && !isHidden(n) && isDrawing(n) {
			c.holdDrawing(n)
			return false
		}
		return !c.placeFormula(n)
	})
}

// placeFormula replaces an element that shows a formula by a math element
// still without text, which a size of zero around it would take away again.
func (c *cleaner) placeFormula(n *html.Node) bool {
	source, display := Formula(n)
	switch {
	case source == "" && n.DataAtom == atom.Math:
		c.unread = append(c.unread, n)
		n.DataAtom, n.Data, n.Namespace = atom.Font, atom.Font.String(), ""
		return false
	case source == "", isHidden(n) && !isTeX(n):
		return false
	}
	if script := scriptBehind(n); script != nil {
		script.Attr = nil // its formula is placed
	}
	m := element(atom.Math)
	if display {
		m.Attr = []html.Attribute{{Key: "display", Val: "block"}}
	}
	c.formulas = append(c.formulas, formula{m, source})
	replace(n, m)
	return true
}

// formula is a math element that awaits its source.
type formula struct {
	node   *html.Node
	source string
}

// writeFormulas gives the math elements their source. A formula in MathML
// alone has none: it stays as the characters it shows.
func (c *cleaner) writeFormulas(root *html.Node) {
	for _, f := range c.formulas {
		f.node.AppendChild(textNode(f.source))
	}
	for _, n := range c.unread {
		if text := oneLine(textContent(n)); text != "" && isBelow(n, root) {
			c.lose(article.LossMath, "a formula in MathML, read as text: "+text)
		}
	}
}

func isBelow(n, root *html.Node) bool {
	for n != nil && n != root {
		n = n.Parent
	}
	return n == root
}
