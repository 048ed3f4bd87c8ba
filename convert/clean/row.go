package clean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// joinMarker joins a marker at the start of a flex row with the text beside it:
// editors draw lists with a bullet in a box of its own, and notes with their
// number. The blocks of the row are those of root behind last.
func joinMarker(root, last *html.Node) {
	marker := blockBehind(root, last)
	if marker == nil || marker.DataAtom != atom.P || marker.FirstChild.NextSibling != nil {
		return
	}
	text, p := marker.FirstChild, marker.NextSibling
	if p == nil || p.DataAtom != atom.P || text.Type != html.TextNode || !isMarker(text.Data) {
		return
	}
	switch first := p.FirstChild; {
	case first.DataAtom == atom.Img:
		return
	case first.Type == html.TextNode:
		first.Data = text.Data + " " + first.Data
	default:
		p.InsertBefore(textNode(text.Data+" "), first)
	}
	root.RemoveChild(marker)
}

// isMarker reports a bullet, or the number of a note in brackets.
func isMarker(text string) bool {
	if number, ok := strings.CutPrefix(text, "["); ok {
		digits := strings.TrimSuffix(number, "]")
		return digits != number && digits != "" && strings.Trim(digits, "0123456789") == ""
	}
	return utf8.RuneCountInString(text) == 1 && strings.Contains(bullets, text)
}

// blockBehind is the block behind another one, the first of root for none.
func blockBehind(root, block *html.Node) *html.Node {
	if block == nil {
		return root.FirstChild
	}
	return block.NextSibling
}
