package clean

import (
	"slices"
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
	c.survey = survey{characters: map[int]int{}}
	b := builder{cleaner: c, root: element(atom.Div)}
	b.children(raw, format{look: look{size: usualSize}})
	b.flush()
	joinSeries(b.root)
	c.survey.mark()
	return b.root
}

func isBlankText(n *html.Node) bool { return strings.TrimFunc(textContent(n), isBlank) == "" }

// builder collects the blocks of one container.
type builder struct {
	*cleaner
	root *html.Node
	// runs is the inline content since the last block.
	runs []run
	// depth is how many lists and quotes are open around the container.
	depth int
	// line says that the container is one line, a heading or a cell: no formula
	// stands by itself there.
	line bool
}

// maxDepth is how deep lists and quotes may nest: no page is read that way,
// and a parser would not read the clean body again.
const maxDepth = 100

// collect gives the blocks that fill makes in a container of its own.
func (b *builder) collect(fill func(inner *builder)) *html.Node {
	inner := builder{cleaner: b.cleaner, root: element(atom.Div), depth: b.depth + 1, line: b.line}
	fill(&inner)
	inner.flush()
	joinSeries(inner.root)
	return inner.root
}

// inside collects the blocks inside an element.
func (b *builder) inside(n *html.Node, f format) *html.Node {
	return b.collect(func(inner *builder) {
		inner.line = b.line || n.DataAtom == atom.Td || n.DataAtom == atom.Th
		inner.children(n, f)
	})
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
		b.leaf(n, f)
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
	case atom.Math:
		b.formula(n, f)
	case atom.Aside:
		b.aside(n, f)
	default:
		b.container(n, f.within(n))
	}
}

// container passes over an element, which is set as f says: a block ends the
// paragraph before it and the one it holds.
func (b *builder) container(n *html.Node, f format) {
	if !isBlockAs(n, f.display) {
		b.children(n, f)
		return
	}
	if b.depth < maxDepth && looksQuoted(n) {
		b.quote(n, f)
		return
	}
	b.flush()
	last := b.root.LastChild
	b.children(n, f)
	b.flush()
	if isFlex(f) {
		joinMarker(b.root, last)
	}
	if level := headingLevel(n); level != "" && b.depth == 0 {
		keepHeading(b.root, last, level)
	}
}

// tooDeep makes a container of a list or a quote.
func (b *builder) tooDeep(n *html.Node, f format) {
	if !b.deep {
		b.deep = true
		b.lose(article.LossDepth, "lists or quotes nested too deep were joined; their text is whole")
	}
	b.layout(n, f.within(n))
}

// isBlock reports an element that stands on lines of its own, by its style or
// else by its name. An inline-block does if its name says so: layout tools give
// it the whole width.
func isBlock(n *html.Node) bool { return isBlockAs(n, keyword(n, "display")) }

// isBlockAs is isBlock for a display that was read.
func isBlockAs(n *html.Node, display string) bool {
	switch display {
	case "inline":
		return false
	case "block", "flex", "grid", "table", "list-item", "flow-root", "-webkit-box":
		return true
	}
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav,
		atom.Figure, atom.Figcaption, atom.Address, atom.Center, atom.Dl, atom.Dt, atom.Dd, atom.Li,
		atom.Fieldset, atom.Form, atom.Details, atom.Summary, atom.Tr, atom.Td, atom.Th, atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Caption, atom.Svg, atom.Aside:
		return true
	}
	return n.Data == "foreignObject"
}

// flush ends the paragraph at hand. Two breaks in a row end one too.
func (b *builder) flush() {
	runs := b.runs
	b.runs = runs[:0]
	if !slices.ContainsFunc(runs, run.shows) {
		return
	}
	b.survey.count(runs)
	for _, part := range splitAtDoubleBreaks(runs) {
		p := b.append(atom.P, paragraph(part))
		if p != nil && b.depth == 0 {
			b.survey.consider(p, part)
		}
	}
}

// append adds an element with inline content, if there is any.
func (b *builder) append(a atom.Atom, content []*html.Node) *html.Node {
	if len(content) == 0 {
		return nil
	}
	p := element(a)
	for _, n := range content {
		p.AppendChild(n)
	}
	b.root.AppendChild(p)
	return p
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

// formula keeps a formula, which stands by itself where its source says so and
// there is room. Any other element of that name is a container.
func (b *builder) formula(n *html.Node, f format) {
	source := n.FirstChild
	if source == nil || source.Type != html.TextNode || source.NextSibling != nil || isBlankText(n) {
		b.container(n, f.within(n))
		return
	}
	n.RemoveChild(source)
	math := element(atom.Math)
	math.AppendChild(source)
	if attr(n, "display") == "block" && !b.line && f.href == "" {
		math.Attr = []html.Attribute{{Key: "display", Val: "block"}}
		b.block(math)
		return
	}
	source.Data = strings.Join(strings.Fields(source.Data), " ")
	b.leaf(math, f)
}

// leaf adds a picture or a formula to the paragraph at hand. Neither can be set
// as code.
func (b *builder) leaf(n *html.Node, f format) {
	f.marks &^= monospace
	b.runs = append(b.runs, run{format: f, leaf: n})
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

// adopt moves the blocks of another container behind the own ones.
func (b *builder) adopt(root *html.Node) {
	b.flush()
	for d := root.FirstChild; d != nil; d = root.FirstChild {
		root.RemoveChild(d)
		b.root.AppendChild(d)
	}
}

func moveChildren(to, from *html.Node) {
	for d := from.FirstChild; d != nil; d = from.FirstChild {
		from.RemoveChild(d)
		to.AppendChild(d)
	}
}
