package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// replaceLookalike makes a block of code of what is one without a pre
// (wechat-pages-2026.md §3.8), and reports whether it did: a code element by
// itself, or a block that looks like one. Prose in a block of code is worse than
// code in a paragraph, so there must be several lines, nothing in it or around
// it may be bold, a heading, a list, a picture or a link, and a block that only
// looks like code has all its text in a fixed-width font and reads like code.
func replaceLookalike(n *html.Node) bool {
	declared := n.DataAtom == atom.Code
	if declared && !isAlone(n) || !declared && !isSetLikeCode(n) {
		return false
	}
	if isBold(n) || hasDescendant(n, isNoLookalike) || hasAncestor(n, keepsFromCode) {
		return false
	}
	lines := lookalikeLines(n)
	switch {
	case countShown(lines) < 2:
		return false
	case !declared && (hasOtherFont(n) || !readsLikeCode(lines)):
		return false
	}
	replace(n, codeBlock(lines, namedLanguage(n)))
	return true
}

// isAlone reports whether a code element is a block by its style, or one of
// which the page says that white space counts, or that holds three lines and
// more, with nothing beside it in its paragraph.
func isAlone(code *html.Node) bool {
	switch {
	case isBlock(code):
		return true
	case countBreaks(code) < 2 && !keepsSpace(code) && !strings.Contains(attr(code, "data-raw-code"), "\n"):
		return false
	}
	for n := code; ; n = n.Parent {
		switch {
		case hasSeenSibling(n):
			return false
		case !isInlineContainer(n.Parent):
			return isBlock(n.Parent)
		}
	}
}

// keepsSpace reports a style under which the source's white space shows.
func keepsSpace(n *html.Node) bool { return strings.HasPrefix(keyword(n, "white-space"), "pre") }

func countBreaks(n *html.Node) int {
	count := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.Br {
			count++
		}
	}
	return count
}

func isInlineContainer(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Span, atom.Font, atom.Em, atom.I:
		return true
	}
	return false
}

// hasSeenSibling reports whether anything beside an element shows.
func hasSeenSibling(n *html.Node) bool {
	for d := n.Parent.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d == n:
		case d.Type == html.TextNode && !isBlankString(d.Data):
			return true
		case d.Type == html.ElementNode && (showsSomething(d) || !isBare(d, false)):
			return true
		}
	}
	return false
}

// isSetLikeCode reports a block that sets its text in a fixed-width font, or
// has a background of its own behind such text.
func isSetLikeCode(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Section, atom.Div, atom.Td:
	default:
		return false
	}
	if isFixedWidth(n) {
		return true
	}
	if !strings.Contains(attr(n, "style"), "background") {
		return false
	}
	text := leadingText(n)
	return text != nil && isSetInFixedWidth(text, n)
}

// isSetInFixedWidth reports whether the font nearest to a text, up to root, is
// of a fixed width.
func isSetInFixedWidth(text, root *html.Node) bool {
	for n := text.Parent; ; n = n.Parent {
		if family := keyword(n, "font-family"); family != "" && family != "inherit" {
			return isFixedWidth(n)
		}
		if n == root {
			return false
		}
	}
}

func hasOtherFont(root *html.Node) bool {
	for d := range root.Descendants() {
		if d.Type == html.TextNode && !isBlankString(d.Data) && !isSetInFixedWidth(d, root) {
			return true
		}
	}
	return false
}

// isFixedWidth reports whether the first font that an element names is of a
// fixed width.
func isFixedWidth(n *html.Node) bool {
	family, _, _ := strings.Cut(keyword(n, "font-family"), ",")
	if family == "" {
		return false
	}
	for _, name := range []string{"mono", "consolas", "menlo", "monaco", "courier", "fira code", "source code", "sfmono"} {
		if strings.Contains(family, name) {
			return true
		}
	}
	return false
}

// isNoLookalike reports what a paragraph set like code must not hold.
func isNoLookalike(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.Hr, atom.Sup, atom.Sub, atom.Pre, atom.Svg:
		return true
	}
	return isNoCode(n) || isBold(n) || ContentBackground(n) != ""
}

func isBold(n *html.Node) bool { return format{}.within(n).marks&bold != 0 }

// keepsFromCode reports elements that cannot hold a block of code, or whose
// meaning it would lose.
func keepsFromCode(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table:
		return true
	}
	return isLink(n) || isBold(n)
}

// lookalikeLines are the lines of a block whose source flows, unless its style
// keeps white space.
func lookalikeLines(n *html.Node) []string {
	text := rawCode(n)
	if text == "" {
		w := codeWriter{structured: true, flowing: !keepsSpace(n)}
		w.write(n)
		text = string(w.text)
	}
	return trimLines(strings.Split(plainCode.Replace(text), "\n"))
}

func countShown(lines []string) int {
	count := 0
	for _, line := range lines {
		if !isBlankString(line) {
			count++
		}
	}
	return count
}

// readsLikeCode reports lines of which half and more show a sign of code, and
// whose characters are for the most part not Chinese.
func readsLikeCode(lines []string) bool {
	signed, chinese, other := 0, 0, 0
	for _, line := range lines {
		if showsCode(line) {
			signed++
		}
		for _, r := range line {
			switch {
			case isCJK(r):
				chinese++
			case !isBlank(r):
				other++
			}
		}
	}
	return signed*2 >= countShown(lines) && other > chinese
}

// showsCode reports a line with an indentation or a sign that prose seldom has.
func showsCode(line string) bool {
	return !isBlankString(line) &&
		(line[0] == '\t' || strings.HasPrefix(line, "  ") || strings.ContainsAny(line, "{}[]()<>=;|\\/$_#&│├└") || strings.Contains(line, "--"))
}
