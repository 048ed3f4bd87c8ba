package loads

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// html reads a page, a part of one or a template, element by element as they
// stand: no tree is made, so that what belongs nowhere is read too.
func (f *finder) html(data []byte) {
	z := html.NewTokenizer(bytes.NewReader(data))
	style := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			style = t.DataAtom == atom.Style
			f.element(t)
		case html.TextToken:
			if style {
				f.css(z.Text())
			}
			style = false
		}
	}
}

// addressed are the attributes that hold one address, and the elements that
// load it.
var addressed = map[string][]string{
	"src":        {"img", "image", "script", "iframe", "frame", "embed", "audio", "video", "source", "track", "input"},
	"poster":     {"video"},
	"data":       {"object"},
	"href":       {"image", "use", "feimage", "base"},
	"xlink:href": {"image", "use", "feimage", "script"},
	"background": {"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"},
}

func (f *finder) element(t html.Token) {
	for _, attr := range t.Attr {
		switch {
		case slices.Contains(addressed[attr.Key], t.Data), attr.Key == "href" && t.DataAtom == atom.Link && isLoading(t):
			f.add(attr.Val)
		case attr.Key == "srcset", attr.Key == "imagesrcset":
			f.candidates(attr.Val)
		case attr.Key == "style":
			f.css([]byte(attr.Val))
		case attr.Key == "srcdoc":
			f.html([]byte(attr.Val))
		}
	}
}

// loading are the relations for which a browser asks the host of a link.
var loading = []string{
	"stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest",
	"preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch",
}

func isLoading(link html.Token) bool {
	for _, attr := range link.Attr {
		if attr.Key != "rel" {
			continue
		}
		for _, rel := range strings.Fields(strings.ToLower(attr.Val)) {
			if slices.Contains(loading, rel) {
				return true
			}
		}
	}
	return false
}

// candidates are the addresses of a srcset, of which a browser takes one: any
// can be it. An address may hold commas, but not end with one.
func (f *finder) candidates(srcset string) {
	for rest := srcset; rest != ""; {
		rest = strings.TrimLeft(rest, ", \t\r\n\f")
		end := strings.IndexAny(rest, " \t\r\n\f")
		if end < 0 {
			end = len(rest)
		}
		address := strings.TrimRight(rest[:end], ",")
		f.add(address)
		rest = rest[end:]
		if len(address) == end {
			_, rest, _ = strings.Cut(rest, ",")
		}
	}
}
