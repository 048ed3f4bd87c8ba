package markdown

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// digest writes down what a tree shows: its blocks, every visible character
// with the emphasis of letters and digits, links, images and code. White space
// outside code and what nobody sees are left out.
type digest struct {
	strings.Builder
	settings
	heading bool
	guessed bool
	quotes  int
	links   []string
}

// settings are what a digest is made for: a dialect, a body or a page, and a
// reader that shows some things otherwise.
type settings struct {
	dialect Dialect
	body    bool // a clean body: images are named by asset
	// rawAlt: the reader leaves backslashes and references in alt texts, as
	// goldmark did before 1.7.
	rawAlt bool
	// looseMath: the reader does not tell a paragraph that is a formula from a
	// formula by itself.
	looseMath bool
	// looseCode: the reader drops empty lines at the begin of code and white space
	// at its end, and spaces at the edges of inline code.
	looseCode bool
	// looseTabs: the reader makes spaces of tabs in code.
	looseTabs bool
	// looseLinks: the reader makes links of addresses in text and changes them.
	looseLinks bool
}

func (d *digest) blocks(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		if end := endOfRun(c); end != c {
			line := digest{settings: d.settings}
			for ; c != end; c = c.NextSibling {
				line.inline(c, "")
			}
			d.paragraph(&line)
			continue
		}
		d.block(c)
		c = c.NextSibling
	}
}

func (d *digest) paragraph(line *digest) {
	d.links = append(d.links, line.links...)
	text := line.String()
	if d.looseMath && strings.HasPrefix(text, "⟦") && strings.Index(text, "⟧") == len(text)-len("⟧") {
		text = ""
		d.WriteString("\nmath[" + strings.Trim(line.String(), "⟦⟧") + "]")
	}
	if text != "" {
		d.WriteString("\nP " + text)
	}
}

func (d *digest) block(n *html.Node) {
	switch n.Data {
	case "p":
		if level := attr(n, "data-heading"); level != "" && d.dialect.guessedHeadings {
			d.headline(n, "h"+level)
			return
		}
		d.blocks(n)
	case "aside", "div":
		d.blocks(n)
	case "math":
		d.formulaBlock(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		d.headline(n, n.Data)
	case "blockquote":
		d.quotes++
		d.enclose(n, n.Data)
		d.quotes--
	case "ul", "li":
		d.enclose(n, n.Data)
	case "ol":
		d.enclose(n, "ol"+strconv.Itoa(firstNumber(n)))
	case "pre":
		d.code(n)
	case "table":
		d.table(n)
	case "tr", "thead", "tbody":
		d.blocks(n)
	default:
		if n.Type == html.ElementNode {
			d.WriteString("\n<" + n.Data + ">")
			d.blocks(n)
		}
	}
}

// headline writes down a heading that shows something; one that was guessed has
// no bold.
func (d *digest) headline(n *html.Node, name string) {
	line := digest{settings: d.settings, quotes: d.quotes, heading: true, guessed: n.Data == "p"}
	line.children(n, "")
	d.links = append(d.links, line.links...)
	if line.Len() > 0 {
		d.WriteString("\n" + name + " " + line.String())
	}
}

func (d *digest) enclose(n *html.Node, name string) {
	d.WriteString("\n" + name + "(")
	d.blocks(n)
	d.WriteString(")")
}

func (d *digest) code(n *html.Node) {
	lang := infoString(attr(n, "data-lang"))
	if n.FirstChild != nil && n.FirstChild.Data == "code" {
		lang = strings.TrimPrefix(attr(n.FirstChild, "class"), "language-")
	}
	if d.dialect.engine == vitePress {
		lang = strings.TrimSuffix(lang, "-vue")
	}
	text := textContent(n)
	if !d.body {
		text = strings.TrimSuffix(text, "\n")
	}
	text = strings.ReplaceAll(text, wall, "")
	// Within a list goldmark drops the spaces of a line that has nothing else.
	text = blankLine.ReplaceAllString(text, "")
	if d.looseTabs {
		text = anySpace.ReplaceAllString(text, " ")
	}
	if d.looseCode {
		text = strings.TrimLeft(strings.TrimRightFunc(text, unicode.IsSpace), "\n")
	}
	d.WriteString("\ncode " + lang + "[" + text + "]")
}

var anySpace = regexp.MustCompile(`[ \t]+`)

var blankLine = regexp.MustCompile(`(?m)^[ \t\x{00a0}\x{3000}]+$`)

// table leaves out empty rows, empty cells at the end of a row, and a table of
// nothing else.
func (d *digest) table(n *html.Node) {
	table := digest{}
	for row := range n.Descendants() {
		if row.Data != "tr" {
			continue
		}
		line := digest{settings: d.settings}
		for _, cell := range rowCells(row) {
			line.WriteString("|")
			line.children(cell, "")
		}
		d.links = append(d.links, line.links...)
		if cells := strings.TrimRight(line.String(), "|"); cells != "" {
			table.WriteString("\n" + cells)
		}
	}
	if table.Len() > 0 {
		d.WriteString("\ntable(" + table.String() + ")")
	}
}

func (d *digest) children(n *html.Node, marks string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.inline(c, marks)
	}
}

