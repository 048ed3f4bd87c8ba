package cmd

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"wxbackup/convert/fidelity"
	"wxbackup/internal/ui"
)

// diffView shows differences in two lines each: what the page has, and under
// it what the Markdown has.
type diffView struct {
	// width is the terminal's in columns, 0 for no limit.
	width int
	// colour tells what differs by colour, else by signs around it.
	colour bool
}

// side is one of the two lines.
type side struct {
	name, open, close, sgr string
}

var (
	pageSide     = side{"page", "[-", "-]", "31"}
	markdownSide = side{"Markdown", "{+", "+}", "32"}
)

// headFormat is what a line begins with: what differs and whose line it is.
const (
	headFormat = "%-5s  %-8s  "
	headWidth  = 5 + 2 + 8 + 2
)

// write shows one difference.
func (v diffView) write(b *strings.Builder, d fidelity.Difference) {
	before, page, markdown, after := v.fit(d)
	width := max(ui.Width(v.plain(pageSide, page)), ui.Width(v.plain(markdownSide, markdown)))
	what := d.What
	for _, s := range []struct {
		side
		text string
	}{{pageSide, page}, {markdownSide, markdown}} {
		line := fmt.Sprintf(headFormat, what, s.name)
		if s.text == "" && d.What != "text" {
			line += none(d)
		} else {
			pad := strings.Repeat(" ", width-ui.Width(v.plain(s.side, s.text)))
			line += before + v.paint(s.side, s.text) + pad + after
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		what = ""
	}
}

// none is what stands for nothing on one side.
func none(d fidelity.Difference) string {
	if d.What == "bold" {
		return "(not bold)"
	}
	return "(none)"
}

// fit makes the parts of a difference one line that fits the terminal: what
// differs gets two thirds at most, the text around it the rest.
func (v diffView) fit(d fidelity.Difference) (before, page, markdown, after string) {
	before, page, markdown, after = oneLine(d.Before), oneLine(d.Page), oneLine(d.Markdown), oneLine(d.After)
	if v.width == 0 {
		return before, page, markdown, after
	}
	room := max(v.width-headWidth, minRoom)
	signs := ui.Width(v.plain(pageSide, "x")) - 1
	page, markdown = ui.Truncate(page, room*2/3-signs), ui.Truncate(markdown, room*2/3-signs)
	rest := room - signs - max(ui.Width(page), ui.Width(markdown))
	before = lastColumns(before, rest/2)
	return before, page, markdown, ui.Truncate(after, rest-ui.Width(before))
}

// minRoom is the narrowest a line gets, in columns.
const minRoom = 20

// oneLine makes a line of any text. Spaces at its ends stay: they part it from
// what stands beside it.
func oneLine(text string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(ui.Plain(text))
}

// lastColumns is the end of a text that takes at most width columns.
func lastColumns(text string, width int) string {
	for ui.Width(text) > width {
		_, size := utf8.DecodeRuneInString(text)
		text = text[size:]
	}
	return text
}

// plain is how text that differs takes room.
func (v diffView) plain(s side, text string) string {
	if v.colour || text == "" {
		return text
	}
	return s.open + text + s.close
}

// paint is how it is written.
func (v diffView) paint(s side, text string) string {
	if !v.colour || text == "" {
		return v.plain(s, text)
	}
	return "\x1b[" + s.sgr + "m" + text + "\x1b[0m"
}
