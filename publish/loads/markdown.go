package loads

import (
	"bufio"
	"bytes"
	stdhtml "html"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// markdown reads a document with tables, strikethrough and formulas between
// dollars, as the sites have them. HTML counts also where a site drops it.
func (f *finder) markdown(src []byte) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, passthrough.New(passthrough.Config{
		InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}},
		BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
	})))
	var raw bytes.Buffer
	f.node(md.Parser().Parse(text.NewReader(src)), src, &raw)
	f.html(raw.Bytes())
}

// node reads a node and what it holds; HTML is gathered, for an element may
// begin in one node and end in another.
func (f *finder) node(n ast.Node, src []byte, raw *bytes.Buffer) {
	switch n := n.(type) {
	case *ast.Image:
		f.add(resolved(n.Destination))
	case *ast.RawHTML:
		raw.Write(n.Segments.Value(src))
	case *ast.HTMLBlock:
		raw.Write(n.Lines().Value(src))
		if n.HasClosure() {
			raw.Write(n.ClosureLine.Value(src))
		}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		f.node(child, src, raw)
	}
}

// resolved is a destination without the escapes and entities that the parser
// leaves to renderers.
func resolved(destination []byte) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	html.DefaultWriter.Write(w, destination)
	// Writing to memory cannot fail.
	_ = w.Flush()
	return stdhtml.UnescapeString(b.String())
}
