package item

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// markdown is a reader for what a tool wrote as Markdown: read takes from it
// what stands around the article and leaves the article's own text.
func markdown(read func(t *text) error) func(json.RawMessage) (*Statement, error) {
	return func(item json.RawMessage) (*Statement, error) {
		var file struct{ Name, Text string }
		if err := json.Unmarshal(item, &file); err != nil {
			return nil, err
		}
		t := &text{source: unify(file.Text)}
		if err := read(t); err != nil {
			return nil, err
		}
		return t.statement()
	}
}

// unify makes line ends LF and drops the byte order mark.
func unify(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// text is an article in the words of another tool.
type text struct {
	article article.Article
	// source is the Markdown that is still to be read.
	source string
	// body is what was read of it, nil where nothing was.
	body *blocks
	// comments are what the file has under the article.
	comments []article.Comment
}

// parse reads the rest of the source as the body.
func (t *text) parse() error {
	if isTangled(t.source) {
		return errTangled
	}
	var b bytes.Buffer
	if err := newMarkdown().Convert([]byte(t.source), &b); err != nil {
		return fmt.Errorf("reading Markdown: %w", err)
	}
	t.source = ""
	return t.parseHTML(b.String())
}

// maxSteps is how much work reading may take that grows faster than the text:
// some seconds.
const maxSteps = 1e10

var errTangled = errors.New("text nests so much that reading it would take too long")

// isTangled tells text that would be read for hours: each link without an end
// is followed to the end of its paragraph, and each quote or list goes through
// all those that it stands in.
func isTangled(source string) bool {
	steps := 0.0
	for paragraph := range strings.SplitSeq(source, "\n\n") {
		steps += float64(strings.Count(paragraph, "](")) * float64(len(paragraph))
	}
	for line := range strings.SplitSeq(source, "\n") {
		depth := len(line) - len(strings.TrimLeft(line, "> \t-+*0123456789.)"))
		steps += float64(depth) * float64(depth)
	}
	return steps > maxSteps
}

func (t *text) parseHTML(src string) error {
	root, err := page.Fragment(src)
	if err != nil {
		return fmt.Errorf("reading body: %w", err)
	}
	t.body = &blocks{root}
	return nil
}

// newMarkdown reads Markdown as the tools mean it: with tables, with HTML, and
// with emphasis wherever it stands.
func newMarkdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(emphasis{}, 499))),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
}

// statement is what was read. A body without anything to see is none.
func (t *text) statement() (*Statement, error) {
	s := &Statement{Article: t.article, Trust: article.TrustText, Comments: t.comments}
	if t.body != nil && t.body.show() {
		s.Form, s.Body = article.FormMarkdown, t.body.root
		s.Article.Losses = []article.Loss{{
			Code: article.LossConverted, What: "text that another tool converted; what it lost is gone",
		}}
	}
	if s.Body == nil && s.Article.Title == "" && s.Article.URL == "" {
		return nil, ErrNothing
	}
	return s, nil
}

// setAddress takes an address of the article, and what it says.
func (t *text) setAddress(raw string) {
	a, ok := article.ParseAddress(raw)
	if !ok {
		return
	}
	t.article.URL = article.CleanURL(raw)
	t.article.Key, t.article.SN = a.Key, a.SN
	if a.ShortID != "" {
		t.article.ShortIDs = []string{a.ShortID}
	}
}

// times are the forms in which tools write when an article was published, in
// Beijing time where they do not say.
var times = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006年01月02日 15:04", "2006-01-02", "2006/01/02",
}

// parseTime is zero for what is no time.
func parseTime(s string) time.Time {
	for _, layout := range times {
		if when, err := time.ParseInLocation(layout, strings.TrimSpace(s), article.Zone); err == nil {
			return when.In(article.Zone)
		}
	}
	return time.Time{}
}

// oneLine is a text with single spaces for all white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cutLine is the first line and the lines after it.
func cutLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(s, "\n")
	return strings.TrimRight(line, " "), rest
}
