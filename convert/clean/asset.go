package clean

import (
	"encoding/base64"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// file is what a picture or a recording is taken from: an asset with an
// address, or the bytes that the page itself carries.
type file struct {
	asset article.Asset
	data  []byte
	// formula says that it draws a formula.
	formula bool
}

func (f file) isNothing() bool { return f.asset.URL == "" && f.asset.Ref == "" && f.data == nil }

// assetKey tells assets of one article apart.
type assetKey struct{ url, ref string }

// assetIndex numbers a file: an address once, bytes without one each time.
func (c *cleaner) assetIndex(f file) int {
	key := assetKey{f.asset.URL, f.asset.Ref}
	i, ok := c.seen[key]
	if !ok {
		i = len(c.assets)
		c.assets = append(c.assets, f.asset)
	}
	if key != (assetKey{}) {
		c.seen[key] = i
	}
	if f.data != nil {
		c.inline[i] = f.data
	}
	return i
}

// imageAt is the clean form of a picture.
func imageAt(src, alt string) *html.Node {
	return element(atom.Img, html.Attribute{Key: "src", Val: src}, html.Attribute{Key: "alt", Val: alt})
}

// numbered is the address of a file by its number. The record of the embed
// that the node stands for takes it too.
func (c *cleaner) numbered(n *html.Node, f file) string {
	src := AssetSrc(c.assetIndex(f))
	if record, ok := c.records[n]; ok {
		c.embeds[record].URL = src
	}
	return src
}

// fileAt reads an address in any form a page has it: remote, a reference to a
// file beside the page, or a data address.
func fileAt(address string) file {
	switch address = strings.TrimSpace(address); {
	case address == "":
		return file{}
	case strings.HasPrefix(address, "data:"):
		return file{data: inlineData(address)}
	}
	if remote := remoteURL(address); remote != "" {
		return file{asset: article.Asset{URL: remote}}
	}
	return file{asset: article.Asset{Ref: address}}
}

// remoteURL is an address on a network, under https where the platform's CDN
// serves it; "" for a local reference.
func remoteURL(s string) string {
	if s == "" {
		return ""
	}
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

// inlineData are the bytes of a data address, nil when it cannot be read.
func inlineData(address string) []byte {
	head, body, ok := strings.Cut(address, ",")
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
