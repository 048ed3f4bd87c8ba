package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// formulaAttributes are where editors leave the source of a formula; their
// classes do not survive publishing (wechat-pages.md §6).
var formulaAttributes = []string{"data-formula", "data-math-raw", "data-tex", "data-latex"}

// Formula is the LaTeX source of an element that shows a formula, "" for any
// other element, and whether it stands by itself.
func Formula(n *html.Node) (source string, display bool) {
	for _, name := range formulaAttributes {
		if source := strings.Join(strings.Fields(attr(n, name)), " "); source != "" {
			return source, false
		}
	}
	return "", false
}

// replaceFormulas keeps the source of every formula as code. What stands
// inside the element draws it and is no text.
func (c *cleaner) replaceFormulas(root *html.Node) {
	each(root, func(n *html.Node) bool {
		source, _ := Formula(n)
		if source == "" {
			return true
		}
		c.lose(article.LossEmbed, "formula: "+source)
		code := element(atom.Code)
		code.AppendChild(textNode(source))
		replace(n, code)
		return false
	})
}
