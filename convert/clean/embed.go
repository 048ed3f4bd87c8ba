package clean

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// card is an embed as a reader can use it outside the platform.
type card struct {
	kind string // as in aside[data-card]
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
		lift := swallowed(n)
		aside := card.node()
		n.Parent.InsertBefore(aside, n)
		if lift {
			for d := n.FirstChild; d != nil; d = n.FirstChild {
				n.RemoveChild(d)
				n.Parent.InsertBefore(d, n)
			}
		}
		n.Parent.RemoveChild(n)
		return false
	})
	if root.FirstChild != nil && hasDescendant(root, IsEmbed) {
		c.replaceEmbeds(root)
	}
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
	case "mp-style-type", "mp-common-blockquote":
		return false
	}
	return strings.HasPrefix(n.Data, "mp-") ||
		n.DataAtom == atom.Span && (hasClass(n, "video_iframe") || hasClass(n, "vote_area"))
}

// describe reads an embed's attributes; what stands inside is the platform's
// rendering of them.
func describe(n *html.Node) card {
	switch n.Data {
	case "mpvoice", "mp-common-mpaudio", "mp-common-claudio", "audio":
		return audioCard(n)
	case "qqmusic", "mp-common-qqmusic", "mp-common-clmusic":
		return musicCard(n)
	case "iframe", "video":
		return frameCard(n)
	case "span":
		if hasClass(n, "vote_area") {
			return card{kind: "vote", text: "［投票］"}
		}
		return frameCard(n)
	case "mpvideosnap", "mp-common-videosnap":
		return namedCard(n, "channels", "视频号", "data-nickname", "data-desc")
	case "mp-miniprogram", "mp-common-miniprogram", "mp-weapp":
		return namedCard(n, "miniprogram", "小程序", "data-miniprogram-nickname", "data-miniprogram-title")
	case "mpprofile", "mp-common-profile":
		return namedCard(n, "profile", "公众号", "data-nickname", "data-signature")
	case "mppoi", "mp-common-poi":
		return namedCard(n, "location", "位置", "data-name", "data-address")
	}
	return genericCard(n)
}

func audioCard(n *html.Node) card {
	k := card{kind: "audio", text: "🔊 " + orElse(embedText(n, "name", "title", "data-name"), "音频")}
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
	text := "🎵 " + orElse(embedText(n, "music_name", "data-music_name"), "音乐")
	if singer := embedText(n, "singer"); singer != "" {
		text += " — " + singer
	}
	return card{kind: "music", text: text}
}

// videoID finds the id of a film on Tencent's video site in any of its player
// addresses.
var videoID = regexp.MustCompile(`[?&]vid=([A-Za-z0-9]+)`)

func frameCard(n *html.Node) card {
	src := article.UnescapeURL(orElse(attr(n, "data-src"), attr(n, "src")))
	switch {
	case attr(n, "data-mpvid") != "" || strings.Contains(src, "mpvideo"):
		return card{kind: "video", text: "▶ 视频（微信）"}
	case hasClass(n, "vote_iframe") || strings.Contains(src, "newappmsgvote"):
		return card{kind: "vote", text: "［投票］"}
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

// namedCard is "label：name — more".
func namedCard(n *html.Node, kind, label, name, more string) card {
	text := label
	if s := embedText(n, name); s != "" {
		text += "：" + s
	}
	if s := embedText(n, more); s != "" {
		text += " — " + s
	}
	return card{kind: kind, text: "［" + text + "］"}
}

var tellingAttribute = regexp.MustCompile(`(?:title|nickname|name|desc)$`)

// genericCard serves elements nobody described: the first attribute that
// reads like a title, else the element's name.
func genericCard(n *html.Node) card {
	for _, a := range n.Attr {
		if tellingAttribute.MatchString(a.Key) && a.Key != "data-pluginname" && a.Key != "classname" {
			if s := embedText(n, a.Key); s != "" {
				return card{kind: "other", text: "［" + s + "］"}
			}
		}
	}
	return card{kind: "other", text: "［" + n.Data + "］"}
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
		if s = strings.Join(strings.FieldsFunc(s, isSpace), " "); s != "" {
			return s
		}
	}
	return ""
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// swallowed reports whether an embed holds a part of the article: tools that
// write <mpvoice/> make a parser put everything after it inside.
func swallowed(n *html.Node) bool {
	if n.DataAtom != 0 {
		return false
	}
	for d := range n.Descendants() {
		if (d.DataAtom == atom.P || d.DataAtom == atom.Section) && attr(d, "class") == "" && attr(d, "role") == "" && strings.TrimSpace(textContent(d)) != "" {
			return true
		}
	}
	return false
}
