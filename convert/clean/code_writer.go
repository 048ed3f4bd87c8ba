package clean

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// codeWriter writes the text of code with its line ends. Breaks and blocks
// part lines, and so do line ends of the source, but not where they stand
// beside a break or the edge of a block: there they only lay out the source.
type codeWriter struct {
	text []byte
	// structured says that there are breaks or blocks.
	structured bool
	// flowing says that the source's white space is not kept: a line end in
	// it is a space.
	flowing bool
	// fresh says that a break or a block's edge stands right before.
	fresh bool
	// held counts line ends of the source that wait for text behind them.
	held int
}

// partsLines reports elements that end a line of code.
func partsLines(n *html.Node) bool { return n.DataAtom == atom.Br || isCodeBlock(n) }

// isCodeBlock reports an element in code that has its lines for itself.
func isCodeBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Table, atom.Blockquote:
		return true
	case atom.Td, atom.Th:
		return false
	}
	if isBlock(n) && n.DataAtom != atom.Svg {
		return true
	}
	switch keyword(n, "display") {
	case "block", "flex", "grid", "list-item", "table-row":
		return textContent(n) != ""
	}
	return false
}

// write writes what is inside an element.
func (w *codeWriter) write(n *html.Node) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			w.source(d.Data)
		case d.DataAtom == atom.Br:
			w.endLine()
		case isCodeBlock(d):
			w.block(d)
		default:
			w.write(d)
		}
	}
}

// source writes a text of the page. Line ends in it are held back until it is
// known what follows them.
func (w *codeWriter) source(s string) {
	if !w.structured && !w.flowing {
		w.text = append(w.text, s...)
		return
	}
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			part = w.sourceLine(part)
		}
		if part == "" {
			continue
		}
		w.release()
		w.text = append(w.text, part...)
		w.fresh = w.fresh && strings.Trim(part, " \t\r") == ""
	}
}

// sourceLine holds the line end before a line of the source and returns what
// counts of the line.
func (w *codeWriter) sourceLine(line string) string {
	if !w.fresh && len(w.text) > 0 {
		w.held++
	}
	if w.flowing {
		return strings.TrimLeft(line, " \t")
	}
	return line
}

// release writes the line ends that were held back.
func (w *codeWriter) release() {
	switch {
	case w.held > 0 && w.flowing:
		w.text = append(w.text, ' ')
	case w.held > 0:
		w.text = append(w.text, strings.Repeat("\n", w.held)...)
	}
	w.held = 0
}

func (w *codeWriter) endLine() {
	w.text = append(w.text, '\n')
	w.held, w.fresh = 0, true
}

// block writes an element that has its lines for itself. White space between
// blocks only lays out the source; an item that is empty is an empty line.
func (w *codeWriter) block(n *html.Node) {
	w.toLineStart(-1)
	start := len(w.text)
	w.write(n)
	if len(w.text) == start && n.DataAtom == atom.Li {
		w.endLine()
	}
	w.toLineStart(start)
}

// toLineStart ends a line that was begun. White space alone is a line only at
// the start of a block, whose offset is given; -1 is none.
func (w *codeWriter) toLineStart(block int) {
	w.held, w.fresh = 0, true
	begin := bytes.LastIndexByte(w.text, '\n') + 1
	line := w.text[begin:]
	switch {
	case len(line) == 0:
	case len(bytes.Trim(line, " \t\r")) == 0 && begin > block:
		w.text = w.text[:begin]
	default:
		w.endLine()
	}
}
