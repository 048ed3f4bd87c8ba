package fidelity

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// quoteSource adds the line that the platform's scripts write below a quote of
// its own: who said it, and where, in a link. A quote that has the line already
// gets no other.
func (r *rawReader) quoteSource(n *html.Node, s setting) {
	if n.DataAtom != atom.Blockquote || !hasClass(n, "js_blockquote_wrap") {
		return
	}
	author, title := told(n, "data-author-name"), told(n, "data-source-title")
	source := cmp.Or(title, author)
	quoted := visible(textOf(n, s.sizeless))
	if source == "" || len(quoted) == 0 || strings.Contains(string(quoted), string(visible(source))) {
		return
	}
	r.addGap()
	r.addText("— ", false)
	if title != "" {
		r.addText(author+" ", false)
	}
	if href := outside(told(n, "data-url")); href != "" {
		r.addLink(href)
	}
	r.addText(source, false)
}

// maxLayers bounds how often an attribute's text is unescaped.
const maxLayers = 8

// told is the text in an attribute, which can be escaped several times.
func told(n *html.Node, name string) string {
	s := attr(n, name)
	for range maxLayers {
		plain := html.UnescapeString(s)
		if plain == s {
			break
		}
		s = plain
	}
	return strings.TrimSpace(s)
}
