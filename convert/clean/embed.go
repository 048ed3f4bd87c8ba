package clean

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// cardKinds are the values of aside[data-card].
var cardKinds = []string{
	"audio", "music", "video", "channels", "miniprogram", "profile", "location", "vote", "frame", "other",
}

// card is an embed as a reader can use it outside the platform.
type card struct {
	kind string // one of cardKinds
	text string
	href string
}

// replaceEmbeds turns every embedded element into a card: one readable line.
// What the platform showed in its place cannot be carried over, so each is a
// loss too.
func (c *cleaner) replaceEmbeds(root *html.Node) {
	each(root, func(n *html.Node) bool {
		if !IsEmbed(n) {
			return true
		}
		card := describe(n)
		c.lose(article.LossEmbed, card.kind+": "+card.text)
		n.Parent.InsertBefore(card.node(), n)
		if swallowed(n) {
			c.replaceEmbeds(n)
			for _, d := range detach(n) {
				n.Parent.InsertBefore(d, n)
			}
		}
		n.Parent.RemoveChild(n)
		return false
	})
}

func (k card) node() *html.Node {
	aside := element(atom.Aside, html.Attribute{Key: "data-card", Val: k.kind})
	if k.href == "" {
		aside.AppendChild(textNode(k.text))
		return aside
	}
	a := element(atom.A, html.Attribute{Key: "href", Val: k.href})
	a.AppendChild(textNode(k.text))
	aside.AppendChild(a)
	return aside
}

// isCard tells a card from an aside that the page itself holds.
func isCard(n *html.Node) bool {
	if n.DataAtom != atom.Aside || len(n.Attr) != 1 || !slices.Contains(cardKinds, attr(n, "data-card")) {
		return false
	}
	text := n.FirstChild
	if text != nil && text.DataAtom == atom.A && text.NextSibling == nil && len(text.Attr) == 1 && isSafe(attr(text, "href")) {
		text = text.FirstChild
	}
	return text != nil && text.Type == html.TextNode && text.NextSibling == nil && !isBlankText(n)
}

func isSafe(href string) bool { return href != "" && safeHref(href) == href }

// IsEmbed reports whether an element of a raw body stands for something the
// platform's scripts put in its place (wechat-pages.md §4).
func IsEmbed(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed:
		return true
	}
	switch n.Data {
	case "mpvoice", "qqmusic", "mpvideosnap", "mpprofile", "mpproduct", "mpshop", "mpgongyi", "mppoi", "mpsearch", "redpacketcover":
		return true
	case "mp-style-type", "mp-pay-preview-filter", "mp-common-blockquote":
		return false
	}
	return strings.HasPrefix(n.Data, "mp-") ||
		n.DataAtom == atom.Span && (hasClass(n, "video_iframe") || hasClass(n, "vote_area"))
}

