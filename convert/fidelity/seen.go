package fidelity

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// shows reports whether text, a picture or a formula is to be seen in an element.
func shows(n *html.Node) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if isSeen(d) {
			return true
		}
	}
	return false
}

func isSeen(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.ContainsFunc(n.Data, isVisible) && !isSizeless(n.Parent)
	}
	if n.Type != html.ElementNode || isHidden(n) {
		return isFormulaScript(n)
	}
	return isShownPicture(n) || isFormula(n) || shows(n)
}

// isFormulaScript reports a script that is the source of a formula.
func isFormulaScript(n *html.Node) bool { return n.DataAtom == atom.Script && isFormula(n) }

func isFormula(n *html.Node) bool {
	source, _ := clean.Formula(n)
	return source != ""
}

// isSwallowing reports whether an embed holds paragraphs of the article: a
// tag written <mpvoice/> makes everything behind it its content.
func isSwallowing(n *html.Node) bool { return n.DataAtom == 0 && holds(n, isParagraph) }

// isParagraph tells a paragraph or a block of code that shows something, be it
// a picture still to come, from those that the platform's scripts make, which
// have a class or a role.
func isParagraph(n *html.Node) bool {
	plain := attr(n, "class") == "" && attr(n, "role") == ""
	if n.DataAtom != atom.Pre && (n.DataAtom != atom.P && n.DataAtom != atom.Section || !plain) {
		return false
	}
	return shows(n) || holds(n, clean.IsPicture)
}

// holds reports whether an element that is not hidden is among those below n.
func holds(n *html.Node, is func(*html.Node) bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type == html.ElementNode && (!isHidden(d) || isFormulaScript(d)) && (is(d) || holds(d, is)) {
			return true
		}
	}
	return false
}
