package clean

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// linkAddress is where a link leads; "" for nowhere outside the platform.
// Pages of the first years left the address in an attribute beside a script's.
func linkAddress(a *html.Node) string {
	for _, name := range []string{"href", "_src", "data-href"} {
		if href := safeHref(attr(a, name)); href != "" {
			return href
		}
	}
	return ""
}

// safeHref is the address a link may have in a clean body: absolute, on the
// web or a mail address, without session credentials; "" for everything else,
// whose text stays.
func safeHref(href string) string {
	href = strings.TrimSpace(href)
	switch {
	case href == "", strings.HasPrefix(href, "#"):
		return ""
	case strings.HasPrefix(href, "//"):
		href = "https:" + href
	case strings.HasPrefix(href, "/"):
		href = "https://" + article.Host + href
	}
	u, err := url.Parse(article.UnescapeURL(href))
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return article.StripSecrets(article.UnescapeURL(href))
}
