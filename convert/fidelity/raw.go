package fidelity

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// Raw reads the raw body of a page as a browser would show it.
func Raw(root *html.Node) Content {
	var c Content
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		c.readRaw(n)
	}
	return c
}

func (c *Content) readRaw(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		if !isSizeless(n) {
			c.addText(n.Data)
		}
		return
	case n.Type != html.ElementNode || isHidden(n):
		return
	case n.DataAtom == atom.Img || n.Data == "image":
		c.readImage(n)
		return
	case n.DataAtom == atom.Pre:
		c.readCode(n)
		return
	}
	if !c.inCode && clean.ContentBackground(n) != "" {
		c.Images++
	}
	if clean.IsEmbed(n) && !isSwallowing(n) {
		return
	}
	c.readChildren(n)
}

func (c *Content) readChildren(n *html.Node) {
	if href := usableHref(n); href != "" && shows(n) {
		c.addLink(href)
	}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		c.readRaw(d)
	}
}

func (c *Content) readImage(n *html.Node) {
	if asset, data := clean.ImageSource(n); asset.URL != "" || asset.Ref != "" || data != nil {
		c.Images++
	}
}

// readCode reads a block of code. Its lines are code elements side by side, as
// the platform's own editor writes them, else whatever breaks the text. A
// block with pictures or links is no code.
func (c *Content) readCode(pre *html.Node) {
	for d := range pre.Descendants() {
		if d.DataAtom == atom.Img || d.DataAtom == atom.Pre || d.DataAtom == atom.A && attr(d, "href") != "" {
			c.readChildren(pre)
			return
		}
	}
	before := len(c.Text)
	c.inCode = true
	c.readChildren(pre)
	c.inCode = false
	if len(c.Text) > before {
		c.CodeLines += countLines(codeText(pre))
	}
}

// codeText is the text of a block with its line ends.
func codeText(pre *html.Node) string {
	var b strings.Builder
	broken := false
	for d := range pre.Descendants() {
		broken = broken || d.DataAtom == atom.Br || endsLine(d)
	}
	var write func(*html.Node)
	write = func(n *html.Node) {
		for d := n.FirstChild; d != nil; d = d.NextSibling {
			switch {
			case d.Type == html.TextNode && broken:
				b.WriteString(strings.ReplaceAll(d.Data, "\n", ""))
			case d.Type == html.TextNode:
				b.WriteString(d.Data)
			case d.Type != html.ElementNode || isHidden(d):
			case d.DataAtom == atom.Br:
				b.WriteByte('\n')
			default:
				write(d)
				if endsLine(d) {
					b.WriteByte('\n')
				}
			}
		}
	}
	write(pre)
	return b.String()
}

// endsLine reports whether what follows an element in code is a new line.
func endsLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Li:
		return true
	case atom.Code:
		return hasSibling(n, atom.Code)
	case atom.Span:
		return declared(n, "display") == "block"
	}
	return false
}

func hasSibling(n *html.Node, a atom.Atom) bool {
	for d := n.Parent.FirstChild; d != nil; d = d.NextSibling {
		if d != n && d.DataAtom == a {
			return true
		}
	}
	return false
}

func isHidden(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "noscript", "template", "title", "desc", "defs", "mp-style-type", "mpcpc", "mpcps", "mp-common-cpsad":
		return true
	}
	class := attr(n, "class")
	if strings.Contains(class, "code-snippet__line-index") || strings.Contains(class, "qr_code_pc") {
		return true
	}
	return strings.EqualFold(declared(n, "display"), "none")
}

func isSizeless(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if size := declared(p, "font-size"); size != "" {
			return strings.Trim(size, "0.") == "" || strings.HasPrefix(size, "0p") || strings.HasPrefix(size, "0e")
		}
	}
	return false
}

// declared is the last value of a property in a style attribute.
func declared(n *html.Node, property string) string {
	value := ""
	for d := range strings.SplitSeq(attr(n, "style"), ";") {
		if name, v, ok := strings.Cut(d, ":"); ok && strings.EqualFold(strings.TrimSpace(name), property) {
			value = strings.ToLower(strings.TrimSpace(strings.Split(v, "!")[0]))
		}
	}
	return value
}

// usableHref is the address of a link that works outside the platform.
func usableHref(n *html.Node) string {
	if n.DataAtom != atom.A {
		return ""
	}
	href := strings.TrimSpace(attr(n, "href"))
	for _, prefix := range []string{"http://", "https://", "//", "/", "mailto:"} {
		if len(href) > len(prefix) && strings.EqualFold(href[:len(prefix)], prefix) {
			return href
		}
	}
	return ""
}

func shows(n *html.Node) bool {
	var c Content
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		c.readRaw(d)
	}
	return len(c.Text) > 0 || c.Images > 0
}

// isSwallowing reports whether an embed holds paragraphs of the article: a
// tag written <mpvoice/> makes everything behind it its content.
func isSwallowing(n *html.Node) bool {
	for d := range n.Descendants() {
		if (d.DataAtom == atom.P || d.DataAtom == atom.Section) && attr(d, "class") == "" && attr(d, "role") == "" && shows(d) {
			return n.DataAtom == 0
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
