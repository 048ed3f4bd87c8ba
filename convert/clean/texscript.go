package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MathJax reads a formula from a script and draws it in front of that. In a
// page that a browser saved the drawing is the formula, else the script.

// scriptFormula is the source in a script that nothing draws yet, or that the
// drawing before it was made from; n may be nil.
func scriptFormula(n *html.Node) (source string, isDisplayed bool) {
	if n == nil || !isTeX(n) {
		return "", false
	}
	return strings.TrimSpace(textContent(n)), strings.Contains(attr(n, "type"), "mode=display")
}

func isTeX(n *html.Node) bool {
	return n.DataAtom == atom.Script && strings.HasPrefix(attr(n, "type"), "math/tex")
}

// isFormulaScript reports a script that shows: as the formula it is.
func isFormulaScript(n *html.Node) bool { return isTeX(n) && isFormula(n) }

// isBesideCells reports a script that a table holds outside its cells, where
// nothing is shown.
func isBesideCells(script *html.Node) bool {
	if script.Parent == nil {
		return false
	}
	switch script.Parent.DataAtom {
	case atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr:
		return true
	}
	return false
}

// scriptBehind is the script a drawing was made from, nil for none and for
// what is no drawing.
func scriptBehind(drawing *html.Node) *html.Node {
	if !strings.Contains(attr(drawing, "class"), "MathJax") {
		return nil
	}
	n := drawing.NextSibling
	for n != nil && n.Type == html.TextNode && isBlankString(n.Data) {
		n = n.NextSibling
	}
	if n == nil || !isTeX(n) {
		return nil
	}
	return n
}

// drawnBefore is the drawing of a script, nil for none.
func drawnBefore(script *html.Node) *html.Node {
	n := script.PrevSibling
	for n != nil && n.Type == html.TextNode && isBlankString(n.Data) {
		n = n.PrevSibling
	}
	if n == nil || n.Type != html.ElementNode || !strings.Contains(attr(n, "class"), "MathJax") || isHidden(n) {
		return nil
	}
	return n
}
