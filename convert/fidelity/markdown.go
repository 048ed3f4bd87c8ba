package fidelity

import (
	"bufio"
	"bytes"
	stdhtml "html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// Reader reads Markdown as a site generator does. It serves one goroutine at
// a time.
type Reader struct {
	parser parser.Parser
}

// NewReader makes a reader of CommonMark with tables and strikethrough, the
// dialect of the archive's copies.
func NewReader() *Reader {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	return &Reader{parser: md.Parser()}
}

// Markdown reads what a reader of the rendered text would find.
func (r *Reader) Markdown(src []byte) Content {
	var c Content
	doc := r.parser.Parse(text.NewReader(src))
	// The walk cannot fail: readNode returns no error.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		return c.readNode(n, src), nil
	})
	return c
}

func (c *Content) readNode(n ast.Node, src []byte) ast.WalkStatus {
	switch n := n.(type) {
	case *ast.Text:
		c.addText(plain(n.Value(src), n.IsRaw()))
	case *ast.String:
		c.addText(string(n.Value))
	case *ast.AutoLink:
		c.addText(string(n.Label(src)))
	case *ast.Link:
		c.addLink(plain(n.Destination, false))
	case *ast.Image:
		c.Images++
		return ast.WalkSkipChildren
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for line := range strings.SplitSeq(string(n.Lines().Value(src)), "\n") {
			c.addCode(line)
		}
		return ast.WalkSkipChildren
	}
	return ast.WalkContinue
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
