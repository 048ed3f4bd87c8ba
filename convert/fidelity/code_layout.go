package fidelity

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isCodeElement reports an element that holds a block of code, or what looks
// like one.
func isCodeElement(n *html.Node) bool {
	return n.DataAtom == atom.Pre || n.DataAtom == atom.Code && isCodeInLayout(n)
}

// isLayoutCode reports a code element in a pre that is layout and so is no
// code either, for it holds what code never holds.
func isLayoutCode(code *html.Node) bool { return isInside(code, atom.Pre) && holds(code, isNoCode) }

// isCodeInLayout reports a code element of several lines in a pre that is
// layout: it is a block of code.
func isCodeInLayout(code *html.Node) bool {
	return isInside(code, atom.Pre) && holds(code, endsCode) && !isLayoutCode(code) && !isInCode(code)
}

func isInCode(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Code && !isLayoutCode(p) {
			return true
		}
	}
	return false
}

func isInside(n *html.Node, a atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == a {
			return true
		}
	}
	return false
}

// flatPre is the pre around an element, which is layout, if only line ends of the
// source part its lines; nil for any other.
func flatPre(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Pre && !holds(p, endsCode) {
			return p
		}
	}
	return nil
}
