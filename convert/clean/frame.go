package clean

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// videoID finds the id of a film on Tencent's video site in any of its player
// addresses.
var videoID = regexp.MustCompile(`[?&]vid=([A-Za-z0-9]+)`)

// frameCard serves what is shown in a frame or a player: films of the platform,
// which play nowhere else, of Tencent's video site, of others; votes; pages.
func frameCard(n *html.Node) card {
	src := article.UnescapeURL(cmp.Or(attr(n, "data-src"), attr(n, "src"), attr(n, "data"), playableAddress(n)))
	title := embedText(n, "data-title", "title", "aria-label")
	m := videoID.FindStringSubmatch(src)
	switch {
	case hasClass(n, "vote_iframe"), strings.Contains(src, "newappmsgvote"):
		return voteCard(n)
	case hasClass(n, "card_iframe"):
		return card{kind: "other", text: bracketed("卡券", title)}
	case attr(n, "data-mpvid") != "", strings.Contains(src, "mpvideo"), strings.Contains(src, "getcdnvideourl"):
		return filmCard(n, "视频（微信）", title, "")
	case m != nil && strings.Contains(src, "qq.com"):
		if title == "" {
			return filmCard(n, "腾讯视频 "+m[1], "", "https://v.qq.com/x/page/"+m[1]+".html")
		}
		return filmCard(n, "腾讯视频", title, "https://v.qq.com/x/page/"+m[1]+".html")
	case isFilm(n, src):
		return filmCard(n, "视频", title, safeHref(src))
	}
	return card{kind: "frame", text: bracketed("嵌入内容", title), href: safeHref(src)}
}

func isFilm(n *html.Node, src string) bool {
	return n.DataAtom == atom.Video || hasClass(n, "video_iframe") || embedName(n) == "video" || strings.Contains(src, "player")
}

// filmCard names a film, says how long it is and where it plays.
func filmCard(n *html.Node, label, title, href string) card {
	text := "▶ " + label
	if title != "" {
		text += "：" + title
	}
	return card{kind: "video", text: text + clock(number(n, "data-duration")), href: href}
}
