package page

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parseParts is the slow way: the whole page is parsed.
func parseParts(src []byte) (*parts, *html.Node, error) {
	p := newParts()
	src = closeEmptied(src)
	doc, err := parseStandard(src)
	if err != nil {
		p.deep = true
		doc, err = parseStandard(flatten(src))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("parsing page: %w", err)
	}
	p.collect(doc)
	p.closed = p.bodyTag == nil || closes(src, p.bodyTag)
	p.templateCut = p.template != nil && !templateCloses(src)
	return p, doc, nil
}

// parseStandard parses a page as one with a doctype, as the quick way parses
// its pieces: without one, a table would stay inside the paragraph before it.
func parseStandard(src []byte) (*html.Node, error) {
	return html.Parse(io.MultiReader(strings.NewReader("<!DOCTYPE html>"), bytes.NewReader(src)))
}

// collect walks the tree in document order; the inside of the body is the
// author's and holds nothing of the page's own.
func (p *parts) collect(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.CommentNode:
			p.addComment([]byte(c.Data))
		case html.ElementNode:
			if c.DataAtom == atom.Template {
				continue
			}
			if p.body == nil && (attrOf(c, "id") == bodyID && !isRawText(c.Data) || isChannelNote(c)) {
				p.bodyTag = bare(c)
				p.addBody(c)
				continue
			}
			p.collectElement(c)
			p.collect(c)
		}
	}
}

func (p *parts) collectElement(n *html.Node) {
	switch n.DataAtom {
	case atom.Script:
		p.addScript(n.Attr, []byte(rawTextOf(n)))
	case atom.Title:
		if n.Namespace == "" {
			p.addTitle(rawTextOf(n))
		}
	case atom.Meta:
		p.addMeta(n.Attr)
	}
	if isRawText(n.Data) {
		return
	}
	for _, name := range wantedNames(n.Attr) {
		if len(p.elements[name]) < maxElements {
			p.elements[name] = append(p.elements[name], wantedNode(n, name))
		}
	}
}

// addBody takes the inside of #js_content. Of the element itself only its
// classes tell something.
func (p *parts) addBody(n *html.Node) {
	p.body = insideOf(n)
	for _, name := range wantedNames(n.Attr) {
		if bareElements[name] {
			p.elements[name] = append(p.elements[name], bare(n))
		}
	}
}

func wantedNode(n *html.Node, name string) *html.Node {
	if bareElements[name] {
		return bare(n)
	}
	return withoutBody(n)
}

// withoutBody is the node, or a bare twin when the body stands inside it.
func withoutBody(n *html.Node) *html.Node {
	for d := range n.Descendants() {
		if attrOf(d, "id") == bodyID {
			return bare(n)
		}
	}
	return n
}

// bare is the element without what is in it.
func bare(n *html.Node) *html.Node {
	return &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr}
}

func rawTextOf(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// insideOf moves the children of a node into a div of their own.
func insideOf(n *html.Node) *html.Node {
	root := newDiv()
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		root.AppendChild(c)
	}
	return root
}
