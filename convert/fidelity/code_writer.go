package fidelity

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// codeWriter writes the text of code with its line ends.
type codeWriter struct {
	strings.Builder
	// left is an element that is left out.
	left *html.Node
	// broken says that elements part the lines. Line ends of the source beside
	// such an element then mean nothing.
	broken bool
	// line is the line at hand, and held counts the line ends of the source
	// that wait for text behind them.
	line string
	held int
	// fresh says that nothing stands in the line yet but white space behind an
	// element that parts lines.
	fresh bool
}

// String is what was written.
func (w *codeWriter) String() string { return w.Builder.String() + w.line }

func (w *codeWriter) write(n *html.Node, sizeless bool) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch d.Type {
		case html.TextNode:
			if !sizeless || strings.TrimSpace(d.Data) == "" {
				w.text(d.Data)
			}
		case html.ElementNode:
			if l := lookOf(d); !l.hidden && d != w.left {
				w.element(d, l.sizeless.over(sizeless))
			}
		}
	}
}

func (w *codeWriter) element(n *html.Node, sizeless bool) {
	switch {
	case n.DataAtom == atom.Br:
		w.endLine()
	case isLine(n):
		w.block(n, sizeless)
	default:
		w.write(n, sizeless)
	}
}

func (w *codeWriter) endLine() {
	w.WriteString(w.line + "\n")
	w.line, w.held, w.fresh = "", 0, true
}

// block writes an element that has its lines for itself. White space before
// and behind it is no line, but an item that is empty is one, and so is a block
// of white space.
func (w *codeWriter) block(n *html.Node, sizeless bool) {
	w.endBegun(false)
	before := w.Len()
	w.write(n, sizeless)
	if n.DataAtom == atom.Li && w.Len() == before && w.line == "" {
		w.endLine()
	}
	w.endBegun(w.Len() == before)
}

// endBegun ends a line that was begun; blank says that white space begins one.
func (w *codeWriter) endBegun(blank bool) {
	if w.line != "" && (blank || !isBlankLine(w.line)) {
		w.endLine()
	}
	w.line, w.held, w.fresh = "", 0, true
}

func isBlankLine(s string) bool { return strings.Trim(s, " \t\r") == "" }

func (w *codeWriter) text(s string) {
	if !w.broken {
		w.WriteString(s)
		return
	}
	for i, part := range strings.Split(s, "\n") {
		if i > 0 && !w.fresh && w.Len()+len(w.line) > 0 {
			w.held++
		}
		if part == "" {
			continue
		}
		if w.held > 0 {
			w.WriteString(w.line + strings.Repeat("\n", w.held))
			w.line, w.held = "", 0
		}
		w.line += part
		w.fresh = w.fresh && isBlankLine(part)
	}
}

// endsCode reports elements that end a line of code.
func endsCode(n *html.Node) bool { return n.DataAtom == atom.Br || isLine(n) }

// isLine reports an element in code that has its lines for itself: by its
// name, else by its style, which the names of most blocks give way to.
func isLine(n *html.Node) bool {
	display := display(attr(n, "style"))
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Table, atom.Blockquote:
		return true
	case atom.Td, atom.Th:
		return false
	case atom.Svg:
		return isBlockDisplay(display) && display != "table" && display != "flow-root" && firstText(n) != nil
	}
	switch {
	case display == "inline":
		return false
	case isBlockDisplay(display), isBlockName(n):
		return true
	}
	return display == "table-row" && firstText(n) != nil
}

// isBlockDisplay reports the values of display that make a block.
func isBlockDisplay(display string) bool {
	switch display {
	case "block", "flex", "grid", "table", "list-item", "flow-root", "-webkit-box":
		return true
	}
	return false
}

// isBlockName reports elements that are blocks where no style says otherwise.
func isBlockName(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside,
		atom.Figure, atom.Figcaption, atom.Address, atom.Center, atom.Dl, atom.Dt, atom.Dd, atom.Li,
		atom.Fieldset, atom.Form, atom.Details, atom.Summary, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption:
		return true
	}
	return n.Data == "foreignObject"
}

// display is the value of that property, "" for none.
func display(style string) string {
	found := ""
	if !strings.Contains(style, "isplay") && !strings.Contains(style, "ISPLAY") {
		return found
	}
	for declaration := range strings.SplitSeq(style, ";") {
		if value, ok := valueOf(strings.TrimSpace(declaration), "display"); ok {
			found = strings.ToLower(value)
		}
	}
	return found
}
