package clean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// drawingElements are the elements of SVG that draw and do nothing else: they
// run no script, load no file, hold no page. What moves a drawing is left out:
// a file shows it at rest.
var drawingElements = map[string]bool{
	"svg": true, "g": true, "defs": true, "symbol": true, "use": true, "marker": true, "switch": true,
	"path": true, "polygon": true, "polyline": true, "rect": true, "circle": true, "ellipse": true, "line": true,
	"text": true, "tspan": true, "textPath": true, "title": true, "desc": true,
	"clipPath": true, "mask": true, "pattern": true, "linearGradient": true, "radialGradient": true, "stop": true,
	"filter": true, "feBlend": true, "feColorMatrix": true, "feComponentTransfer": true, "feComposite": true,
	"feFlood": true, "feFuncA": true, "feFuncB": true, "feFuncG": true, "feFuncR": true, "feGaussianBlur": true,
	"feMerge": true, "feMergeNode": true, "feMorphology": true, "feOffset": true, "feTurbulence": true,
}

// safeDrawing is a copy of an svg element that stands as a file by itself and
// is safe wherever it is opened: no script, no event, no address but within
// itself, well-formed as XML.
func safeDrawing(svg *html.Node) *html.Node {
	root := copyDrawing(svg)
	root.Attr = append([]html.Attribute{
		{Key: "xmlns", Val: "http://www.w3.org/2000/svg"},
		{Key: "xmlns:xlink", Val: "http://www.w3.org/1999/xlink"},
	}, root.Attr...)
	return root
}

func copyDrawing(n *html.Node) *html.Node {
	name := n.Data
	if name == "a" {
		name = "g" // a link leads out, what it holds is drawn
	}
	drawing := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Namespace: "svg"}
	drawing.Attr = safeAttributes(n)
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			if text := xmlText(d.Data); text != "" {
				drawing.AppendChild(textNode(text))
			}
		case d.Type == html.ElementNode && d.Namespace == "svg" && (drawingElements[d.Data] || d.Data == "a"):
			drawing.AppendChild(copyDrawing(d))
		}
	}
	return drawing
}

func safeAttributes(n *html.Node) []html.Attribute {
	var safe []html.Attribute
	seen := map[string]bool{}
	for _, a := range n.Attr {
		a.Val = xmlText(a.Val)
		if a.Namespace == "xlink" && a.Key == "href" {
			a.Namespace, a.Key = "", "xlink:href"
		}
		if a.Namespace == "" && !seen[a.Key] && isSafeAttribute(a.Key, a.Val) {
			seen[a.Key] = true
			safe = append(safe, a)
		}
	}
	return safe
}

// isSafeAttribute leaves out what acts, what is the page's own, what leads out
// of the drawing, and names that XML does not know.
func isSafeAttribute(key, value string) bool {
	if key == "href" || key == "xlink:href" {
		return strings.HasPrefix(value, "#")
	}
	if !isAttributeName(key) || strings.HasPrefix(strings.ToLower(key), "on") || strings.HasPrefix(key, "xml") ||
		strings.HasPrefix(key, "data-") || strings.HasPrefix(key, "aria-") || key == "class" || key == "role" {
		return false
	}
	return !leadsOut(value)
}

func isAttributeName(key string) bool {
	for i, r := range key {
		isLetter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !isLetter && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return false
		}
	}
	return key != ""
}

// leadsOut reports a value that loads or runs something: an address that is
// not within the drawing, a rule, an escape that could hide either.
func leadsOut(value string) bool {
	lower := strings.ToLower(value)
	for _, part := range []string{"//", "\\", "@", "javascript:", "data:", "expression(", "image-set(", "image(", "src("} {
		if strings.Contains(lower, part) {
			return true
		}
	}
	for {
		_, rest, ok := cutURL(value)
		if !ok {
			return false
		}
		address, after := urlContent(rest)
		if !strings.HasPrefix(address, "#") {
			return true
		}
		value = after
	}
}

// xmlText leaves out characters that XML cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == utf8.RuneError || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, s)
}