// describe reads an embed's attributes; what stands inside is the platform's
// rendering of them.
func describe(n *html.Node) card {
	switch embedName(n) {
	case "voice", "mpaudio", "claudio", "audio":
		return audioCard(n)
	case "qqmusic", "clmusic":
		return musicCard(n)
	case "iframe", "video":
		return frameCard(n)
	case "span":
		if hasClass(n, "vote_area") {
			return voteCard()
		}
		return frameCard(n)
	case "vote":
		return voteCard()
	case "videosnap":
		return namedCard(n, "channels", "视频号", "data-nickname", "data-desc")
	case "miniprogram", "weapp":
		return namedCard(n, "miniprogram", "小程序", "data-miniprogram-nickname", "data-miniprogram-title")
	case "profile":
		return namedCard(n, "profile", "公众号", "data-nickname", "data-signature")
	case "poi":
		return namedCard(n, "location", "位置", "data-name", "data-address")
	}
	return genericCard(n)
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

func audioCard(n *html.Node) card {
	k := card{kind: "audio", text: "🔊 " + cmp.Or(embedText(n, "name", "title", "data-name"), "音频")}
	if ms, err := strconv.Atoi(attr(n, "play_length")); err == nil && ms > 0 {
		k.text += " " + clock(ms/1000)
	}
	if id := attr(n, "voice_encode_fileid"); id != "" {
		k.href = "https://res.wx.qq.com/voice/getvoice?mediaid=" + url.QueryEscape(id)
	}
	return k
}

func clock(seconds int) string { return fmt.Sprintf("(%d:%02d)", seconds/60, seconds%60) }

func musicCard(n *html.Node) card {
	text := "🎵 " + cmp.Or(embedText(n, "music_name", "data-music_name"), "音乐")
	if singer := embedText(n, "singer"); singer != "" {
		text += " — " + singer
	}
	return card{kind: "music", text: text}
}

func voteCard() card { return card{kind: "vote", text: "［投票］"} }

// videoID finds the id of a film on Tencent's video site in any of its player
// addresses.
var videoID = regexp.MustCompile(`[?&]vid=([A-Za-z0-9]+)`)

func frameCard(n *html.Node) card {
	src := article.UnescapeURL(cmp.Or(attr(n, "data-src"), attr(n, "src")))
	switch {
	case attr(n, "data-mpvid") != "" || strings.Contains(src, "mpvideo"):
		return card{kind: "video", text: "▶ 视频（微信）"}
	case hasClass(n, "vote_iframe") || strings.Contains(src, "newappmsgvote"):
		return voteCard()
	}
	if m := videoID.FindStringSubmatch(src); m != nil && strings.Contains(src, "v.qq.com") {
		return card{kind: "video", text: "▶ 腾讯视频 " + m[1], href: "https://v.qq.com/x/page/" + m[1] + ".html"}
	}
	k := card{kind: "video", text: "▶ 视频", href: safeHref(src)}
	if n.DataAtom == atom.Iframe && !strings.Contains(src, "player") {
		k.kind, k.text = "frame", "［嵌入内容］"
	}
	return k
}

// namedCard is "label：name — more", of which name and more can be missing.
func namedCard(n *html.Node, kind, label, name, more string) card {
	text, mark := label, "："
	for _, attribute := range []string{name, more} {
		if s := embedText(n, attribute); s != "" {
			text += mark + s
			mark = " — "
		}
	}
	return card{kind: kind, text: "［" + text + "］"}
}

// labels say what rarer embeds are, by name.
var labels = map[string]string{
	"product": "商品", "wxaproduct": "商品", "shop": "小店", "shopprofile": "小店", "shoptag": "小店",
	"redpacket": "红包封面", "redpacketcover": "红包封面", "search": "搜一搜", "gongyi": "公益",
	"sticker": "表情", "article": "文章", "read": "阅读", "app-link": "应用", "gameprofile": "游戏",
}

// tellingAttribute matches attributes whose last word is one for a title:
// data-app_title, but not data-pluginname or data-username.
var tellingAttribute = regexp.MustCompile(`(?:^|[-_])(?:title|nickname|name|desc)$`)

// genericCard serves the elements without a card of their own: what they are,
// and the first attribute that reads like a title.
func genericCard(n *html.Node) card {
	text := cmp.Or(labels[embedName(n)], "嵌入内容")
	for _, a := range n.Attr {
		if !tellingAttribute.MatchString(a.Key) {
			continue
		}
		if s := embedText(n, a.Key); s != "" {
			text += "：" + s
			break
		}
	}
	return card{kind: "other", text: "［" + text + "］"}
}

// embedText is the first of the attributes that is not empty, with the layers
// of escaping undone that such attributes carry.
func embedText(n *html.Node, names ...string) string {
	for _, name := range names {
		s := attr(n, name)
		if plain, err := url.PathUnescape(s); err == nil && strings.Contains(s, "%") {
			s = plain
		}
		for range 3 {
			s = html.UnescapeString(s)
		}
		if s = oneLine(s); s != "" {
			return s
		}
	}
	return ""
}

// swallowed reports whether an embed holds a part of the article: tools that
// write <mpvoice/> make a parser put everything after it inside.
func swallowed(n *html.Node) bool { return n.DataAtom == 0 && hasDescendant(n, isAuthorsParagraph) }

// isAuthorsParagraph tells a paragraph or a block of code from those that the platform's scripts
// make, which have a class or a role.
func isAuthorsParagraph(n *html.Node) bool {
	plain := attr(n, "class") == "" && attr(n, "role") == ""
	return (n.DataAtom == atom.Pre || (n.DataAtom == atom.P || n.DataAtom == atom.Section) && plain) &&
		(!isBlankText(n) || hasDescendant(n, IsPicture))
}
