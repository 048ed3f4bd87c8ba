package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// stickerName is the element that shows a sticker: a picture like any other.
const stickerName = "mp-common-sticker"

// isSticker reports a sticker whose picture is known and that holds nothing
// else: one that swallowed what came after it is an embed.
func isSticker(n *html.Node) bool {
	return n.Data == stickerName && stickerAddress(n) != "" && !swallowed(n)
}

func stickerAddress(n *html.Node) string { return remoteURL(decoded(attr(n, "data-emoji_url"))) }

// stickerFile is the sticker's picture, with the copy that a browser saved.
func stickerFile(n *html.Node) file {
	f := file{asset: article.Asset{URL: stickerAddress(n)}}
	for d := range n.Descendants() {
		if d.DataAtom == atom.Img && isLocal(attr(d, "src")) && !isPlaceholder(attr(d, "src")) {
			f.asset.Ref = fileAt(attr(d, "src")).asset.Ref
			break
		}
	}
	return f
}

// stickerText is what a sticker says.
func stickerText(n *html.Node) string {
	return embedText(n, "data-text", "data-desc", "data-title", "title", "alt")
}

// holdSticker records a sticker and leaves its picture to be numbered in its
// turn.
func (c *cleaner) holdSticker(n *html.Node) {
	c.record(n, card{kind: "sticker", text: bracketed("表情", stickerText(n))})
	c.hold(n, stickerFile(n))
}
