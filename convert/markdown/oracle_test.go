package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"testing"

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
		goldmark.WithExtensions(extension.GFM, mathExtension),
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
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote, mathExtension),
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
	compareDigests(t, root, markdown, page, settings{dialect: d})
}

// compareDigests is compareShown for a reader of its own settings.
func compareDigests(t *testing.T, root *html.Node, markdown, page []byte, s settings) {
	t.Helper()
	shown, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	normalize(shown)
	want, got := digest{settings: s}, digest{settings: s}
	want.body = true
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
