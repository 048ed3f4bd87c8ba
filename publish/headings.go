package publish

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// levels are the heading elements; a level is an index here.
var levels = []atom.Atom{0, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// shiftHeadings moves a body's headings so that the highest is h2, for h1 is
// the title of the page. What would fall below h6 stays h6.
func shiftHeadings(root *html.Node) {
	top := len(levels)
	for n := range root.Descendants() {
		if level := headingLevel(n); level > 0 {
			top = min(top, level)
		}
	}
	for n := range root.Descendants() {
		if level := headingLevel(n); level > 0 {
			n.DataAtom = levels[min(level-top+2, len(levels)-1)]
			n.Data = n.DataAtom.String()
		}
	}
}

// headingLevel is 0 for a node that is no heading.
func headingLevel(n *html.Node) int {
	for level, a := range levels[1:] {
		if n.DataAtom == a {
			return level + 1
		}
	}
	return 0
}
