package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// build makes the clean body's blocks from the raw body. Containers without a
// meaning of their own are transparent; inline content between blocks becomes
// paragraphs.
func (c *cleaner) build(raw *html.Node) *html.Node {
	if hasDescendant(raw, isTopHeading) {
		c.shift = 1
	}
	b := builder{cleaner: c, root: element(atom.Div)}
	b.children(raw, format{})
	b.flush()
	return b.root
}

func isTopHeading(n *html.Node) bool { return n.DataAtom == atom.H1 && !isBlankText(n) }

func isBlankText(n *html.Node) bool { return strings.TrimFunc(textContent(n), isBlank) == "" }

// builder collects the blocks of one container.
type builder struct {
	*cleaner
	root *html.Node
	// runs is the inline content since the last block.
	runs []run
	// depth is how many lists and quotes are open around the container.
	depth int
}

// maxDepth is how deep lists and quotes may nest: no page is read that way,
// and a parser would not read the clean body again.
const maxDepth = 100

// collect gives the blocks that fill makes in a container of its own.
func (b *builder) collect(fill func(inner *builder)) *html.Node {
	inner := builder{cleaner: b.cleaner, root: element(atom.Div), depth: b.depth + 1}
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
	if b.depth == maxDepth && (isList(n) || n.DataAtom == atom.Blockquote) {
		b.tooDeep(n, f)
		return
	}
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
	case atom.Pre:
		b.finished(n)
	case atom.Aside:
		b.aside(n, f)
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

// tooDeep makes a container of a list or a quote.
func (b *builder) tooDeep(n *html.Node, f format) {
	if !b.deep {
		b.deep = true
		b.lose(article.LossDepth, "lists or quotes nested too deep were joined; their text is whole")
	}
	b.layout(n, f.within(n))
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav,
		atom.Figure, atom.Figcaption, atom.Address, atom.Center, atom.Dl, atom.Dt, atom.Dd, atom.Li,
		atom.Fieldset, atom.Form, atom.Details, atom.Summary, atom.Tr, atom.Td, atom.Th, atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Caption, atom.Svg, atom.Aside:
		return !isSetInline(n)
	}
	return n.Data == "foreignObject"
}

// isSetInline reports a block that its style sets into the line. An
// inline-block is none: layout tools give it the whole width.
func isSetInline(n *html.Node) bool {
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
// to see between them; the breaks stay at the edges.
func splitAtDoubleBreaks(runs []run) [][]run {
	var parts [][]run
	start, breaks := 0, 0
	for i, r := range runs {
		switch {
		case r.br:
			breaks++
		case r.shows():
			if breaks > 1 {
				parts = append(parts, runs[start:i])
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
func (b *builder) finished(n *html.Node) {
	n.Parent.RemoveChild(n)
	b.block(n)
}

// aside keeps a card, which takes a link around it inside. Any other aside is
// the page's own and a container.
func (b *builder) aside(n *html.Node, f format) {
	if !isCard(n) {
		b.container(n, f.within(n))
		return
	}
	if f.href != "" && n.FirstChild.DataAtom != atom.A {
		link := element(atom.A, html.Attribute{Key: "href", Val: f.href})
		for _, d := range detach(n) {
			link.AppendChild(d)
		}
		n.AppendChild(link)
	}
	b.finished(n)
}

// heading keeps the level, one lower where the body has a heading of the
// title's level. Bold means nothing in a heading. One without text is no
// heading.
func (b *builder) heading(n *html.Node, f format) {
	b.flush()
	inner := builder{cleaner: b.cleaner, root: element(atom.Div), depth: b.depth}
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
	if start := firstNumber(n); start != "" {
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

// firstNumber is the number a list begins with; "" is the usual 1.
func firstNumber(list *html.Node) string {
	n, err := strconv.Atoi(attr(list, "start"))
	if list.DataAtom != atom.Ol || err != nil || n < 0 || n == 1 || n >= 1e9 {
		return ""
	}
	return strconv.Itoa(n)
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
		moveChildren(list.LastChild, content)
	default:
		li := element(atom.Li)
		moveChildren(li, unwrapItem(content))
		list.AppendChild(li)
	}
}

func isList(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

// unwrapItem takes the paragraph off an item that has only lists behind it:
// its text stands in the item itself, and the list can be written tight.
func unwrapItem(inner *html.Node) *html.Node {
	p := inner.FirstChild
	if p.DataAtom != atom.P {
		return inner
	}
	for d := p.NextSibling; d != nil; d = d.NextSibling {
		if !isList(d) {
			return inner
		}
	}
	for _, n := range detach(p) {
		inner.InsertBefore(n, p)
	}
	inner.RemoveChild(p)
	return inner
}
