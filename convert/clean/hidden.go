package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropHidden takes out what a reader never sees: scripts, adverts, elements
// with display:none, text of size zero. The body itself is hidden while the
// page loads, so its own style does not count, and neither does visibility,
// which pages reset by script.
func dropHidden(root *html.Node) {
	size, _ := sizeAndDisplay(root)
	dropHiddenIn(root, sizedAway(size, false))
}

// dropHiddenIn is dropHidden inside text whose size is zero or is not.
func dropHiddenIn(root *html.Node, sizeless bool) {
	for n := root.FirstChild; n != nil; {
		next := n.NextSibling
		switch n.Type {
		case html.CommentNode:
			root.RemoveChild(n)
		case html.TextNode:
			if sizeless && strings.TrimSpace(n.Data) != "" {
				root.RemoveChild(n)
			}
		case html.ElementNode:
			size, display := sizeAndDisplay(n)
			if strings.EqualFold(display, "none") || isNeverShown(n) {
				root.RemoveChild(n)
			} else {
				dropHiddenIn(n, sizedAway(size, sizeless))
			}
		}
		n = next
	}
}

// sizedAway reports whether text has size zero inside an element of a size:
// layout tools use such text for spacers, and the nearest size counts.
func sizedAway(size string, around bool) bool {
	if size == "" {
		return around
	}
	return isZero(size)
}

// sizeAndDisplay reads the two properties that hide text, in one go: every
// element of a page is asked for them.
func sizeAndDisplay(n *html.Node) (size, display string) {
	for declaration := range strings.SplitSeq(attr(n, "style"), ";") {
		declaration = trimStart(declaration)
		if v, ok := declares(declaration, "font-size"); ok {
			size = v
		} else if v, ok := declares(declaration, "display"); ok {
			display = v
		}
	}
	return size, display
}

// isHidden reports an element that shows nothing.
func isHidden(n *html.Node) bool { return isNeverShown(n) || keyword(n, "display") == "none" }

// isNeverShown reports an element that shows nothing whatever its style.
func isNeverShown(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Link, atom.Meta, atom.Title, atom.Desc:
		return true
	}
	switch n.Data {
	case "defs", "mpcpc", "mpcps", "mp-common-cpsad":
		return true
	}
	return hasClass(n, "code-snippet__line-index") || hasClass(n, "qr_code_pc") || attr(n, "id") == "js_pc_qr_code"
}

func hasClass(n *html.Node, class string) bool {
	value := attr(n, "class")
	return strings.Contains(value, class) && slices.Contains(strings.Fields(value), class)
}
