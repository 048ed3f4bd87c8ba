package fidelity

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/clean"
)

// Raw reads the raw body of a page as a browser would show it.
func Raw(root *html.Node) Content {
	var c Content
	for n := root.FirstChild; n != nil; n = n.NextSibling {
		c.readRaw(n, false)
	}
	return c
}

// readRaw reads a node; sizeless says that its text is set in size zero.
func (c *Content) readRaw(n *html.Node, sizeless bool) {
	switch {
	case n.Type == html.TextNode:
		if !sizeless {
			c.addText(n.Data)
		}
		return
	case n.Type != html.ElementNode || isHidden(n):
		return
	case clean.IsPicture(n):
		c.readImage(n)
		return
	case n.DataAtom == atom.Pre:
		c.readCode(n, sizeless)
		return
	}
	if source, _ := clean.Formula(n); source != "" {
		c.addText(source)
		return
	}
	if clean.ContentBackground(n) != "" {
		c.Images++
	}
	if clean.IsEmbed(n) && !isSwallowing(n) {
		return
	}
	c.readChildren(n, sizeless)
}

func (c *Content) readChildren(n *html.Node, sizeless bool) {
	if size := declared(n, "font-size"); size != "" {
		sizeless = isZero(size)
	}
	if href := usableHref(n); href != "" && shows(n) {
		c.addLink(href)
	}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		c.readRaw(d, sizeless)
	}
}

func (c *Content) readImage(n *html.Node) {
	if asset, data := clean.ImageSource(n); asset.URL != "" || asset.Ref != "" || data != nil {
		c.Images++
	}
}

// readCode reads a block of code. Its lines are code elements side by side, as
// the platform's own editor writes them, else whatever breaks the text. A
// block with pictures, links or embeds is no code.
func (c *Content) readCode(pre *html.Node, sizeless bool) {
	if holds(pre, isNoCode) {
		c.readChildren(pre, sizeless)
		return
	}
	for line := range strings.SplitSeq(codeText(pre), "\n") {
		if !counters.MatchString(line) {
			c.addCode(line)
		}
	}
}

func isNoCode(n *html.Node) bool {
	return clean.IsPicture(n) || clean.IsEmbed(n) || n.DataAtom == atom.Pre || n.DataAtom == atom.A && attr(n, "href") != ""
}


// counters matches what a tool that flattens style sheets leaves of the line
// numbers, which were never text.
var counters = regexp.MustCompile(`^\s*(?:c?ounter\(line[\s)]*)+$`)

// codeText is the text of a block with its line ends. Where elements part the
// lines, line ends of the source mean nothing.
func codeText(pre *html.Node) string {
	w := codeWriter{broken: holds(pre, func(n *html.Node) bool { return n.DataAtom == atom.Br || isLine(n) })}
	w.write(pre)
	return w.String()
}

type codeWriter struct {
	strings.Builder
	broken bool
}

func (w *codeWriter) write(n *html.Node) {
	lines := holdsLines(n)
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			w.text(d)
		case d.Type != html.ElementNode || isHidden(d):
		case d.DataAtom == atom.Br:
			w.WriteByte('\n')
		default:
			w.write(d)
			if isLine(d) || lines && d.DataAtom == atom.Code {
				w.WriteByte('\n')
			}
		}
	}
}

func (w *codeWriter) text(n *html.Node) {
	switch {
	case isSizeless(n):
	case w.broken:
		w.WriteString(strings.ReplaceAll(n.Data, "\n", ""))
	default:
		w.WriteString(n.Data)
	}
}

// isLine reports an element in code behind which a new line begins.
func isLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Li:
		return true
	case atom.Span:
		return declared(n, "display") == "block"
	}
	return false
}

// holdsLines reports whether code elements are the lines in n: several, with
// nothing to see beside them.
func holdsLines(n *html.Node) bool {
	codes := 0
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.DataAtom == atom.Code {
			codes++
		} else if isSeen(d) {
			return false
		}
	}
	return codes > 1
}

func isHidden(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "noscript", "template", "title", "desc", "defs", "mpcpc", "mpcps", "mp-common-cpsad":
		return true
	}
	if class := attr(n, "class"); class != "" && isHiddenClass(class) {
		return true
	}
	return attr(n, "id") == "js_pc_qr_code" || declared(n, "display") == "none"
}

func isHiddenClass(list string) bool {
	for class := range strings.FieldsSeq(list) {
		if class == "code-snippet__line-index" || class == "qr_code_pc" {
			return true
		}
	}
	return false
}

var zeroLength = regexp.MustCompile(`^[+-]?(?:0+\.?0*|\.0+)(?:e[+-]?[0-9]+)?[a-z%]*$`)

func isZero(size string) bool {
	return strings.IndexByte("0.+-", size[0]) >= 0 && zeroLength.MatchString(size)
}

func isSizeless(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if size := declared(p, "font-size"); size != "" {
			return isZero(size)
		}
	}
	return false
}

// declared is the last value of a property in a style attribute. A name that
// is not in lower case begins with a capital.
func declared(n *html.Node, property string) string {
	value, style := "", attr(n, "style")
	if !strings.Contains(style, property) && !strings.Contains(style, strings.ToUpper(property[:1])) {
		return ""
	}
	for d := range strings.SplitSeq(style, ";") {
		if name, v, ok := strings.Cut(d, ":"); ok && strings.EqualFold(strings.TrimSpace(name), property) {
			value = strings.ToLower(strings.TrimSpace(strings.Split(v, "!")[0]))
		}
	}
	return value
}

// usableHref is where a link leads that works outside the platform, without
// the credentials of whoever copied it.
func usableHref(n *html.Node) string {
	if n.DataAtom != atom.A {
		return ""
	}
	href := article.UnescapeURL(attr(n, "href"))
	switch {
	case hasPrefixFold(href, "http://"), hasPrefixFold(href, "https://"), hasPrefixFold(href, "mailto:"):
	case hasPrefixFold(href, "//"):
		href = "https:" + href
	case hasPrefixFold(href, "/"):
		href = "https://" + article.Host + href
	default:
		return ""
	}
	return article.StripSecrets(href)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// shows reports whether text or a picture can be seen in an element.
func shows(n *html.Node) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if isSeen(d) {
			return true
		}
	}
	return false
}

func isSeen(n *html.Node) bool {
	if n.Type == html.TextNode {
		return strings.ContainsFunc(n.Data, isVisible) && !isSizeless(n)
	}
	return n.Type == html.ElementNode && !isHidden(n) && (clean.IsPicture(n) || shows(n))
}

// isSwallowing reports whether an embed holds paragraphs of the article: a
// tag written <mpvoice/> makes everything behind it its content.
func isSwallowing(n *html.Node) bool { return n.DataAtom == 0 && holds(n, isParagraph) }

// isParagraph tells a paragraph or a block of code that shows something from
// those that the platform's scripts make, which have a class or a role.
func isParagraph(n *html.Node) bool {
	plain := attr(n, "class") == "" && attr(n, "role") == ""
	return (n.DataAtom == atom.Pre || (n.DataAtom == atom.P || n.DataAtom == atom.Section) && plain) && shows(n)
}

// holds reports whether an element that is not hidden is among those below n.
func holds(n *html.Node, is func(*html.Node) bool) bool {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type == html.ElementNode && !isHidden(d) && (is(d) || holds(d, is)) {
			return true
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
