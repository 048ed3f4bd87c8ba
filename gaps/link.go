package gaps

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/store"
)

// link is a link to an article of the platform.
type link struct {
	address article.Address
	text    string
}

// linksOf are the links of an article: those in its body and the one under it.
func linksOf(archive *store.Archive, rec *store.Record) ([]link, error) {
	var links []link
	if address, ok := article.ParseAddress(rec.ReadMore); ok {
		links = append(links, link{address: address})
	}
	body, err := archive.Body(rec.ID)
	if err != nil || !bytes.Contains(body, []byte(article.Host)) {
		return links, err
	}
	root, err := clean.Parse(body)
	if err != nil {
		return nil, err
	}
	for n := range root.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		for _, attr := range n.Attr {
			if address, ok := article.ParseAddress(attr.Val); ok && attr.Key == "href" {
				links = append(links, link{address, textOf(n)})
			}
		}
	}
	return links, nil
}

// textOf is what a link says, unless that is an address.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	if strings.Contains(text, article.Host) {
		return ""
	}
	return text
}
