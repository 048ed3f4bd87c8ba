package fidelity

import (
	"bufio"
	"bytes"
	stdhtml "html"
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// Reader reads Markdown as a site generator does. It serves one goroutine at
// a time.
type Reader struct {
	parser, mathParser parser.Parser
}

// NewReader makes a reader of CommonMark with tables, strikethrough and
// formulas between dollar signs, the dialect of the archive's copies.
func NewReader() *Reader {
	plain := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	math := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, passthrough.New(passthrough.Config{
		InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}},
		BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
	})))
	return &Reader{parser: plain.Parser(), mathParser: math.Parser()}
}

// Markdown reads what a reader of the rendered text would find.
func (r *Reader) Markdown(src []byte) Content {
	p := r.parser
	if bytes.IndexByte(src, '$') >= 0 {
		p = r.mathParser
	}
	m := markdownReader{src: src}
	m.children(p.Parse(text.NewReader(src)), setting{})
	return m.Content
}

// markdownReader reads the tree of a Markdown document in one walk.
type markdownReader struct {
	Content
	src []byte
}

func (m *markdownReader) children(n ast.Node, s setting) {
	for d := n.FirstChild(); d != nil; d = d.NextSibling() {
		m.node(d, s)
	}
}

func (m *markdownReader) node(n ast.Node, s setting) {
	if n.Type() == ast.TypeBlock {
		m.addGap()
	}
	switch n := n.(type) {
	case *ast.Text:
		m.text(n, s)
	case *ast.String:
		m.addText(string(n.Value), s.bold && !s.head)
	case *ast.AutoLink:
		m.addText(string(n.Label(m.src)), s.bold && !s.head)
	case *ast.Image:
		m.addImage(plain(n.Destination, false))
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for line := range strings.SplitSeq(string(n.Lines().Value(m.src)), "\n") {
			m.addCode(line)
		}
	case *passthrough.PassthroughInline:
		m.addMath(formula(n.Segment.Value(m.src), n.Delimiters))
	case *passthrough.PassthroughBlock:
		m.addMath(formula(n.Lines().Value(m.src), n.Delimiters))
	case *tables.TableCell:
		m.addCell(func() { m.children(n, s) })
	default:
		m.container(n, s)
	}
}

// container reads a node that only holds others.
func (m *markdownReader) container(n ast.Node, s setting) {
	switch n := n.(type) {
	case *ast.Link:
		m.addLink(plain(n.Destination, false))
	case *ast.Emphasis:
		s.bold = s.bold || n.Level == 2
	case *ast.Heading, *tables.TableHeader:
		s.head = true
	}
	m.children(n, s)
}

func (m *markdownReader) text(n *ast.Text, s setting) {
	m.addText(plain(n.Value(m.src), n.IsRaw()), s.bold && !s.head)
	if n.SoftLineBreak() || n.HardLineBreak() {
		m.addGap()
	}
}

// formula is the LaTeX between its delimiters.
func formula(value []byte, d *passthrough.Delimiters) string {
	value = bytes.TrimPrefix(value, []byte(d.Open))
	return string(bytes.TrimSuffix(value, []byte(d.Close)))
}

// plain undoes escapes and entities, which the parser leaves to renderers.
func plain(value []byte, raw bool) string {
	if raw || !bytes.ContainsAny(value, `\&`) {
		return string(value)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	html.DefaultWriter.Write(w, value)
	// Writing to memory cannot fail.
	_ = w.Flush()
	return stdhtml.UnescapeString(b.String())
}
