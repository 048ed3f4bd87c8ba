package fidelity

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/convert/clean"
)

// code reads a block of code. One with pictures, links or embeds is none, nor
// is one in a link; in a cell, or within a sentence, code is text like any
// other.
func (r *rawReader) code(pre *html.Node, s setting) {
	if s.linked || holds(pre, isNoCode) {
		r.children(pre, s)
		return
	}
	lines := codeLines(pre)
	inSentence := isInSentence(pre, lines)
	for _, line := range lines {
		switch {
		case inSentence:
			r.addText(line, s.bold && !s.head)
		case s.cell:
			r.addGap()
			r.addText(line, false)
		default:
			r.addCode(line)
		}
	}
}

// isNoCode reports what code never holds. What shows nothing is nothing.
func isNoCode(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th:
		return firstText(n) != nil
	case atom.A:
		return usableHref(n) != "" && firstText(n) != nil
	}
	return isShownPicture(n) || clean.IsEmbed(n) || isFormula(n)
}

// codeLines are the lines of a block that show something.
func codeLines(pre *html.Node) []string {
	var lines []string
	for line := range strings.SplitSeq(codeText(pre, numberColumn(pre)), "\n") {
		if line = withoutCounters(line); strings.ContainsFunc(line, isVisible) {
			lines = append(lines, line)
		}
	}
	return lines
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

// codeText is the text of a block with its line ends, without that of one
// element in it, which may be nil: the source that an editor left in an
// attribute, else what the block shows.
func codeText(pre, left *html.Node) string {
	source := sourceOf(pre)
	if source == "" || !slices.Equal(visible(source), visible(shownText(pre, left))) {
		source = shownText(pre, left)
	}
	return lineEnds.Replace(source)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// sourceOf is the source of code that is in an attribute, "" for none.
func sourceOf(n *html.Node) string {
	if source := attr(n, "data-raw-code"); source != "" {
		return source
	}
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type != html.ElementNode || isHidden(d) {
			continue
		}
		if source := sourceOf(d); source != "" {
			return source
		}
	}
	return ""
}

// shownText is a line for each code element where they are lines, else what
// breaks, blocks and line ends make.
func shownText(pre, left *html.Node) string {
	if elements := lineElements(pre, left); len(elements) > 1 {
		return joinLines(elements)
	}
	parts := func(n *html.Node) bool { return endsCode(n) && !isBelow(n, left) }
	w := codeWriter{left: left, broken: holds(pre, parts)}
	w.write(pre, isSizeless(pre))
	return w.String()
}

// isBelow reports whether a node is root or below it.
func isBelow(n, root *html.Node) bool {
	for n != nil && n != root {
		n = n.Parent
	}
	return root != nil && n == root
}
