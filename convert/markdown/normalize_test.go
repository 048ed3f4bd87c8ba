package markdown

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// normalize makes the page of any engine one of the clean body's vocabulary,
// without what site generators put into it.
func normalize(page *html.Node) {
	for _, n := range slices.Collect(page.Descendants()) {
		if n.Type != html.ElementNode {
			continue
		}
		classes := strings.Fields(attr(n, "class"))
		switch {
		case n.Data == "s":
			n.Data = "del"
		case n.Data == "a" && strings.HasSuffix(attr(n, "href"), ".html") && !strings.Contains(attr(n, "href"), ":"):
			// VitePress takes what has no known extension for a page.
			href := strings.TrimSuffix(attr(n, "href"), ".html")
			n.Attr = []html.Attribute{{Key: "href", Val: strings.TrimPrefix(href, "./")}}
		case isOrnament(n, classes):
			n.Parent.RemoveChild(n)
		case n.Data == "img":
			restoreImage(n)
		case slices.Contains(classes, "math-inline"):
			n.Data, n.Attr = "math", nil
		case slices.Contains(classes, "math-display") && n.Parent.Data == "pre":
			n.Parent.Data, n.Parent.Attr = "math", []html.Attribute{{Key: "display", Val: "block"}}
		case n.Data == "code" && slices.Contains(classes, "hljs"):
			n.Attr = []html.Attribute{{Key: "class", Val: "language-" + strings.Join(slices.DeleteFunc(classes, isHighlightClass), "")}}
		case n.Data == "div" && slices.Contains(classes, "vp-adaptive-theme"):
			nameLanguage(n, classes[0])
		}
	}
}

func isHighlightClass(class string) bool { return class == "hljs" || class == "plaintext" }

// isOrnament reports whether n is an anchor beside a heading, or a button or
// label at a code block.
func isOrnament(n *html.Node, classes []string) bool {
	switch n.Data {
	case "a":
		return slices.Contains(classes, "headerlink") || slices.Contains(classes, "header-anchor")
	case "button":
		return slices.Contains(classes, "copy")
	case "span":
		return slices.Contains(classes, "lang") && n.Parent.Data == "div"
	}
	return false
}

// nameLanguage gives the code in a block of VitePress the class of the block.
func nameLanguage(block *html.Node, class string) {
	for n := range block.Descendants() {
		if n.Data == "code" {
			n.Attr = []html.Attribute{{Key: "class", Val: class}}
		}
	}
}

// restoreImage reads the image that Astro has put aside for its bundler, and the
// address as it was before VitePress wrote it for its own.
func restoreImage(n *html.Node) {
	var image struct{ Src, Alt string }
	if json.Unmarshal([]byte(attr(n, "__astro_image_")), &image) == nil {
		n.Attr = []html.Attribute{{Key: "src", Val: image.Src}, {Key: "alt", Val: image.Alt}}
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "src" {
			n.Attr[i].Val = strings.TrimPrefix(n.Attr[i].Val, "./")
		}
	}
}
