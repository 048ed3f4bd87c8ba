package clean

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Scripts of the years before 2020 left the platform's elements alone and put
// what a reader sees behind them. In a page that a browser saved then, that
// rendering is the embed, and the element before it has the attributes.

// renderingClasses are those of such renderings.
var renderingClasses = []string{"js_audio_frame", "audio_area", "qqmusic_area", "weapp_display_element"}

func isRenderedEmbed(n *html.Node) bool {
	if n.DataAtom != atom.Span {
		return false
	}
	class := attr(n, "class")
	if class == "" {
		return false
	}
	for _, name := range renderingClasses {
		if strings.Contains(class, name) && hasClass(n, name) {
			return true
		}
	}
	return false
}

// isRenderedOutside reports the elements whose rendering does not go inside.
func isRenderedOutside(n *html.Node) bool {
	switch n.Data {
	case "mpvoice", "qqmusic", "mp-miniprogram", "mp-weapp":
		return n.Type == html.ElementNode
	}
	return false
}

// isRenderedBehind reports an element whose rendering follows it, with nothing
// to see between them.
func isRenderedBehind(n *html.Node) bool {
	if !isRenderedOutside(n) {
		return false
	}
	next := n.NextSibling
	for next != nil && isUnseen(next) {
		next = next.NextSibling
	}
	return next != nil && isRenderedEmbed(next)
}

func isUnseen(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		return isBlankString(n.Data) || isSizeless(n.Parent)
	case html.ElementNode:
		return isHidden(n)
	}
	return true
}

// elementOf is the element that has an embed's attributes: its own, or the one
// before a rendering; nil when that is gone.
func elementOf(n *html.Node) *html.Node {
	if !isRenderedEmbed(n) {
		return n
	}
	before := n.PrevSibling
	for before != nil && isUnseen(before) {
		before = before.PrevSibling
	}
	if before == nil || !isRenderedOutside(before) {
		return nil
	}
	return before
}

// renderedCard reads a rendering whose element is gone.
func renderedCard(n *html.Node) card {
	if hasClass(n, "weapp_display_element") {
		return card{kind: "miniprogram", text: bracketed("小程序", shownIn(n, "weapp_card_nickname"), shownIn(n, "weapp_card_title"))}
	}
	if hasClass(n, "qqmusic_area") {
		return card{kind: "music", text: "🎵 " + cmp.Or(oneLine(textContent(n)), "音乐")}
	}
	text := "🔊 " + cmp.Or(shownIn(n, "share_audio_title"), oneLine(textContent(n)), "音频")
	if speaker := speakerIn(n); speaker != "" {
		text += " — " + speaker
	}
	return card{kind: "audio", text: text}
}

// speakerIn is the account that a rendering says a recording is from.
func speakerIn(n *html.Node) string {
	return strings.TrimPrefix(shownIn(n, "share_audio_tips"), "来自")
}

// shownIn is the text of the first element of a class.
func shownIn(n *html.Node, class string) string {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && hasClass(d, class) {
			return oneLine(textContent(d))
		}
	}
	return ""
}
