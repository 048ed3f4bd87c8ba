package comment

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// Shown is what a page says beside its article.
type Shown struct {
	Comments []article.Comment
	// Count is the number that the page gives for its comments, "" for none.
	Count string
}

// forms are the ways in which tools write comments into a page. mark is rare
// in pages that have none, and begin is what the comments begin with.
var forms = []struct {
	mark, begin string
	read        func(src []byte) Shown
}{
	{waeMark, waeBegin, inside(readWAE)},
	{footMark, footBegin, inside(readFoot)},
	{xwdMark, xwdMark, readXWD},
}

// InPage reads the comments at the end of a page, whose text is UTF-8.
func InPage(src []byte) Shown {
	for _, form := range forms {
		if !bytes.Contains(src, []byte(form.mark)) {
			continue
		}
		if at := bytes.LastIndex(src, []byte(form.begin)); at >= 0 {
			if shown := form.read(src[at:]); len(shown.Comments) > 0 {
				return shown
			}
		}
	}
	return Shown{}
}

// inside reads the element that bytes begin with, where it is what the page
// ends with: an author could write the same into a body, but not after it.
func inside(read func(n *html.Node) Shown) func([]byte) Shown {
	return func(src []byte) Shown {
		nodes, err := html.ParseFragment(bytes.NewReader(src), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		if err != nil || len(nodes) == 0 || nodes[0].DataAtom != atom.Div || !isEnd(nodes[1:]) {
			return Shown{}
		}
		return read(nodes[0])
	}
}

// isEnd reports whether nothing comes that a reader would see but the window
// that wechatDownload opens for replies.
func isEnd(nodes []*html.Node) bool {
	for _, n := range nodes {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			return false
		case n.Type == html.ElementNode && n.DataAtom != atom.Script && n.DataAtom != atom.Style && !hasClass(n, "dialog"):
			return false
		}
	}
	return true
}

func hasClass(n *html.Node, class string) bool {
	for name := range strings.FieldsSeq(attr(n, "class")) {
		if name == class {
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

// elements are the children of a node that are elements.
func elements(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			list = append(list, c)
		}
	}
	return list
}

// child is the first element among a node's children that has a class, nil for
// none.
func child(n *html.Node, class string) *html.Node {
	for _, c := range elements(n) {
		if hasClass(c, class) {
			return c
		}
	}
	return nil
}

// written is the text of a node as its writer typed it: tools put it into the
// page as HTML, so that what looks like an element there was text. line breaks
// and spans are the tools' own.
func written(n *html.Node) string {
	var b strings.Builder
	if n != nil {
		write(&b, n)
	}
	return b.String()
}

func write(b *strings.Builder, n *html.Node) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		case c.DataAtom == atom.Span:
			write(b, c)
		default:
			writeElement(b, c)
		}
	}
}

func writeElement(b *strings.Builder, n *html.Node) {
	b.WriteByte('<')
	b.WriteString(n.Data)
	for _, a := range n.Attr {
		b.WriteString(" " + a.Key + `="` + a.Val + `"`)
	}
	b.WriteByte('>')
	write(b, n)
	if n.FirstChild != nil || !isVoid(n.DataAtom) {
		b.WriteString("</" + n.Data + ">")
	}
}

func isVoid(name atom.Atom) bool {
	switch name {
	case atom.Img, atom.Hr, atom.Input, atom.Embed, atom.Source, atom.Link, atom.Meta, atom.Wbr:
		return true
	}
	return false
}
