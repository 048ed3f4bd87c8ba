package fidelity

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// code reads a block of code. Its lines are code elements side by side, as
// the platform's own editor writes them, else whatever breaks the text. A
// block with pictures, links or embeds is no code, nor is one in a link.
func (r *rawReader) code(pre *html.Node, s setting) {
	if s.linked || holds(pre, isNoCode) {
		r.children(pre, s)
		return
	}
	for line := range strings.SplitSeq(codeText(pre), "\n") {
		r.addCode(withoutCounters(line))
	}
}

// isNoCode reports what code never holds. The dots of a window above code are
// no picture, and what shows nothing is nothing.
func isNoCode(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th:
		return shows(n)
	case atom.A:
		return usableHref(n) != "" && shows(n)
	case atom.Svg:
		return clean.IsPicture(n)
	}
	if clean.IsPicture(n) {
		asset, data := clean.ImageSource(n)
		return asset.URL != "" || asset.Ref != "" || data != nil
	}
	return clean.IsEmbed(n) || isFormula(n)
}

// counters matches what a tool that flattens style sheets leaves of the line
// numbers, which were never text: a counter that lost its first letter, several
// in a row, or one by itself.
var counters = regexp.MustCompile(`^\s*(?:ounter\(line(?:c?ounter\(line)*|counter\(line(?:c?ounter\(line)+|counter\(line[\s)]*$)`)

func withoutCounters(line string) string {
	if !strings.Contains(line, "ounter(line") {
		return line
	}
	rest := line[len(counters.FindString(line)):]
	if strings.Trim(rest, " \t)") == "" {
		return ""
	}
	return rest
}

// codeText is the text of a block with its line ends. Where elements part the
// lines, line ends of the source beside them mean nothing.
func codeText(pre *html.Node) string { return codeTextWithout(pre, numberColumn(pre)) }

// codeTextWithout is the text of a block without that of one element in it,
// which may be nil.
func codeTextWithout(pre, left *html.Node) string {
	w := codeWriter{left: left, broken: holds(pre, func(n *html.Node) bool { return n.DataAtom == atom.Br || isLine(n) })}
	w.write(pre, isSizeless(pre))
	return w.String()
}

type codeWriter struct {
	strings.Builder
	// left is an element that is left out.
	left *html.Node
	// broken says that elements part the lines. A line end of the source then
	// counts only between two texts.
	broken bool
	// fresh says that nothing stands in the line yet, held that a line end of
	// the source waits for text behind it.
	fresh, held bool
}

func (w *codeWriter) write(n *html.Node, sizeless bool) {
	lines := holdsLines(n)
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch d.Type {
		case html.TextNode:
			if !sizeless {
				w.text(d.Data)
			}
		case html.ElementNode:
			if l := lookOf(d); !l.hidden && d != w.left {
				w.element(d, l.sizeless.over(sizeless), lines)
			}
		}
	}
}

// element writes what an element holds; lines says that the code elements
// beside it are lines.
func (w *codeWriter) element(n *html.Node, sizeless, lines bool) {
	if n.DataAtom == atom.Br {
		w.endLine()
		return
	}
	if isLine(n) {
		w.startLine()
	}
	w.write(n, sizeless)
	switch {
	case lines && n.DataAtom == atom.Code:
		w.endLine()
	case isLine(n):
		w.startLine()
	}
}

// startLine ends a line that was begun.
func (w *codeWriter) startLine() {
	w.held = false
	if s := w.String(); s != "" && s[len(s)-1] != '\n' {
		w.endLine()
	}
}

func (w *codeWriter) endLine() {
	w.WriteByte('\n')
	w.fresh, w.held = true, false
}

func (w *codeWriter) text(s string) {
	if !w.broken {
		w.WriteString(s)
		return
	}
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			w.held = w.held || !w.fresh && w.Len() > 0
		}
		if part == "" {
			continue
		}
		if w.held {
			w.WriteByte('\n')
			w.held = false
		}
		w.WriteString(part)
		w.fresh = w.fresh && strings.Trim(part, " \t\r") == ""
	}
}

// isLine reports an element in code that has its lines for itself.
func isLine(n *html.Node) bool {
	switch display(attr(n, "style")) {
	case "block", "flex", "grid", "list-item", "table-row":
		return shows(n)
	case "inline":
		return false
	}
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Ul, atom.Ol, atom.Li, atom.Table, atom.Tr, atom.Blockquote:
		return true
	}
	return false
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

// holdsLines reports whether code elements are the lines in n: several, with
// nothing to see beside them.
func holdsLines(n *html.Node) bool {
	codes := 0
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.DataAtom == atom.Code {
			codes++
		} else if isSeen(d) {
			return false
		}
	}
	return codes > 1
}
