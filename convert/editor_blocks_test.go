package convert_test

import (
	"fmt"
	"strings"
)

// The blocks that hold more than a line.

// quoteCard is a quote of the platform's own.
func (e *editor) quoteCard(depth int) {
	e.WriteString(e.pick([]string{
		`<blockquote class="js_blockquote_wrap" data-author-name="者*" data-source-title="源_头" data-url="https://q.example/a_b">`,
		`<blockquote class="js_blockquote_wrap" data-author-name="者*">`,
		`<blockquote class="js_blockquote_wrap_x" data-source-title="源">`,
	}))
	e.WriteString("<p style=\"font-size: 16px\">引文</p>")
	e.block(depth - 1)
	e.close("blockquote")
}

// row is a marker and what stands beside it, each in a box of its own.
func (e *editor) row() {
	e.open("section", "display: flex")
	for _, marker := range []string{e.pick([]string{"•", "[1]", "1.", "●", ""}), ""} {
		e.open("section", e.pick(blockStyles))
		e.WriteString(marker)
		if marker == "" {
			e.inline(2)
		}
		e.close("section")
	}
	e.close("section")
}

// heading is a heading that holds blocks, or a paragraph that only looks like
// one.
func (e *editor) heading(depth int) {
	if e.choose(2) == 0 {
		e.open("h2", "")
		for range 1 + e.choose(2) {
			e.block(min(depth, 2) - 1)
		}
		e.close("h2")
		return
	}
	e.WriteString(`<p style="text-align: center"><span style="font-size: 24px"><strong>`)
	e.inline(1)
	e.WriteString("</strong></span></p>")
}

func (e *editor) list(name string, depth int) {
	e.open(name, e.pick(blockStyles))
	marker, first := e.pick(markers), 1+e.choose(3)
	for i := range 1 + e.choose(3) {
		e.open("li", "")
		if strings.Contains(marker, "%d") {
			fmt.Fprintf(e, marker, first+i)
		} else {
			e.WriteString(marker)
		}
		if e.choose(3) == 0 {
			e.block(depth - 1)
		}
		e.inline(2)
		if e.choose(4) == 0 {
			e.block(depth - 1)
		}
		e.close("li")
		if e.choose(6) == 0 && depth > 0 {
			e.list("ul", depth-2)
		}
	}
	e.close(name)
}

// code writes a block in one of the models of lines.
func (e *editor) code() {
	model := lines[e.choose(len(lines))]
	e.WriteString(e.numbered(model.before))
	for range 1 + e.choose(4) {
		e.WriteString(model.open + e.pick([]string{"", "  ", "\u00a0\u00a0"}) + e.codeText() + model.close)
	}
	e.WriteString(e.numbered(model.behind))
}

func (e *editor) codeText() string {
	var b strings.Builder
	for range 1 + e.choose(3) {
		b.WriteString(strings.ReplaceAll(e.pick(typed), "\n", ""))
	}
	return b.String()
}

func (e *editor) table(depth int) {
	rows, columns := 1+e.choose(3), 1+e.choose(3)
	head := e.pick([]string{"td", "td", "th"})
	e.WriteString("<table><tbody>")
	for y := range rows {
		e.WriteString("<tr>")
		for range columns {
			name := "td"
			if y == 0 {
				name = head
			}
			e.open(name, "")
			if e.choose(6) == 0 {
				e.block(min(depth, 2) - 1)
			} else {
				e.inline(1)
			}
			e.close(name)
		}
		e.WriteString("</tr>")
	}
	e.WriteString("</tbody></table>")
}
