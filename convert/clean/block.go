package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// build makes the clean body's blocks from the raw body. Containers without a
// meaning of their own are transparent; inline content between blocks becomes
// paragraphs.
func (c *cleaner) build(raw *html.Node) *html.Node {
	if hasDescendant(raw, func(n *html.Node) bool { return n.DataAtom == atom.H1 }) {
		c.shift = 1
	}
	b := builder{cleaner: c, root: element(atom.Div)}
	b.children(raw, format{})
	b.flush()
	return b.root
}

// builder collects the blocks of one container.
type builder struct {
	*cleaner
	root *html.Node
	// runs is the inline content since the last block.
	runs []run
}

// collect gives the blocks that fill makes in a container of its own.
func (b *builder) collect(fill func(inner *builder)) *html.Node {
	inner := builder{cleaner: b.cleaner, root: element(atom.Div)}
	fill(&inner)
	inner.flush()
	return inner.root
}

// inside collects the blocks inside an element.
func (b *builder) inside(n *html.Node, f format) *html.Node {
	return b.collect(func(inner *builder) { inner.children(n, f) })
}

func (b *builder) children(n *html.Node, f format) {
	for d := n.FirstChild; d != nil; {
		next := d.NextSibling
		b.node(d, f)
		d = next
	}
}

func (b *builder) node(n *html.Node, f format) {
	switch n.Type {
	case html.TextNode:
		b.runs = append(b.runs, run{format: f, text: n.Data})
	case html.ElementNode:
		b.element(n, f)
	}
}

func (b *builder) element(n *html.Node, f format) {
	switch n.DataAtom {
	case atom.Br:
		b.runs = append(b.runs, run{format: f, br: true})
	case atom.Img:
		n.Parent.RemoveChild(n)
		b.runs = append(b.runs, run{format: f, img: n})
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.heading(n, f.within(n))
	case atom.Ul, atom.Ol:
		b.list(n, f.within(n))
	case atom.Table:
		b.table(n, f.within(n))
	case atom.Blockquote:
		b.quote(n, f.within(n))
	case atom.Hr:
		b.block(element(atom.Hr))
	case atom.Pre, atom.Aside:
		b.finished(n, f)
	default:
		b.container(n, f.within(n))
	}
}

// container passes over an element: a block ends the paragraph before it and
// the one it holds.
func (b *builder) container(n *html.Node, f format) {
	if !isBlock(n) {
		b.children(n, f)
		return
	}
	b.flush()
	b.children(n, f)
	b.flush()
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav,
		atom.Figure, atom.Figcaption, atom.Address, atom.Center, atom.Dl, atom.Dt, atom.Dd, atom.Li,
		atom.Fieldset, atom.Form, atom.Details, atom.Summary, atom.Tr, atom.Td, atom.Th, atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Caption, atom.Svg:
		return !isInlineBlock(n)
	}
	return n.Data == "foreignObject"
}

// isInlineBlock reports a block that its style sets into the line.
func isInlineBlock(n *html.Node) bool {
	return keyword(n, "display") == "inline"
}

// flush ends the paragraph at hand. Two breaks in a row end one too.
func (b *builder) flush() {
	runs := b.runs
	b.runs = nil
	for _, part := range splitAtDoubleBreaks(runs) {
		b.append(atom.P, paragraph(part))
	}
}

func (b *builder) append(a atom.Atom, content []*html.Node) {
	if len(content) == 0 {
		return
	}
	p := element(a)
	for _, n := range content {
		p.AppendChild(n)
	}
	b.root.AppendChild(p)
}

// splitAtDoubleBreaks parts runs where breaks follow each other with nothing
// to see between them.
func splitAtDoubleBreaks(runs []run) [][]run {
	var parts [][]run
	start, breaks, lastBreak := 0, 0, 0
	for i, r := range runs {
		switch {
		case r.br:
			if breaks++; breaks == 1 {
				lastBreak = i
			}
		case r.shows():
			if breaks > 1 {
				parts = append(parts, runs[start:lastBreak:lastBreak])
				start = i
			}
			breaks = 0
		}
	}
	return append(parts, runs[start:])
}

// block puts a finished block behind the paragraph at hand.
func (b *builder) block(n *html.Node) {
	b.flush()
	b.root.AppendChild(n)
}

