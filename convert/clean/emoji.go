package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// mostEmoji is the width in pixels up to which a picture within text is a
// character of it.
const mostEmoji = 32

// isEmoji tells a picture that is a character of the text (§3.5): by the
// address of the platform's own, by its class, or by its natural width where
// text stands beside it. A body that is clean says so itself.
func isEmoji(n *html.Node, address string) bool {
	if strings.Contains(attr(n, "class"), "icon_emoji") || attr(n, "data-emoji") == "true" {
		return true
	}
	if strings.Contains(address, "res.wx.qq.com") && (strings.Contains(address, "emoji") || strings.Contains(address, "emotion")) {
		return true
	}
	width, err := strconv.ParseFloat(attr(n, "data-w"), 64)
	return err == nil && 0 < width && width <= mostEmoji && isInText(n)
}

// isInText reports whether text stands in the same paragraph.
func isInText(n *html.Node) bool {
	paragraph := n.Parent
	for paragraph != nil && paragraph.Parent != nil && !isBlock(paragraph) {
		paragraph = paragraph.Parent
	}
	return paragraph != nil && !isBlankText(paragraph)
}
