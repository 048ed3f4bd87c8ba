package convert

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
	"wxbackup/convert/fidelity"
)

// cards are what stands for embeds in a clean body, in reading order. file
// gives the destination of asset n.
func cards(root *html.Node, file func(n int) string) []fidelity.Card {
	var list []fidelity.Card
	for n := range root.Descendants() {
		if n.DataAtom == atom.Aside {
			list = append(list, card(n, file))
		}
	}
	return list
}

func card(aside *html.Node, file func(n int) string) fidelity.Card {
	var c fidelity.Card
	var text strings.Builder
	for n := range aside.Descendants() {
		switch {
		case n.Type == html.TextNode:
			text.WriteString(n.Data)
		case n.DataAtom == atom.A:
			c.Link = destinationOf(n, file)
		}
	}
	c.Text = text.String()
	return c
}

func destinationOf(a *html.Node, file func(n int) string) string {
	for _, attr := range a.Attr {
		if attr.Key != "href" {
			continue
		}
		if n, ok := clean.AssetIndex(attr.Val); ok {
			return file(n)
		}
		return attr.Val
	}
	return ""
}
