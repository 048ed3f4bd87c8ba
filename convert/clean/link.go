package clean

import (
	"net/url"
	"strings"

	"wxbackup/article"
)

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
