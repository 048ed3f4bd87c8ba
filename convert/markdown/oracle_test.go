package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	htmlrenderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// A reader shows Markdown of one dialect as HTML, as the target would.
type reader func(markdown []byte) ([]byte, error)

func readGFM(markdown []byte) ([]byte, error) {
	var b bytes.Buffer
	err := goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithRendererOptions(htmlrenderer.WithUnsafe()),
	).Convert(markdown, &b)
	return b.Bytes(), err
}

var shortcodeComment = regexp.MustCompile(`(?s)\{\{<(/\*)(.*?)\*/>\}\}|\{\{%(/\*)(.*?)\*/%\}\}`)

// readHugo reads as stock Hugo does, but for the typographer.
func readHugo(markdown []byte) ([]byte, error) {
	rest := shortcodeComment.ReplaceAll(markdown, nil)
	if bytes.Contains(rest, []byte("{{<")) || bytes.Contains(rest, []byte("{{%")) || bytes.Contains(markdown, []byte(summaryDivider)) {
		return nil, fmt.Errorf("hugo would read a shortcode or a summary divider")
	}
	markdown = regexp.MustCompile(`(?s)(\{\{[<%])/\*(.*?)\*/([>%]\}\})`).ReplaceAll(markdown, []byte("$1$2$3"))
	var b bytes.Buffer
	err := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithAttribute()),
	).Convert(markdown, &b)
	return b.Bytes(), err
}

// imageTarget is the destination the tests give to asset n.
func imageTarget(n int) string {
	if n == 9 {
		return ""
	}
	return "../img (1)/图" + strconv.Itoa(n) + ".png"
}

// checkRoundTrip renders the body and compares what the reader shows with what
// the body shows.
func checkRoundTrip(t *testing.T, root *html.Node, d Dialect, read reader) {
	t.Helper()
	markdown, err := NewRenderer(d).Render(root, imageTarget)
	if err != nil {
		t.Fatal(err)
	}
	page, err := read(markdown)
	if err != nil {
		t.Fatalf("%v\nmarkdown:\n%s", err, markdown)
	}
	compareShown(t, root, d, markdown, page)
}

// compareShown reports where page, read from markdown, shows something else
// than the body.
func compareShown(t *testing.T, root *html.Node, d Dialect, markdown, page []byte) {
	t.Helper()
	compareDigests(t, root, markdown, page, &digest{dialect: d})
}

// compareDigests is compareShown with the settings of the digest of the page.
func compareDigests(t *testing.T, root *html.Node, markdown, page []byte, got *digest) {
	t.Helper()
	shown, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range shown.Descendants() {
		if n.Data == "s" {
			n.Data = "del"
		}
	}
	want := digest{dialect: got.dialect, body: true, rawAlt: got.rawAlt}
	want.blocks(root)
	got.blocks(findBody(shown))
	if w, g := want.String(), got.String(); w != g {
		body, _ := clean.Bytes(root)
		same := commonPrefix(w, g)
		t.Errorf("the page shows something else\nbody:\n%s\nmarkdown:\n%s\npage:\n%s\nwant …%.200s\ngot  …%.200s", body, markdown, page, w[same:], g[same:])
	}
	if missing, ok := missingLink(want.links, got.links); !ok {
		t.Errorf("link to %q is lost\nmarkdown:\n%s", missing, markdown)
	}
}

// commonPrefix is the length of what a and b begin with alike, less a little
// for context.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return max(0, n-20)
}

func missingLink(want, got []string) (string, bool) {
	for _, link := range want {
		for len(got) > 0 && got[0] != link {
			got = got[1:]
		}
		if len(got) == 0 {
			return link, false
		}
		got = got[1:]
	}
	return "", true
}

func findBody(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.Data == "body" {
			return n
		}
	}
	return doc
}

// digest writes down what a tree shows: its blocks, every visible character
// with the emphasis of letters and digits, links, images and code. White space
// outside code and what nobody sees are left out.
type digest struct {
	strings.Builder
	dialect Dialect
	body    bool // a clean body: images are named by asset
	heading bool
	// rawAlt: the reader leaves backslashes and references in alt texts, as
	// goldmark did before 1.7.
	rawAlt bool
	links  []string
}

func (d *digest) blocks(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		if end := endOfRun(c); end != c {
			line := digest{dialect: d.dialect, body: d.body, rawAlt: d.rawAlt}
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
	if line.Len() > 0 {
		d.WriteString("\nP " + line.String())
	}
}

func (d *digest) block(n *html.Node) {
	switch n.Data {
	case "p", "aside", "div":
		d.blocks(n)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		d.WriteString("\n" + n.Data + " ")
		d.heading = true
		d.children(n, "")
		d.heading = false
	case "blockquote", "ul", "li":
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
	text := textContent(n)
	if !d.body {
		text = strings.TrimSuffix(text, "\n")
	}
	text = strings.ReplaceAll(text, wall, "")
	// Within a list goldmark drops the spaces of a line that has nothing else.
	text = blankLine.ReplaceAllString(text, "")
	d.WriteString("\ncode " + lang + "[" + text + "]")
}

var blankLine = regexp.MustCompile(`(?m)^[ \t\x{00a0}\x{3000}]+$`)

// table leaves out empty rows, empty cells at the end of a row, and a table of
// nothing else.
func (d *digest) table(n *html.Node) {
	table := digest{}
	for row := range n.Descendants() {
		if row.Data != "tr" {
			continue
		}
		line := digest{dialect: d.dialect, body: d.body, rawAlt: d.rawAlt}
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
	case "code":
		d.WriteString("`")
		d.text(strings.ReplaceAll(strings.Map(oneLine, textContent(n)), " ", "␠"), marks)
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
	if d.heading && name == "del" && d.dialect.plainHeadings || !d.dialect.rawHTML && len(name) == 3 && name != "del" {
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

// link leaves out the brackets of a link that shows its own address: an engine
// may have made it of text.
func (d *digest) link(n *html.Node, marks string) {
	href := plainAddress(attr(n, "href"))
	d.links = append(d.links, href)
	shown := textContent(n)
	own := plainAddress(shown)
	if shown != "" && (own == href || "http://"+own == href || "https://"+own == href || "mailto:"+own == href) {
		d.children(n, marks)
		return
	}
	d.WriteString("[")
	d.children(n, marks)
	d.WriteString("](" + href + ")")
}

var altEscape = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

var percentCode = regexp.MustCompile(`%[0-9a-fA-F]{2}`)

func plainAddress(address string) string {
	return percentCode.ReplaceAllStringFunc(address, func(code string) string {
		plain, _ := url.PathUnescape(code)
		return plain
	})
}