// finished moves a block that an earlier pass made.
func (b *builder) finished(n *html.Node, f format) {
	n.Parent.RemoveChild(n)
	if a := n.FirstChild; n.DataAtom == atom.Aside && f.href != "" && a != nil && a.DataAtom != atom.A {
		link := element(atom.A, html.Attribute{Key: "href", Val: f.href})
		n.RemoveChild(a)
		link.AppendChild(a)
		n.AppendChild(link)
	}
	b.block(n)
}

// heading keeps the level, one lower where the body has a heading of the
// title's level. Bold means nothing in a heading. One without text is no
// heading.
func (b *builder) heading(n *html.Node, f format) {
	b.flush()
	inner := builder{cleaner: b.cleaner, root: element(atom.Div)}
	inner.children(n, f)
	runs := inner.runs
	hasBlocks := inner.root.FirstChild != nil
	if hasBlocks || !showsText(runs) {
		inner.flush()
		b.adopt(inner.root)
		return
	}
	for i := range runs {
		runs[i].marks &^= bold
	}
	level, _ := strconv.Atoi(n.Data[1:])
	name := "h" + strconv.Itoa(min(level+b.shift, 6))
	b.append(atom.Lookup([]byte(name)), paragraph(runs))
}

func showsText(runs []run) bool {
	for _, r := range runs {
		if r.isText() && r.shows() {
			return true
		}
	}
	return false
}

// adopt moves the blocks of another container behind the own ones.
func (b *builder) adopt(root *html.Node) {
	b.flush()
	for d := root.FirstChild; d != nil; d = root.FirstChild {
		root.RemoveChild(d)
		b.root.AppendChild(d)
	}
}

func (b *builder) quote(n *html.Node, f format) {
	inner := b.inside(n, f)
	if inner.FirstChild == nil {
		return
	}
	quote := element(atom.Blockquote)
	moveChildren(quote, inner)
	b.block(quote)
}

func moveChildren(to, from *html.Node) {
	for d := from.FirstChild; d != nil; d = from.FirstChild {
		from.RemoveChild(d)
		to.AppendChild(d)
	}
}

// list builds a list from its items. A list beside the items belongs to the
// item before it; anything else that shows is an item.
func (b *builder) list(n *html.Node, f format) {
	list := element(n.DataAtom)
	if start := attr(n, "start"); n.DataAtom == atom.Ol && isStart(start) {
		list.Attr = []html.Attribute{{Key: "start", Val: start}}
	}
	for d := n.FirstChild; d != nil; {
		next := d.NextSibling
		b.item(list, d, f)
		d = next
	}
	if list.FirstChild != nil {
		b.block(list)
	}
}

func isStart(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 0 && n != 1 && n < 1e9
}

func (b *builder) item(list, n *html.Node, f format) {
	var content *html.Node
	if n.DataAtom == atom.Li {
		content = b.inside(n, f.within(n))
	} else {
		content = b.collect(func(inner *builder) { inner.node(n, f) })
	}
	switch {
	case content.FirstChild == nil:
	case isList(n) && list.LastChild != nil:
		moveChildren(asBlocks(list.LastChild), content)
	default:
		li := element(atom.Li)
		moveChildren(li, unwrapSingle(content))
		list.AppendChild(li)
	}
}

func isList(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

// unwrapSingle gives the content of a paragraph that is alone but for lists
// behind it, as the vocabulary has it in items and cells.
func unwrapSingle(inner *html.Node) *html.Node {
	p := inner.FirstChild
	if p.DataAtom == atom.P && p.NextSibling == nil {
		return p
	}
	return inner
}

// asBlocks wraps the inline content of an item into a paragraph, so that
// blocks can follow it.
func asBlocks(li *html.Node) *html.Node {
	if li.FirstChild == nil || isCleanBlock(li.FirstChild) {
		return li
	}
	p := element(atom.P)
	moveChildren(p, li)
	li.AppendChild(p)
	return li
}

func isCleanBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.Table, atom.Hr, atom.Aside:
		return true
	}
	return len(n.Data) == 2 && strings.HasPrefix(n.Data, "h") && n.Type == html.ElementNode
}
