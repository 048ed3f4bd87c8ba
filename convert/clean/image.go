package clean

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// assetKey tells assets of one article apart.
type assetKey struct{ url, ref string }

// replaceImages turns every picture of the body into img[src=asset:N]: img
// elements, pictures inside SVG, and backgrounds of elements that hold nothing
// else. A picture without an address shows nothing and goes.
func (c *cleaner) replaceImages(root *html.Node) {
	each(root, func(n *html.Node) bool {
		switch {
		case IsPicture(n):
			if img := c.image(n); img != nil {
				replace(n, img)
			} else {
				n.Parent.RemoveChild(n)
			}
			return false
		case n.DataAtom == atom.Pre:
			return false
		}
		if address := ContentBackground(n); address != "" {
			n.AppendChild(c.assetImage(article.Asset{URL: address}, nil, ""))
			return false
		}
		return true
	})
}

// IsPicture tells an element of a raw body that shows a picture of its own:
// ImageSource says which.
func IsPicture(n *html.Node) bool { return n.DataAtom == atom.Img || n.Data == "image" }

// image is the clean form of a picture, nil when it has no address.
func (c *cleaner) image(n *html.Node) *html.Node {
	asset, data := ImageSource(n)
	if asset == (article.Asset{}) && data == nil {
		return nil
	}
	img := c.assetImage(asset, data, altText(n))
	if isEmoji(n, asset.URL) {
		img.Attr = append(img.Attr, html.Attribute{Key: "data-emoji", Val: "true"})
	}
	return img
}

func (c *cleaner) assetImage(asset article.Asset, data []byte, alt string) *html.Node {
	return element(atom.Img,
		html.Attribute{Key: "src", Val: AssetSrc(c.assetIndex(asset, data))},
		html.Attribute{Key: "alt", Val: alt})
}

func (c *cleaner) assetIndex(asset article.Asset, data []byte) int {
	key := assetKey{asset.URL, asset.Ref}
	if i, ok := c.seen[key]; ok && data == nil {
		return i
	}
	i := len(c.assets)
	c.assets = append(c.assets, asset)
	if data != nil {
		c.inline[i] = data
	} else {
		c.seen[key] = i
	}
	return i
}

// ImageSource reads where a picture of a raw body comes from: the address in
// data-src, a local file in src, or bytes in a data address. All are empty for
// a picture that shows nothing (wechat-pages.md §3.2).
func ImageSource(n *html.Node) (article.Asset, []byte) {
	asset := article.Asset{URL: remoteURL(attr(n, "data-src"))}
	src := strings.TrimSpace(attr(n, "src"))
	if src == "" {
		src = strings.TrimSpace(hrefAttr(n))
	}
	var data []byte
	switch {
	case isPlaceholder(src):
	case strings.HasPrefix(src, "data:"):
		if asset.URL == "" {
			data = inlineImage(src)
		}
	case remoteURL(src) != "":
		if asset.URL == "" {
			asset.URL = remoteURL(src)
		}
	default:
		asset.Ref = src
	}
	if asset != (article.Asset{}) || data != nil {
		asset.Width, _ = strconv.Atoi(attr(n, "data-w"))
		asset.Ratio, _ = strconv.ParseFloat(attr(n, "data-ratio"), 64)
	}
	return asset, data
}

// hrefAttr is the address of an SVG image.
func hrefAttr(n *html.Node) string {
	if n.DataAtom == atom.Img {
		return ""
	}
	return cmp.Or(attr(n, "href"), attr(n, "xlink:href"))
}

// remoteURL is an address on a network, under https where the platform's CDN
// serves it; "" for a local reference.
func remoteURL(s string) string {
	s = article.UnescapeURL(s)
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || rest == "" || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return ""
	}
	if article.CDNID(s) != "" {
		return "https://" + rest
	}
	return s
}

// isPlaceholder recognises what stands in a picture's place until it is
// scrolled into view.
func isPlaceholder(src string) bool {
	if src == "" || strings.HasPrefix(src, "about:") {
		return true
	}
	if strings.HasPrefix(src, "data:") {
		return len(src) < minInline
	}
	name := src[strings.LastIndexByte(src, '/')+1:]
	return strings.HasPrefix(name, "pic_blank") || strings.HasPrefix(name, "loading.gif")
}

// minInline is the length of a data address below which it is a placeholder:
// the 1x1 pictures pages use have 100 to 250 characters.
const minInline = 300

func inlineImage(src string) []byte {
	head, body, ok := strings.Cut(src, ",")
	if !ok {
		return nil
	}
	plain, err := url.PathUnescape(body)
	if err != nil {
		return nil
	}
	if !strings.HasSuffix(head, ";base64") {
		return []byte(plain)
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(plain), ""))
	if err != nil {
		return nil
	}
	return data
}

// altText leaves out what editors write into every picture.
func altText(n *html.Node) string {
	alt := oneLine(attr(n, "alt"))
	switch strings.ToLower(alt) {
	case "图片", "null", "undefined", "image", "img":
		return ""
	}
	return alt
}

// isEmoji tells a picture that is a character of the text (§3.5).
func isEmoji(n *html.Node, address string) bool {
	if strings.Contains(attr(n, "class"), "icon_emoji") {
		return true
	}
	return strings.Contains(address, "res.wx.qq.com") && (strings.Contains(address, "emoji") || strings.Contains(address, "emotion"))
}

var backgroundURL = regexp.MustCompile(`(?i)url\(\s*["']?([^"')]+)["']?\s*\)`)

// ContentBackground is the address of a background that is all an element
// shows: such a picture is content, any other is decoration (§3.3).
func ContentBackground(n *html.Node) string {
	declarations := attr(n, "style")
	lazy := attr(n, "data-lazy-bgimg")
	if lazy == "" && !containsFold(declarations, "url(") {
		return ""
	}
	address := remoteURL(lazy)
	if m := backgroundURL.FindStringSubmatch(cmp.Or(style(n, "background-image"), style(n, "background"))); address == "" && m != nil {
		address = remoteURL(m[1])
	}
	if article.CDNID(address) == "" || !hasHeight(n) || hasDescendant(n, showsSomething) || !isBlankText(n) {
		return ""
	}
	return address
}

// hasHeight reports whether an element takes room without any content.
func hasHeight(n *html.Node) bool {
	for _, property := range []string{"height", "min-height", "padding-top", "padding-bottom", "padding"} {
		if value := style(n, property); value != "" && !isZero(value) && !strings.EqualFold(value, "auto") {
			return true
		}
	}
	return false
}

func showsSomething(n *html.Node) bool {
	return IsPicture(n) || n.DataAtom == atom.Pre || n.DataAtom == atom.Aside || IsEmbed(n) ||
		containsFold(attr(n, "style"), "url(") || attr(n, "data-lazy-bgimg") != ""
}
