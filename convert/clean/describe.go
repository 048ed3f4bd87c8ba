package clean

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// describe reads an embed's attributes; what stands inside is the platform's
// rendering of them.
func describe(n *html.Node) card {
	said := elementOf(n)
	switch {
	case said == nil:
		return renderedCard(n)
	case n != said && said.Data == "mpvoice":
		return audioCard(said, speakerIn(n))
	}
	return describeElement(said)
}

func describeElement(n *html.Node) card {
	switch name := embedName(n); name {
	case "voice", "mpaudio", "claudio", "audio":
		return audioCard(n, "")
	case "qqmusic", "clmusic", "plain-music":
		return musicCard(n)
	case "iframe", "video", "object", "embed":
		return frameCard(n)
	case "span":
		if hasClass(n, "video_iframe") {
			return frameCard(n)
		}
		return voteCard(n)
	case "vote":
		return voteCard(n)
	case "videosnap":
		return channelsCard(n)
	case "miniprogram", "weapp":
		return miniprogramCard(n)
	case "profile":
		return profileCard(n)
	case "poi":
		return locationCard(n)
	case "product", "wxaproduct", "shop", "shopprofile", "shoptag":
		return productCard(n)
	case "app-link":
		return appLinkCard(n)
	default:
		return genericCard(n, name)
	}
}

// bracketed is "［label：part — part］"; parts that say nothing or repeat one
// before are left out.
func bracketed(label string, parts ...string) string {
	var said []string
	for _, part := range parts {
		if part != "" && !contains(said, part) {
			said = append(said, part)
		}
	}
	if len(said) == 0 {
		return "［" + label + "］"
	}
	return "［" + label + "：" + strings.Join(said, " — ") + "］"
}

func contains(said []string, part string) bool {
	for _, s := range said {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

func voteCard(n *html.Node) card {
	return card{kind: "vote", text: bracketed("投票", embedText(n, "data-title", "title"))}
}

// channelsCard is a post of the platform's film channels, which has no page
// outside of it.
func channelsCard(n *html.Node) card {
	label := "视频号"
	switch attr(n, "data-type") {
	case "live":
		label = "视频号直播"
	case "topic":
		label = "视频号话题"
	}
	return card{kind: "channels", text: bracketed(label, embedText(n, "data-nickname"), embedText(n, "data-desc"), embedText(n, "data-intro"))}
}

func miniprogramCard(n *html.Node) card {
	return card{
		kind: "miniprogram",
		text: bracketed("小程序", embedText(n, "data-miniprogram-nickname"),
			embedText(n, "data-miniprogram-title"), embedText(n, "data-miniprogram-desc")),
		href: safeHref(attr(n, "data-miniprogram-applink")),
	}
}

func profileCard(n *html.Node) card {
	name := embedText(n, "data-nickname")
	return card{kind: "profile", text: bracketed("公众号", name, embedText(n, "data-signature")), whole: name != ""}
}

// locationCard names a place and where on the map it is.
func locationCard(n *html.Node) card {
	name, address := embedText(n, "data-name"), embedText(n, "data-address")
	latitude, longitude := embedText(n, "data-latitude"), embedText(n, "data-longitude")
	at := ""
	if latitude != "" && longitude != "" {
		at = latitude + ", " + longitude
	}
	return card{kind: "location", text: bracketed("位置", name, address, at), whole: name+address+at != ""}
}

func appLinkCard(n *html.Node) card {
	title, href := embedText(n, "data-app_title"), safeHref(embedText(n, "data-app_link"))
	return card{kind: "other", text: bracketed("应用", title), href: href, whole: title != "" && href != ""}
}

// labels say what rarer embeds are, by name.
var labels = map[string]string{
	"redpacket": "红包封面", "redpacketcover": "红包封面", "search": "搜一搜", "gongyi": "公益",
	"sticker": "表情", "article": "文章", "read": "阅读", "gameprofile": "游戏",
}

// genericKinds are the kinds of the embeds that genericCard serves, by name;
// any other is "other".
var genericKinds = map[string]string{
	"redpacket": "redpacket", "redpacketcover": "redpacket", "sticker": "sticker",
}

// genericCard serves the elements without a card of their own: what they are,
// the first attribute that reads like a title, and the first that links.
func genericCard(n *html.Node, name string) card {
	k := card{kind: cmp.Or(genericKinds[name], "other"), href: genericLink(n)}
	title := tellingText(n, tellingAttribute)
	if label, known := labels[name]; known {
		k.text = bracketed(label, title)
	} else {
		k.text = bracketed("嵌入内容", cmp.Or(title, n.Data))
	}
	return k
}

var (
	// tellingAttribute matches attributes whose last word is one for a title:
	// data-app_title, but not data-pluginname or data-username.
	tellingAttribute = regexp.MustCompile(`(?:^|[-_])(?:title|nickname|name|desc)$`)
	// linkAttribute matches those whose last word is one for an address.
	linkAttribute = regexp.MustCompile(`(?:^|[-_])(?:href|link|url)$`)
	// pictureAttribute matches addresses that are a picture's.
	pictureAttribute = regexp.MustCompile(`img|image|cover|head|icon|avatar|emoji`)
)

func tellingText(n *html.Node, name *regexp.Regexp) string {
	for _, a := range n.Attr {
		if name.MatchString(a.Key) {
			if s := embedText(n, a.Key); s != "" {
				return s
			}
		}
	}
	return ""
}

func genericLink(n *html.Node) string {
	for _, a := range n.Attr {
		if !linkAttribute.MatchString(a.Key) || pictureAttribute.MatchString(a.Key) {
			continue
		}
		if s := embedText(n, a.Key); remoteURL(s) != "" {
			return safeHref(s)
		}
	}
	return ""
}
