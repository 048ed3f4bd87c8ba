package clean

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// replaceEmbeds turns every embedded element into a card: one readable line.
// Each is recorded with all its attributes. What the platform showed in its
// place is a loss, unless the card has all of it or the export has the file.
func (c *cleaner) replaceEmbeds(root *html.Node) {
	each(root, func(n *html.Node) bool {
		switch {
		case IsEmbed(n):
			c.replaceEmbed(n)
			return false
		case isSticker(n):
			c.holdSticker(n)
			return false
		case n.DataAtom == atom.A:
			c.recordAppLink(n)
		case n.DataAtom == atom.Blockquote:
			c.recordQuote(n)
		}
		return true
	})
}

func (c *cleaner) replaceEmbed(n *html.Node) {
	said := cmp.Or(elementOf(n), n)
	holdsArticle := swallowed(n)
	c.placeCard(n, said, holdsArticle)
	if said != n { // it is read, and holds what any element may
		said.DataAtom, said.Data = atom.Font, atom.Font.String()
	}
	if holdsArticle {
		c.replaceEmbeds(n)
		for _, d := range detach(n) {
			n.Parent.InsertBefore(d, n)
		}
	}
	n.Parent.RemoveChild(n)
}

// placeCard puts a card before an embed, whose attributes are those of the
// element said. One that holds a part of the article plays no file in it.
func (c *cleaner) placeCard(n, said *html.Node, holdsArticle bool) {
	card := describe(n)
	f, isLocal := file{}, false
	switch {
	case n.Data == stickerName:
		f, isLocal = stickerFile(n), stickerAddress(n) != ""
	case (article.Embed{Kind: card.kind}).IsPlayer() && !holdsArticle:
		f, isLocal = localFile(n, said, card.href)
	}
	if !isLocal && !card.whole {
		c.lose(article.LossEmbed, card.kind+": "+card.text)
	}
	aside := card.node()
	c.record(said, card)
	switch {
	case isLocal:
		c.hold(aside, f)
	case !holdsArticle && c.embeds[len(c.embeds)-1].IsPlayer():
		c.silent[len(c.embeds)-1] = aside
	}
	n.Parent.InsertBefore(aside, n)
}

// record keeps what the page says of an embed.
func (c *cleaner) record(n *html.Node, k card) {
	c.embeds = append(c.embeds, article.Embed{
		Kind: k.kind, Element: n.Data, Text: k.text, URL: k.href, Cover: coverAddress(n), Attributes: attributesOf(n),
	})
}

// hold keeps the file of the embed recorded last until its node is numbered.
func (c *cleaner) hold(node *html.Node, f file) {
	c.files[node] = f
	c.records[node] = len(c.embeds) - 1
}

// IsEmbed reports whether an element of a raw body stands for something the
// platform's scripts put in its place (wechat-pages.md §4).
func IsEmbed(n *html.Node) bool {
	switch n.DataAtom {
	case 0:
		return isCustomEmbed(n) && !isRenderedBehind(n)
	case atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed:
		return true
	case atom.Span:
		class := attr(n, "class")
		return strings.Contains(class, "video_iframe") && hasClass(n, "video_iframe") ||
			strings.Contains(class, "vote_") && (hasClass(n, "vote_area") || hasClass(n, "js_editor_vote_card")) ||
			isRenderedEmbed(n)
	}
	return false
}

// isCustomEmbed recognises the platform's own elements, but for a sticker, which
// is a picture.
func isCustomEmbed(n *html.Node) bool {
	return isCustomName(n.Data) && !isSticker(n)
}

// isCustomName recognises any name that begins like the platform's; a few of
// them only mark a place.
func isCustomName(name string) bool {
	switch name {
	case "qqmusic", "redpacketcover":
		return true
	case "mp", "mpath", "mp-style-type", "mp-pay-preview-filter", "mpchecktext", "mp-common-blockquote":
		return false
	}
	return strings.HasPrefix(name, "mp")
}

// embedName is an element's name without the platform's prefix: mpprofile and
// mp-common-profile are one thing in two years.
func embedName(n *html.Node) string {
	for _, prefix := range []string{"mp-common-", "mp-", "mp"} {
		if name, ok := strings.CutPrefix(n.Data, prefix); ok {
			return name
		}
	}
	return n.Data
}

// swallowed reports whether an embed holds a part of the article: tools that
// write <mpvoice/> make a parser put everything after it inside.
func swallowed(n *html.Node) bool { return n.DataAtom == 0 && holdsParagraph(n) }

func holdsParagraph(n *html.Node) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type == html.ElementNode && !isHidden(d) && !isFormula(d) && (isAuthorsParagraph(d) || holdsParagraph(d)) {
			return true
		}
	}
	return false
}

// isAuthorsParagraph tells a paragraph or a block of code from those that the
// platform's scripts make, which have a class or a role.
func isAuthorsParagraph(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre:
		return holdsContent(n, isSizeless(n))
	case atom.P, atom.Section:
		return attr(n, "class") == "" && attr(n, "role") == "" && holdsContent(n, isSizeless(n))
	}
	return false
}

// holdsContent reports whether text, a picture or a formula is to be seen in
// an element; sizeless says that its text has size zero.
func holdsContent(n *html.Node, sizeless bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			if !sizeless && !isBlankString(d.Data) {
				return true
			}
		case d.Type != html.ElementNode || isHidden(d):
		case isFigure(d) || holdsContent(d, sizelessIn(d, sizeless)):
			return true
		}
	}
	return false
}

// isFigure reports a picture or a formula. It does not ask whether a sticker
// swallowed what comes after it, for then that is content.
func isFigure(n *html.Node) bool {
	return n.DataAtom == atom.Img || n.Data == "image" || n.Data == stickerName && stickerAddress(n) != "" ||
		n.DataAtom == atom.Svg && isDrawing(n) || isFormula(n)
}
