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
func dropHidden(root *html.Node) { dropHiddenIn(root, false) }

// dropHiddenIn is dropHidden inside text whose size is zero or is not: layout
// tools use such text for spacers, and the nearest size counts.
func dropHiddenIn(root *html.Node, sizeless bool) {
	if size := style(root, "font-size"); size != "" {
		sizeless = isZero(size)
	}
	for n := root.FirstChild; n != nil; {
		next := n.NextSibling
		switch {
		case n.Type == html.CommentNode, n.Type == html.ElementNode && isHidden(n):
			root.RemoveChild(n)
		case n.Type == html.TextNode && sizeless && strings.TrimSpace(n.Data) != "":
			root.RemoveChild(n)
		default:
			dropHiddenIn(n, sizeless)
		}
		n = next
	}
}

func isHidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Link, atom.Meta, atom.Title, atom.Desc:
		return true
	}
	switch n.Data {
	case "defs", "mpcpc", "mpcps", "mp-common-cpsad":
		return true
	}
	if hasClass(n, "code-snippet__line-index") || hasClass(n, "qr_code_pc") || attr(n, "id") == "js_pc_qr_code" {
		return true
	}
	return keyword(n, "display") == "none"
}

func hasClass(n *html.Node, class string) bool {
	value := attr(n, "class")
	return strings.Contains(value, class) && slices.Contains(strings.Fields(value), class)
}
