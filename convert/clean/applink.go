package clean

import (
	"golang.org/x/net/html"

	"wxbackup/article"
)

// recordAppLink records a link that opens a mini-program or a product in the
// app. The page shows its text or picture only, so the article does too, and
// where it led is in the record.
func (c *cleaner) recordAppLink(a *html.Node) {
	var k card
	switch {
	case attr(a, "data-miniprogram-appid") != "", attr(a, "data-miniprogram-nickname") != "":
		k = miniprogramCard(a)
	case attr(a, "data-windowproduct") != "", attr(a, "tagname") == "mp-common-product", hasClass(a, "product_text_link"), hasClass(a, "product_image_link"):
		k = productCard(a)
	default:
		return
	}
	if k.href == "" {
		k.href = safeHref(attr(a, "href"))
	}
	c.record(a, k)
	c.lose(article.LossEmbed, k.kind+": "+k.text)
}

// recordQuote records what a quotation of the platform's own was taken from.
// Its text and its source are in the article.
func (c *cleaner) recordQuote(quote *html.Node) {
	title, author := embedText(quote, "data-source-title"), embedText(quote, "data-author-name")
	if title+author == "" || !hasClass(quote, "js_blockquote_wrap") {
		return
	}
	c.record(quote, card{kind: "other", text: bracketed("引用", author, title), href: safeHref(decoded(attr(quote, "data-url")))})
}
