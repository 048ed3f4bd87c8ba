package clean

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ContentBackground is the address of a background that is all an element
// shows: such a picture is content (§3.3). Any other is decoration: behind
// text or another picture, in an element without a height of its own, a part
// of the platform's own interface, one that its drawing shows before. The
// address can be remote, a reference to a file beside the page, or data.
func ContentBackground(n *html.Node) string {
	address := background(n)
	if address == "" || isRepeat(n) {
		return ""
	}
	return address
}

func background(n *html.Node) string {
	address := namedBackground(n)
	if address == "" || IsEmbed(n) || strings.Contains(address, "://res.wx.qq.com/") || !hasHeight(n) || !isBare(n, isSizeless(n)) {
		return ""
	}
	return address
}

// namedBackground is the background an element has, be it content or not.
// Addresses that the page keeps for its scripts are the original.
func namedBackground(n *html.Node) string {
	declarations, lazy, kept := "", "", ""
	for _, a := range n.Attr {
		switch a.Key {
		case "style":
			declarations = a.Val
		case "data-lazy-bgimg":
			lazy = remoteURL(a.Val)
		case "data-wxurl":
			kept = remoteURL(a.Val)
		}
	}
	address := cmp.Or(lazy, kept)
	if address == "" && containsFold(declarations, "url(") {
		address = backgroundAddress(declarations)
	}
	if isPlaceholder(address) {
		return ""
	}
	return address
}

// backgroundAddress is the picture that the last declaration of a background
// or a border names first.
func backgroundAddress(declarations string) string {
	found, property := "", ""
	for {
		head, rest, ok := cutURL(declarations)
		if !ok {
			return found
		}
		address, after := urlContent(rest)
		if i := strings.LastIndexByte(head, ';'); i >= 0 || property == "" {
			name, _, _ := strings.Cut(head[i+1:], ":")
			property = strings.ToLower(strings.TrimSpace(name))
			if showsPicture(property) {
				found = address
			}
		}
		declarations = after
	}
}

func showsPicture(property string) bool {
	switch property {
	case "background", "background-image", "border-image", "border-image-source":
		return true
	}
	return false
}

// cutURL parts a style sheet at its first url( in any case.
func cutURL(s string) (before, after string, ok bool) {
	for i := 0; ; i++ {
		j := strings.IndexByte(s[i:], '(')
		if j < 0 {
			return s, "", false
		}
		i += j
		if i >= 3 && strings.EqualFold(s[i-3:i], "url") {
			return s[:i-3], s[i+1:], true
		}
	}
}

// urlContent is the address between the brackets of url( and what follows. A
// quote can be escaped once more than it should.
func urlContent(s string) (address, after string) {
	s = strings.TrimLeft(s, " \t\n")
	for _, quote := range []string{`"`, `'`, "&quot;", "&#39;"} {
		if rest, quoted := strings.CutPrefix(s, quote); quoted {
			address, after, _ = strings.Cut(rest, quote)
			return strings.TrimSpace(address), after
		}
	}
	address, after, _ = strings.Cut(s, ")")
	return strings.TrimSpace(address), after
}

// hasHeight reports whether an element takes room without any content: by its
// style, or as a drawing by its own measures.
func hasHeight(n *html.Node) bool {
	if takesRoom(n, "height", "min-height", "padding-top", "padding-bottom", "padding", "aspect-ratio") {
		return true
	}
	if containsFold(attr(n, "style"), "border-image") && takesRoom(n, "border-width", "border-image-width", "border") {
		return true
	}
	return n.DataAtom == atom.Svg && (attr(n, "viewBox") != "" || attr(n, "height") != "")
}

func takesRoom(n *html.Node, properties ...string) bool {
	for _, property := range properties {
		if value := style(n, property); value != "" && !isZero(value) && !strings.EqualFold(value, "auto") {
			return true
		}
	}
	return false
}

// isBare reports whether nothing is to be seen in an element. Text counts by
// the size that is nearest, as it does to dropHidden.
func isBare(n *html.Node, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			if !sizeless && !isBlankString(d.Data) {
				return false
			}
		case d.Type != html.ElementNode || isHidden(d) && !isFormulaScript(d):
		case showsSomething(d):
			return false
		case !isBare(d, sizelessIn(d, sizeless)):
			return false
		}
	}
	return true
}

func isBlankString(s string) bool { return strings.TrimFunc(s, isBlank) == "" }

func sizelessIn(n *html.Node, sizeless bool) bool {
	if size := style(n, "font-size"); size != "" {
		return isZero(size)
	}
	return sizeless
}

func isSizeless(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if size := style(n, "font-size"); size != "" {
			return isZero(size)
		}
	}
	return false
}

func showsSomething(n *html.Node) bool {
	return IsPicture(n) || IsEmbed(n) || isCard(n) || isFormula(n) ||
		containsFold(attr(n, "style"), "url(") || attr(n, "data-lazy-bgimg") != ""
}
