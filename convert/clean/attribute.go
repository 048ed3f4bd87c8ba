package clean

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// embedText is the first of the attributes that is not empty, with the layers
// of escaping undone that such attributes carry.
func embedText(n *html.Node, names ...string) string {
	for _, name := range names {
		if s := oneLine(decoded(attr(n, name))); s != "" {
			return s
		}
	}
	return ""
}

// maxLayers bounds how often a value is decoded; pages were seen with three
// layers.
const maxLayers = 8

// decoded undoes the escaping of a value until nothing is left to undo:
// character references, and percent signs where all of them escape UTF-8.
func decoded(s string) string {
	for range maxLayers {
		plain := reference.ReplaceAllStringFunc(s, html.UnescapeString)
		if unescaped, err := url.PathUnescape(plain); err == nil && utf8.ValidString(unescaped) {
			plain = unescaped
		}
		if plain == s {
			break
		}
		s = plain
	}
	return s
}

// reference matches a character reference that ends as it should: "&para=" in
// an address is none.
var reference = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)

// attributesOf are an element's attributes as the page has them, but for the
// credentials in addresses.
func attributesOf(n *html.Node) map[string]string {
	if len(n.Attr) == 0 {
		return nil
	}
	attributes := make(map[string]string, len(n.Attr))
	for _, a := range n.Attr {
		if _, seen := attributes[a.Key]; !seen {
			attributes[a.Key] = withoutSecrets(a.Val)
		}
	}
	return attributes
}

// withoutSecrets takes the credentials out of a value that is an address. A
// value without any stays as it is, escaping and all.
func withoutSecrets(value string) string {
	plain := article.UnescapeURL(decoded(value))
	stripped := article.StripSecrets(plain)
	if query(stripped) == query(plain) {
		return value
	}
	return stripped
}

func query(address string) string {
	address, _, _ = strings.Cut(address, "#")
	_, query, _ := strings.Cut(address, "?")
	return query
}

// coverAttributes are where elements name the picture that stands for them.
var coverAttributes = []string{
	"data-cover", "cover", "albumurl", "data-miniprogram-imageurl", "data-product-image", "data-headimg",
	"data-headimgurl", "data-img", "data-coveruri", "poster",
}

// coverAddress is the picture an embed is shown with; "" when it has none or
// names it without its host.
func coverAddress(n *html.Node) string {
	names := coverAttributes
	if embedName(n) == "videosnap" {
		names = []string{"data-url", "data-headimgurl"}
	}
	for _, name := range names {
		if address := remoteURL(decoded(attr(n, name))); address != "" {
			return address
		}
	}
	return ""
}
