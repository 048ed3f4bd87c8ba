package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isLayout reports a pre of a raw body that is no code for a reason other than
// its drawings, which are ornaments in code and pictures in layout. It finds
// what isNoCode and isLink will, before what hides is gone.
func isLayout(pre *html.Node) bool {
	return hasAncestor(pre, isLink) || holdsNoCode(pre, isSizeless(pre))
}

func holdsNoCode(n *html.Node, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type != html.ElementNode || isHidden(d) && !isFormulaScript(d) {
			continue
		}
		size := sizelessIn(d, sizeless)
		if isReason(d, size) || holdsNoCode(d, size) {
			return true
		}
	}
	return false
}

func isReason(n *html.Node, sizeless bool) bool {
	switch n.DataAtom {
	case atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th:
		return showsText(n, sizeless)
	case atom.A:
		return isLink(n) && showsText(n, sizeless)
	case 0: // without a look at what it holds, which can be a drawing
		return isCustomName(n.Data) || n.Data == "image" && !pictureFile(n).isNothing()
	}
	isPlaced := n.DataAtom == atom.Math && n.Namespace == ""
	return isPlaced || isFormula(n) || IsEmbed(n) || n.DataAtom == atom.Img && !pictureFile(n).isNothing() || isCard(n)
}

// showsText reports whether text is to be seen in an element.
func showsText(n *html.Node, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			if !sizeless && !isBlankString(d.Data) {
				return true
			}
		case d.Type == html.ElementNode && !isHidden(d) && showsText(d, sizelessIn(d, sizeless)):
			return true
		}
	}
	return false
}
