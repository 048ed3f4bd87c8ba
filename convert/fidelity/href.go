package fidelity

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// usableHref is where a link leads that works outside the platform, "" for
// nowhere. Old pages have the address in an attribute beside a script's.
func usableHref(n *html.Node) string {
	for _, name := range []string{"href", "_src", "data-href"} {
		if href := outside(attr(n, name)); href != "" {
			return href
		}
	}
	return ""
}

// outside is an address on the web or of mail, without the credentials of
// whoever copied it.
func outside(href string) string {
	href = article.UnescapeURL(href)
	switch {
	case hasPrefixFold(href, "http://"), hasPrefixFold(href, "https://"), hasPrefixFold(href, "mailto:"):
	case hasPrefixFold(href, "//"):
		href = "https:" + href
	case hasPrefixFold(href, "/"):
		href = "https://" + article.Host + href
	default:
		return ""
	}
	if u, err := url.Parse(href); err != nil || u.Host == "" && u.Opaque == "" {
		return ""
	}
	return article.StripSecrets(href)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
