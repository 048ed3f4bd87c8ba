package markdown

import (
	"bytes"
	"slices"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

// What stands between two blocks.
const (
	blockGap = "\n\n"
	tightGap = "\n"
)

// sequence writes the children of n: blocks as they are, and each run of
// inline content between them as a paragraph.
func (r *Renderer) sequence(ctx converter.Context, n *html.Node, gap string) {
	start := len(r.out)
	avoid := r.avoid
	for child := n.FirstChild; child != nil; {
		before := len(r.out)
		if before > start {
			r.out = append(r.out, gap...)
		}
		content := len(r.out)
		r.avoid, r.marker = avoid, 0
		child = r.block(ctx, child)
		if len(r.out) == content {
			r.out = r.out[:before]
			continue
		}
		avoid = r.marker
	}
}

// block writes the block that begins with n, a block or the first node of a
// run of inline content, and returns the node after it.
func (r *Renderer) block(ctx converter.Context, n *html.Node) (next *html.Node) {
	if isInline(n) {
		next = endOfRun(n)
		r.inlineRun(n, next)
		return next
	}
	ctx.RenderNodes(ctx, nil, n)
	return n.NextSibling
}

// endOfRun is the first sibling after n that is no inline content.
func endOfRun(n *html.Node) *html.Node {
	for n != nil && isInline(n) {
		n = n.NextSibling
	}
	return n
}

func isInline(n *html.Node) bool {
	if n.Type == html.TextNode {
		return true
	}
	switch n.Data {
	case "a", "img", "strong", "em", "del", "code", "sub", "sup", "br":
		return n.Type == html.ElementNode
	case "math":
		return attr(n, "display") != "block"
	}
	return false
}

func (r *Renderer) paragraph(_ converter.Context, n *html.Node) {
	if level := attr(n, "data-heading"); r.dialect.guessedHeadings && len(level) == 1 && '2' <= level[0] && level[0] <= '6' {
		r.headingOf(int(level[0]-'0'), n, strong)
		return
	}
	r.inlineRun(n.FirstChild, nil)
}

// card writes an embed, which is one line.
func (r *Renderer) card(_ converter.Context, n *html.Node) {
	r.writeInline(inCard, n.FirstChild, nil, 0)
}

func (r *Renderer) inlineRun(from, to *html.Node) {
	r.writeInline(inParagraph, from, to, 0)
}

func (r *Renderer) heading(_ converter.Context, n *html.Node) {
	r.headingOf(int(n.Data[1]-'0'), n, 0)
}

// headingOf writes the content of n as an ATX heading, without the marks of
// omit. A run of # at its end would be read as the closing sequence.
func (r *Renderer) headingOf(level int, n *html.Node, omit marks) {
	mark := len(r.out)
	r.out = append(appendRun(r.out, '#', level), ' ')
	start := len(r.out)
	r.writeInline(inHeading, n.FirstChild, nil, omit)
	text := r.out[start:]
	if len(text) == 0 {
		r.out = r.out[:mark]
		return
	}
	head := len(bytes.TrimRight(text, "#"))
	if head < len(text) && (head == 0 || text[head-1] == ' ') {
		r.out = slices.Insert(r.out, start+head, '\\')
	}
}

func (r *Renderer) quote(ctx converter.Context, n *html.Node) {
	start := len(r.out)
	r.avoid = 0
	r.quotes++
	r.sequence(ctx, n, blockGap)
	r.quotes--
	r.marker = 0
	r.prefixLines(start, "> ")
}

// prefixLines puts prefix before each line of the output from start on; an
// empty line gets it without the space.
func (r *Renderer) prefixLines(start int, prefix string) {
	content := bytes.Clone(r.out[start:])
	r.out = r.out[:start]
	for i, line := range bytes.Split(content, []byte("\n")) {
		if i > 0 {
			r.out = append(r.out, '\n')
		}
		if len(line) == 0 {
			r.out = append(r.out, prefix[:len(prefix)-1]...)
			continue
		}
		r.out = append(append(r.out, prefix...), line...)
	}
}

// rule writes a thematic break. In a list item the marker and dashes together
// would be one rule and no item.
func (r *Renderer) rule(converter.Context, *html.Node) {
	if r.items > 0 {
		r.out = append(r.out, "___"...)
		return
	}
	r.out = append(r.out, "---"...)
}
