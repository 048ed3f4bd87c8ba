package backup_test

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// SingleFile saves the page as shown, in one file: pictures are data, hidden
// elements and scripts are gone, and its minifier takes out quotes and end tags
// that HTML can do without.

var (
	singleFileForm = form{
		write:  func(_ *testing.T, p rawPage) tree { return tree{"page.html": singleFile(p, false)} },
		losses: []loss{{"an address that no other attribute has gives way to the bytes", addresses}, others, clockTime},
		ofKind: shownShare,
	}
	// singleFileURLsForm keeps the addresses of what it made data of.
	singleFileURLsForm = form{
		write:  func(_ *testing.T, p rawPage) tree { return tree{"page.html": singleFile(p, true)} },
		losses: []loss{{"the address of a background stands in a comment in its style", addresses}, others, clockTime},
		ofKind: shownShare,
	}
)

func singleFile(p rawPage, keepURLs bool) string {
	d := p.rendered()
	d.Find("script, noscript").Remove()
	for _, s := range d.Find("[style*='display: none'], [style*='display:none']").EachIter() {
		s.Remove()
	}
	pictures := p.pictures
	for _, img := range d.Find("img[src]").EachIter() {
		address := img.AttrOr("src", "")
		if data := pictures[address]; data != "" {
			img.SetAttr("src", dataURL(data))
			if keepURLs {
				img.SetAttr("data-sf-original-src", address)
			}
		}
	}
	w := minifier{background: func(style string) string { return inlineBackgrounds(style, keepURLs) }}
	for n := range d.Nodes[0].ChildNodes() {
		if n.DataAtom == atom.Html {
			w.comment = "\n Page saved with SingleFile \n url: " + p.address() + " \n saved date: Wed Jun 04 2025 18:20:11 GMT+0800 (中国标准时间)\n"
			w.element(n)
		}
	}
	return "<!DOCTYPE html> " + w.String()
}

func dataURL(data string) string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte(data))
}

var remoteBackground = regexp.MustCompile(`url\("?(https?://[^")]+)"?\)`)

// inlineBackgrounds puts the bytes of backgrounds into a style.
func inlineBackgrounds(style string, keepURLs bool) string {
	return remoteBackground.ReplaceAllStringFunc(style, func(s string) string {
		original := ""
		if keepURLs {
			original = "/* original URL: " + remoteBackground.FindStringSubmatch(s)[1] + " */"
		}
		return original + "url(" + dataURL(picture(90)) + ")"
	})
}

// minifier writes a tree as SingleFile does.
type minifier struct {
	strings.Builder
	background func(style string) string
	// comment goes into the first element.
	comment string
}

func (w *minifier) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n)
	case html.ElementNode:
		w.element(n)
	}
}

var (
	blanks   = regexp.MustCompile(`[ \t\f\r]+`)
	newlines = regexp.MustCompile(`\n+`)
)

func (w *minifier) text(n *html.Node) {
	s := n.Data
	if !standsIn(n, atom.Pre, atom.Style, atom.Textarea) {
		s = newlines.ReplaceAllString(blanks.ReplaceAllString(s, " "), "\n")
	}
	if !standsIn(n, atom.Style, atom.Iframe) {
		s = strings.NewReplacer("&", "&amp;", "\u00a0", "&nbsp;", "<", "&lt;", ">", "&gt;").Replace(s)
	}
	w.WriteString(s)
}

func standsIn(n *html.Node, names ...atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(names, p.DataAtom) {
			return true
		}
	}
	return false
}

func (w *minifier) element(n *html.Node) {
	w.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		w.attribute(a)
	}
	w.WriteString(">")
	if w.comment != "" {
		w.WriteString("<!--" + w.comment + "-->")
		w.comment = ""
	}
	for c := range n.ChildNodes() {
		w.node(c)
	}
	if !isVoidName(n.Data) && !omitsEnd(n) {
		w.WriteString("</" + n.Data + ">")
	}
}

func (w *minifier) attribute(a html.Attribute) {
	value := a.Val
	switch a.Key {
	case "class":
		value = strings.Join(strings.Fields(value), " ")
	case "style":
		value = w.background(value)
	}
	if value == "" && slices.Contains([]string{"id", "class", "style", "lang", "dir"}, a.Key) {
		return
	}
	w.WriteString(" " + a.Key)
	if value == "" {
		return
	}
	value = strings.NewReplacer("&", "&amp;", "\u00a0", "&nbsp;").Replace(value)
	quote := ""
	switch {
	case strings.Contains(value, `"`) && !strings.Contains(value, `'`):
		quote = `'`
	case strings.ContainsAny(value, " \t\n\f\r'\"`=<>"):
		quote, value = `"`, strings.ReplaceAll(value, `"`, "&quot;")
	}
	w.WriteString("=" + quote + value + quote)
}

// omitsEnd reports an element whose end HTML can tell from what follows.
func omitsEnd(n *html.Node) bool {
	next := n.NextSibling
	followed := func(names ...string) bool {
		return next != nil && next.Type == html.ElementNode && slices.Contains(names, next.Data)
	}
	switch n.Data {
	case "html", "body":
		return true
	case "p":
		return followed("p", "div", "section", "ul", "ol", "pre", "table", "h1", "h2", "h3", "h4", "hr", "blockquote")
	case "li":
		return next == nil && (n.Parent.Data == "ul" || n.Parent.Data == "ol") || followed("li")
	case "td", "th":
		return next == nil || followed("td", "th")
	case "tr":
		return next == nil || followed("tr")
	case "tbody":
		return next == nil || followed("tbody", "tfoot")
	}
	return false
}
