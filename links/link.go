package links

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/store"
)

// Link is a link in an article as its author made it.
type Link struct {
	// Href is the address as the archive has it.
	Href string
	// Text is what the link says; empty where that is an address of the platform,
	// and of the link under an article.
	Text string
}

// Of are the links of an article in reading order: those of its body and the
// one under it (阅读原文). What leads to a file of the article is no link.
func Of(archive *store.Archive, rec *store.Record) ([]Link, error) {
	links, err := ofBody(archive, rec.ID)
	if err == nil && rec.ReadMore != "" {
		links = append(links, Link{Href: rec.ReadMore})
	}
	return links, err
}

func ofBody(archive *store.Archive, id string) ([]Link, error) {
	body, err := archive.Body(id)
	if err != nil || !bytes.Contains(body, []byte("<a ")) {
		return nil, err
	}
	root, err := clean.Parse(body)
	if err != nil {
		return nil, err
	}
	var links []Link
	for n := range root.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		for _, attr := range n.Attr {
			if _, isFile := clean.AssetIndex(attr.Val); attr.Key == "href" && !isFile {
				links = append(links, Link{attr.Val, textOf(n)})
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
