package fidelity

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// Raw reads the raw body of a page as a browser would show it.
func Raw(root *html.Node) Content {
	r := rawReader{Content: Content{Text: make([]rune, 0, usualLength)}}
	r.children(root, setting{sizeless: lookOf(root).sizeless == on})
	return r.Content
}

// usualLength is how many characters most bodies have at most.
const usualLength = 4096

// rawReader reads a raw body in one walk.
type rawReader struct {
	Content
	// typed is how many visible characters to come are a list's marker, which
	// the author typed and the list itself shows.
	typed int
}

// setting is how the text at a place in a body is set.
type setting struct {
	// sizeless says that it has size zero, bold that it is bold.
	sizeless, bold bool
	// head says that it stands where bold means nothing: in a heading, in the
	// head of a table.
	head bool
	// fixed says that its font is of a fixed width.
	fixed bool
	// marked says that it is set as code, or above or below the line; linked
	// that a link is around it.
	marked, linked bool
	// data says that the next cell is one of a table of data, cell that it is
	// inside one.
	data, cell bool
}

func (s setting) within(n *html.Node, l look) setting {
	switch n.DataAtom {
	case atom.Strong, atom.B:
		s.bold = true
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th, atom.Thead:
		s.head = true
	case atom.Code:
		s.marked = s.marked || !isLayoutCode(n)
	case atom.Tt, atom.Kbd, atom.Samp, atom.Sub, atom.Sup:
		s.marked = true
	case atom.A:
		s.linked = s.linked || usableHref(n) != ""
	case atom.Table:
		s.data = clean.IsDataTable(n)
	}
	s.sizeless, s.bold = l.sizeless.over(s.sizeless), l.bold.over(s.bold)
	s.fixed = s.fixed || l.fixed || n.DataAtom == atom.Code
	return s
}

func (r *rawReader) node(n *html.Node, s setting) {
	switch n.Type {
	case html.TextNode:
		if !s.sizeless {
			r.text(n.Data, s.bold && !s.head)
		}
	case html.ElementNode:
		if l := lookOf(n); !l.hidden || isFormulaScript(n) {
			r.block(n, l)
			r.set(n, s.within(n, l), s)
			r.block(n, l)
		}
	}
}

// block parts the text at an edge of a block.
func (r *rawReader) block(n *html.Node, l look) {
	switch n.DataAtom {
	case atom.Svg, atom.Hr, atom.Pre, atom.Ul, atom.Ol, atom.Blockquote, atom.Table, atom.Td, atom.Th, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.part()
		return
	}
	if l.block || isBlockName(n) {
		r.part()
	}
}

// set reads an element that is set as s says; around is what holds outside.
func (r *rawReader) set(n *html.Node, s, around setting) {
	start := len(r.Text)
	r.element(n, s)
	if s.head && !around.head {
		r.heads = append(r.heads, Span{start, len(r.Text)})
	}
	if s.fixed && !around.fixed {
		r.fixed = append(r.fixed, Span{start, len(r.Text)})
	}
}

// text adds text without the marker that was typed before it.
func (r *rawReader) text(s string, strong bool) {
	if r.typed > 0 {
		s, r.typed = withoutTyped(s, r.typed)
	}
	r.addText(s, strong)
}

func (r *rawReader) element(n *html.Node, s setting) {
	if source, _ := clean.Formula(n); source != "" {
		r.addMath(source)
		return
	}
	switch {
	case clean.IsPicture(n):
		r.picture(n)
	case isCodeElement(n):
		r.code(n, s)
	case clean.IsEmbed(n):
		r.part()
		r.Embeds = append(r.Embeds, n.Data)
		if isSwallowing(n) {
			r.children(n, s)
		}
	default:
		if address := clean.ContentBackground(n); address != "" {
			r.addImage(address)
		}
		r.container(n, s)
	}
}

func (r *rawReader) picture(n *html.Node) {
	if asset, data := clean.ImageSource(n); asset.URL != "" || asset.Ref != "" || data != nil {
		r.addImage(cmp.Or(asset.URL, asset.Ref))
	}
}

// isShownPicture reports a picture that has a source.
func isShownPicture(n *html.Node) bool {
	if !clean.IsPicture(n) {
		return false
	}
	asset, data := clean.ImageSource(n)
	return asset.URL != "" || asset.Ref != "" || data != nil
}

// container reads an element that only holds others.
func (r *rawReader) container(n *html.Node, s setting) {
	switch n.DataAtom {
	case atom.A:
		if s.linked && shows(n) {
			r.link(n)
		}
	case atom.Ul, atom.Ol:
		r.list(n, s)
		return
	case atom.Td, atom.Th:
		if s.data {
			s.cell = true
			r.addCell(func() { r.children(n, s) })
			return
		}
		r.addGap()
	case atom.Blockquote:
		r.addGap()
		r.children(n, s)
		r.quoteSource(n, s)
		return
	case atom.P, atom.Section, atom.Div, atom.Br, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.addGap()
	}
	r.children(n, s)
}

func (r *rawReader) link(n *html.Node) {
	if href := usableHref(n); href != "" {
		r.addLink(href)
	}
}

// list reads the items of a list without the markers typed in them. One that
// shows nothing can stand before the marker of the item it is in.
func (r *rawReader) list(n *html.Node, s setting) {
	var typed map[*html.Node]int
	if !s.marked {
		typed = markers(n, s.sizeless)
	}
	around := r.typed
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		r.addGap()
		r.typed = typed[d]
		r.node(d, s)
	}
	r.typed = around
}

func (r *rawReader) children(n *html.Node, s setting) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		r.node(d, s)
	}
}

func hasClass(n *html.Node, class string) bool {
	list := attr(n, "class")
	return strings.Contains(list, class) && slices.Contains(strings.Fields(list), class)
}

func attr(n *html.Node, name string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return n.Attr[i].Val
		}
	}
	return ""
}
