package page

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// One exporter writes a picture note as an article: its text in a div of its
// own, under a long text and the page's own body where the note had them, and
// then its pictures. The three often hold the same text.

// isChannelNote tells the element around such a note.
func isChannelNote(n *html.Node) bool {
	if n == nil {
		return false
	}
	for c := range n.ChildNodes() {
		if c.DataAtom == atom.Div && isChannelText(c) {
			return true
		}
	}
	return false
}

func isChannelText(n *html.Node) bool {
	return hasClass(n, "image_channel_text") || hasClass(n, "image_channel_desc")
}

// channelPart is one of the texts of a note, with the pictures in it.
type channelPart struct {
	node     *html.Node
	text     string
	pictures []string
}

// isIn reports whether everything of the part stands in the other, too.
func (p channelPart) isIn(other channelPart) bool {
	return strings.Contains(other.text, p.text) && !slices.ContainsFunc(p.pictures, func(src string) bool {
		return !slices.Contains(other.pictures, src)
	})
}

// arrangeChannelNote keeps each text and picture of the note once, takes out
// the lines that the exporter drew between them, and numbers the pictures as
// the text does.
func arrangeChannelNote(root *html.Node) {
	parts := channelParts(root)
	for i := len(parts) - 1; i >= 0; i-- {
		repeated := func(other channelPart) bool {
			return other.node != parts[i].node && parts[i].isIn(other)
		}
		if slices.ContainsFunc(parts, repeated) {
			root.RemoveChild(parts[i].node)
			parts = slices.Delete(parts, i, i+1)
		}
	}
	numberPictures(root, parts)
}

func channelParts(root *html.Node) []channelPart {
	var parts []channelPart
	for _, c := range slices.Collect(root.ChildNodes()) {
		switch {
		case c.DataAtom == atom.Hr:
			root.RemoveChild(c)
		case isChannelText(c), attrOf(c, "id") == bodyID:
			c.Attr = nil
			parts = append(parts, channelPart{node: c, text: squeezed(textOf(c)), pictures: sourcesIn(c)})
		}
	}
	return parts
}

func sourcesIn(root *html.Node) []string {
	var sources []string
	for n := range root.Descendants() {
		if n.DataAtom == atom.Img {
			sources = append(sources, attrOf(n, "src"))
		}
	}
	return sources
}

// numberPictures gives the pictures under the text their number, and takes out
// those that a text shows already.
func numberPictures(root *html.Node, parts []channelPart) {
	number := 0
	for _, c := range slices.Collect(root.ChildNodes()) {
		img := c.FirstChild
		if c.DataAtom != atom.P || img == nil || img.DataAtom != atom.Img || img.NextSibling != nil {
			continue
		}
		number++
		shown := func(p channelPart) bool { return slices.Contains(p.pictures, attrOf(img, "src")) }
		if slices.ContainsFunc(parts, shown) {
			root.RemoveChild(c)
		} else if attrOf(img, "alt") == "" {
			setAttr(img, "alt", "图"+strconv.Itoa(number))
		}
	}
}
