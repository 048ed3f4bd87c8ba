package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

// maxNumber is the largest item number that CommonMark reads.
const maxNumber = 999_999_999

// list writes a list. A list right after another takes the other marker, for
// the two would be read as one.
func (r *Renderer) list(ctx converter.Context, n *html.Node) {
	marker := r.chooseMarker(n.Data == "ol")
	gap := blockGap
	if isTight(n) {
		gap = tightGap
	}
	number := firstNumber(n)
	start := len(r.out)
	for item := n.FirstChild; item != nil; item = item.NextSibling {
		if item.Type != html.ElementNode {
			continue
		}
		if len(r.out) > start {
			r.out = append(r.out, gap...)
		}
		r.item(ctx, item, marker, number, gap)
		number = min(number+1, maxNumber)
	}
	if r.dialect.engine == kramdown && n.Data == "ol" && firstNumber(n) != 1 {
		r.out = fmt.Appendf(r.out, "\n{: start=\"%d\"}", firstNumber(n))
	}
	r.marker = marker
}

// chooseMarker is the marker of the list to write, which kramdown parts from its
// neighbour by other means.
func (r *Renderer) chooseMarker(ordered bool) byte {
	first, second := byte('-'), byte('*')
	if ordered {
		first, second = '.', ')'
	}
	if r.avoid != first {
		return first
	}
	if r.dialect.engine == kramdown {
		r.out = append(r.out, endOfBlock...)
		return first
	}
	return second
}

func firstNumber(list *html.Node) int {
	start := attr(list, "start")
	if start == "" {
		return 1
	}
	number, err := strconv.Atoi(start)
	if err != nil {
		return 1
	}
	return min(max(number, 0), maxNumber)
}

// item writes one item, its content indented to stand behind the marker. An
// empty item holds a zero width space: engines disagree on what may follow a
// bare marker.
func (r *Renderer) item(ctx converter.Context, n *html.Node, marker byte, number int, gap string) {
	mark := len(r.out)
	if marker == '.' || marker == ')' {
		r.out = strconv.AppendInt(r.out, int64(number), 10)
	}
	r.out = append(r.out, marker, ' ')
	for r.dialect.engine == kramdown && len(r.out)-mark < listWidth {
		r.out = append(r.out, ' ')
	}
	start := len(r.out)
	r.items++
	r.avoid = 0
	r.sequence(ctx, n, gap)
	r.items--
	if len(r.out) == start {
		r.out = append(r.out, noEdge...)
		return
	}
	if r.dialect.engine == kramdown && bytes.Contains(firstLine(r.out[start:]), []byte("```")) {
		r.out = slices.Insert(r.out, start, []byte(noEdge+blockGap)...)
	}
	r.indentLines(start, start-mark)
}

func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return line
}

// indentLines indents every line of the output after the one that holds start,
// except empty ones.
func (r *Renderer) indentLines(start, width int) {
	first := bytes.IndexByte(r.out[start:], '\n')
	if first < 0 {
		return
	}
	rest := bytes.Clone(r.out[start+first+1:])
	r.out = r.out[:start+first]
	for line := range bytes.SplitSeq(rest, []byte("\n")) {
		r.out = append(r.out, '\n')
		if len(line) == 0 {
			continue
		}
		for range width {
			r.out = append(r.out, ' ')
		}
		r.out = append(r.out, line...)
	}
}

// isTight reports whether a list can be written without blank lines: each item
// is inline content, with at most one list after it that can follow text
// directly.
func isTight(list *html.Node) bool {
	for item := list.FirstChild; item != nil; item = item.NextSibling {
		if item.Type == html.ElementNode && !isTightItem(item) {
			return false
		}
	}
	return true
}

func isTightItem(item *html.Node) bool {
	last := item.FirstChild
	for last != nil && isInline(last) {
		last = last.NextSibling
	}
	switch {
	case last == nil:
		return true
	case last.NextSibling != nil && !isBlankText(last.NextSibling):
		return false
	case last.NextSibling != nil && last.NextSibling.NextSibling != nil:
		return false
	}
	return interruptsText(last)
}

// interruptsText reports whether a list may begin on the line after a
// paragraph: it is numbered from 1, if at all, and its first item is not empty.
func interruptsText(n *html.Node) bool {
	if n.Data != "ul" && (n.Data != "ol" || firstNumber(n) != 1) {
		return false
	}
	item := n.FirstChild
	for item != nil && item.Type != html.ElementNode {
		item = item.NextSibling
	}
	if item == nil || item.FirstChild == nil {
		return false
	}
	return isInline(item.FirstChild) && !isBlank(textContent(item))
}

func isBlankText(n *html.Node) bool {
	return n.Type == html.TextNode && isBlank(n.Data)
}

// attr is the value of an attribute, "" where n lacks it.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
