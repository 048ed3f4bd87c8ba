package clean

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// cardKinds are the values of aside[data-card].
var cardKinds = []string{
	"audio", "music", "video", "channels", "miniprogram", "profile", "product", "location", "vote", "sticker",
	"redpacket", "frame", "other",
}

// card is an embed as a reader can use it outside the platform.
type card struct {
	kind string // one of cardKinds
	text string // one line
	href string
	// whole says that the card has all that the platform showed: nothing is lost.
	whole bool
}

func (k card) node() *html.Node {
	aside := element(atom.Aside, html.Attribute{Key: "data-card", Val: k.kind})
	aside.AppendChild(textNode(k.text))
	if k.href != "" {
		linkCard(aside, k.href)
	}
	return aside
}

// linkCard puts the text of a card into a link, in place of the link it is in.
func linkCard(aside *html.Node, href string) {
	text := detach(aside)
	if text[0].DataAtom == atom.A {
		text = detach(text[0])
	}
	a := element(atom.A, html.Attribute{Key: "href", Val: href})
	for _, n := range text {
		a.AppendChild(n)
	}
	aside.AppendChild(a)
}

// isCard tells a card from an aside that the page itself holds.
func isCard(n *html.Node) bool {
	if n.DataAtom != atom.Aside || len(n.Attr) != 1 || !slices.Contains(cardKinds, attr(n, "data-card")) {
		return false
	}
	text := n.FirstChild
	if text != nil && text.DataAtom == atom.A && text.NextSibling == nil && len(text.Attr) == 1 && isCardHref(attr(text, "href")) {
		text = text.FirstChild
	}
	return text != nil && text.Type == html.TextNode && text.NextSibling == nil && !isBlankText(n)
}

func isCardHref(href string) bool {
	if _, isAsset := AssetIndex(href); isAsset {
		return true
	}
	return href != "" && safeHref(href) == href
}

// linkFile numbers the file that a card plays and links to it. A card of a
// body that is clean already names its file by a number of its own.
func (c *cleaner) linkFile(aside *html.Node) {
	f, isHeld := c.files[aside]
	if link := aside.FirstChild; !isHeld && link.DataAtom == atom.A {
		if _, isAsset := AssetIndex(attr(link, "href")); isAsset {
			f, isHeld = file{asset: article.Asset{Ref: attr(link, "href")}}, true
		}
	}
	if isHeld {
		linkCard(aside, c.numbered(aside, f))
	}
}
