package item

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// restorePictures gives the pictures of a body the addresses they had before a
// feed reader put its proxy before them.
func restorePictures(body *html.Node) {
	for n := range body.Descendants() {
		if n.DataAtom != atom.Img {
			continue
		}
		for i := range n.Attr {
			if a := &n.Attr[i]; a.Key == "src" || a.Key == "data-src" {
				a.Val = originalPicture(a.Val)
			}
		}
	}
}

// originalPicture is the address of the platform's picture inside the address
// of a proxy: a parameter ("/img?url=https%3A%2F%2Fmmbiz…"), or the end of the
// path ("/static/res/logo/https://mmbiz…"). Any other address stays as it is.
func originalPicture(address string) string {
	if at := strings.LastIndex(address, "/http"); at >= 0 && article.CDNID(address[at+1:]) != "" {
		return address[at+1:]
	}
	u, err := url.Parse(article.UnescapeURL(address))
	if err != nil {
		return address
	}
	if u.Host != "" && article.CDNID(address) != "" {
		return address
	}
	parameters := u.Query()
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if original, ok := onCDN(parameters[name][0]); ok {
			return original
		}
	}
	return address
}

// onCDN is an address of the platform's CDN with its scheme, which some
// proxies leave out.
func onCDN(address string) (string, bool) {
	switch {
	case strings.HasPrefix(address, "//"):
		address = "https:" + address
	case !strings.Contains(address, "://"):
		address = "https://" + address
	}
	isWeb := strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
	return address, isWeb && article.CDNID(address) != ""
}
