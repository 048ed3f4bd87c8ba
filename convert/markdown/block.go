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
	}
	return false
}

func (r *Renderer) paragraph(_ converter.Context, n *html.Node) {
	r.inlineRun(n.FirstChild, nil)
}

func (r *Renderer) inlineRun(from, to *html.Node) {
	r.writeInline(inParagraph, from, to)
}

// heading writes an ATX heading. A run of # at its end would be read as the
// closing sequence.
func (r *Renderer) heading(_ converter.Context, n *html.Node) {
	level := int(n.Data[1] - '0')
	for range level {
		r.out = append(r.out, '#')
	}
	r.out = append(r.out, ' ')
	start := len(r.out)
	r.writeInline(inHeading, n.FirstChild, nil)
	text := r.out[start:]
	if len(text) == 0 {
		r.out = r.out[:start-1]
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
	r.sequence(ctx, n, blockGap)
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