func (d *digest) inline(n *html.Node, marks string) {
	if n.Type == html.TextNode {
		d.text(n.Data, marks)
		return
	}
	switch n.Data {
	case "br":
	case "strong", "em", "del", "sub", "sup":
		d.children(n, d.addMark(marks, n.Data))
	case "math":
		d.formula(n, marks)
	case "code":
		d.WriteString("`")
		code := collapseSpace(textContent(n))
		if d.looseCode {
			code = strings.Trim(code, " ")
		}
		if code != " " {
			d.text(strings.ReplaceAll(code, " ", "␠"), marks)
		}
		d.WriteString("`")
	case "img":
		d.picture(n, marks)
	case "a":
		d.link(n, marks)
	default:
		d.WriteString("<" + n.Data + ">")
		d.children(n, marks)
	}
}

// addMark adds the sign of an element to a set of marks, kept in one order.
func (d *digest) addMark(marks, name string) string {
	if d.guessed && name == "strong" || d.heading && name == "del" && d.dialect.plainHeadings || !d.dialect.rawHTML && len(name) == 3 && name != "del" {
		return marks
	}
	all := ""
	for _, m := range []struct{ name, sign string }{{"strong", "s"}, {"em", "e"}, {"del", "d"}, {"sub", "v"}, {"sup", "^"}} {
		if m.name == name || strings.Contains(marks, m.sign) {
			all += m.sign
		}
	}
	return all
}

func (d *digest) text(s, marks string) {
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r):
			continue
		case marks != "" && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			d.WriteString("/" + marks + "/")
		}
		d.WriteRune(r)
	}
}

func (d *digest) picture(n *html.Node, marks string) {
	src, alt := attr(n, "src"), attr(n, "alt")
	if d.body {
		index, _ := clean.AssetIndex(src)
		src = imageTarget(index)
	}
	if src == "" {
		d.text(alt, marks)
		return
	}
	if d.rawAlt {
		alt = html.UnescapeString(html.UnescapeString(alt))
		alt = altEscape.ReplaceAllString(alt, "$1")
	}
	d.WriteString("![")
	d.text(alt, "")
	d.WriteString("](" + plainAddress(src) + ")")
}

// isAddressOf reports whether a link's text is its own address, but for signs
// that engines add or repair.
func isAddressOf(text, href string) bool {
	sounds := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}
	text, href = strings.Map(sounds, plainAddress(text)), strings.Map(sounds, href)
	return text != "" && (text == href || "http"+text == href || "https"+text == href || "mailto"+text == href)
}

func looksLikeAddress(text string) bool {
	text = strings.TrimFunc(text, isInvisible)
	return strings.HasPrefix(text, "www.") || strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://")
}

// linkText is what a link shows, the alt texts of images without a destination
// among it.
func (d *digest) linkText(link *html.Node) string {
	var b strings.Builder
	for n := range link.Descendants() {
		switch index, ok := clean.AssetIndex(attr(n, "src")); {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case d.body && ok && imageTarget(index) == "":
			b.WriteString(attr(n, "alt"))
		}
	}
	return b.String()
}

// link leaves out the brackets of a link that shows its own address: an engine
// may have made it of text.
func (d *digest) link(n *html.Node, marks string) {
	target := attr(n, "href")
	if index, ok := clean.AssetIndex(target); ok && d.body {
		if target = imageTarget(index); target == "" {
			d.children(n, marks)
			return
		}
	}
	href := plainAddress(target)
	d.links = append(d.links, href)
	text := d.linkText(n)
	if isAddressOf(text, href) || d.looseLinks && looksLikeAddress(text) {
		d.children(n, marks)
		return
	}
	d.WriteString("[")
	d.children(n, marks)
	d.WriteString("](" + href + ")")
}

var altEscape = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

var percentCode = regexp.MustCompile(`%[0-9a-fA-F]{2}`)

// plainAddress is an address without its percent escapes, and with slashes where
// browsers take backslashes for such.
func plainAddress(address string) string {
	return strings.ReplaceAll(percentCode.ReplaceAllStringFunc(address, func(code string) string {
		plain, _ := url.PathUnescape(code)
		return plain
	}), `\`, "/")
}
