package fidelity

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

func isInLink(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A && usableHref(p) != "" {
			return true
		}
	}
	return false
}

// goesOn reports whether an item shows something behind a marker, and no link
// is all within the marker.
func (b *beginner) goesOn(length int) bool {
	for _, end := range b.links {
		if end <= length {
			return false
		}
	}
	return len(skipWhite(b.text[length:])) > 0 || hasMore(b.item, length) || isListBehind(b.item)
}

// isListBehind reports whether a list beside the items follows an item, to
// which it then belongs.
func isListBehind(item *html.Node) bool {
	for d := item.NextSibling; d != nil; d = d.NextSibling {
		if isItem(d) {
			return isList(d)
		}
	}
	return false
}

// hasMore reports whether more is to be seen in an item than its first
// characters.
func hasMore(item *html.Node, length int) bool { return !isWithin(item, &length, isSizeless(item)) }

// isWithin reports whether all that a node shows is so many characters, and
// counts them down.
func isWithin(n *html.Node, left *int, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch d.Type {
		case html.TextNode:
			if !sizeless {
				*left -= len(visible(d.Data))
			}
		case html.ElementNode:
			l := lookOf(d)
			if isFormulaScript(d) || !l.hidden && (isFigure(d) || !isWithin(d, left, l.sizeless.over(sizeless))) {
				return false
			}
		}
		if *left < 0 {
			return false
		}
	}
	return true
}

// isFigure reports elements that show something other than text.
func isFigure(n *html.Node) bool {
	return n.DataAtom == atom.Hr || isShownPicture(n) || isFormula(n) || clean.IsEmbed(n) || clean.ContentBackground(n) != ""
}

// withoutTyped takes the first visible characters off a text, and gives how
// many are still to be taken off what follows.
func withoutTyped(s string, typed int) (rest string, left int) {
	for i, r := range s {
		if typed == 0 {
			return s[i:], 0
		}
		if isVisible(r) {
			typed--
		}
	}
	return "", typed
}
