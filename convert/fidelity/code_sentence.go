package fidelity

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// maxInSentence is how many characters of code a sentence may hold.
const maxInSentence = 40

// isInSentence reports whether a block of one short line stands between two
// pieces of one sentence, which has not ended before it.
func isInSentence(pre *html.Node, lines []string) bool {
	if len(lines) != 1 || utf8.RuneCountInString(withoutWidthless(lines[0])) >= maxInSentence {
		return false
	}
	before := textBefore(pre)
	if len(before) == 0 || strings.ContainsRune("。！？：；.!?:;", before[len(before)-1]) {
		return false
	}
	return len(textBehind(pre)) > 0
}

// textBefore and textBehind are the nearest text on one side of an element in
// its line, nil where the line ends before.
func textBefore(n *html.Node) []rune {
	return side{flatPre(n) != nil, func(n *html.Node) *html.Node { return n.PrevSibling }, func(s string) string {
		return s[len(strings.TrimRightFunc(s, isInvisible)):]
	}}.of(n)
}

func textBehind(n *html.Node) []rune {
	return side{flatPre(n) != nil, func(n *html.Node) *html.Node { return n.NextSibling }, func(s string) string {
		return s[:len(s)-len(strings.TrimLeftFunc(s, isInvisible))]
	}}.of(n)
}

func isInvisible(r rune) bool { return !isVisible(r) }

// side is one side of an element.
type side struct {
	// flat says that line ends of the source part lines.
	flat bool
	next func(*html.Node) *html.Node
	// edge is what is blank of a text on the side of the element.
	edge func(string) string
}

// of is the nearest text on that side.
func (s side) of(n *html.Node) []rune {
	for d := s.next(n); d != nil; d = s.next(d) {
		text := textOf(d, isSizeless(n.Parent))
		if partsSentence(d) || s.flat && strings.Contains(s.edge(text), "\n") {
			return nil
		}
		if seen := visible(text); len(seen) > 0 {
			return seen
		}
	}
	switch n.Parent.DataAtom {
	case atom.Span, atom.Strong, atom.B, atom.Em, atom.I, atom.U, atom.Font:
		return s.of(n.Parent)
	}
	return nil
}

// partsSentence reports an element behind which no sentence goes on, or one
// that holds such an element.
func partsSentence(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch source, display := clean.Formula(n); {
	case source != "":
		return display
	case isHidden(n), n.DataAtom == atom.Pre && firstText(n) == nil && !holds(n, isNoCode):
		return false
	case endsSentence(n):
		return true
	}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if partsSentence(d) {
			return true
		}
	}
	return false
}

func endsSentence(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.Hr, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return endsCode(n) || clean.IsPicture(n) || clean.IsEmbed(n)
}

// textOf is the text that shows in a node, formulas by their LaTeX.
func textOf(n *html.Node, sizeless bool) string {
	switch {
	case n.Type == html.TextNode && !sizeless:
		return n.Data
	case n.Type != html.ElementNode:
		return ""
	}
	if source, _ := clean.Formula(n); source != "" {
		return source
	}
	l := lookOf(n)
	if l.hidden {
		return ""
	}
	var b strings.Builder
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		b.WriteString(textOf(d, l.sizeless.over(sizeless)))
	}
	return b.String()
}
