package fidelity

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lineElements are the elements of a block that are a line each: its code
// elements, each with what is around it alone, where these stand side by side
// and nothing shows beside them. It is nil for any other block.
func lineElements(pre, left *html.Node) []*html.Node {
	s := codeSearch{left: left, pre: pre}
	s.in(pre, isSizeless(pre))
	if s.text || len(s.codes) < 2 {
		return nil
	}
	lines := make([]*html.Node, len(s.codes))
	for i := range s.codes {
		lines[i] = s.alone(i)
		if lines[i].Parent != lines[0].Parent {
			return nil
		}
	}
	return lines
}

// codeSearch finds the outermost code elements of a block.
type codeSearch struct {
	pre, left *html.Node
	codes     []*html.Node
	// text says that text shows beside them.
	text bool
}

func (s *codeSearch) in(n *html.Node, sizeless bool) {
	for d := n.FirstChild; d != nil && !s.text; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			s.text = !sizeless && strings.ContainsFunc(d.Data, isVisible)
		case d.Type != html.ElementNode || d == s.left:
		case lookOf(d).hidden:
		case d.DataAtom == atom.Code:
			s.codes = append(s.codes, d)
		default:
			s.in(d, lookOf(d).sizeless.over(sizeless))
		}
	}
}

// alone is the i-th code element, or the outermost element around it that is
// no block and holds none of the others.
func (s *codeSearch) alone(i int) *html.Node {
	line := s.codes[i]
	for p := line.Parent; p != s.pre && !isLine(p); p = p.Parent {
		others := func(n *html.Node) bool { return n != s.codes[i] && slices.Contains(s.neighbours(i), n) }
		if holds(p, others) {
			break
		}
		line = p
	}
	return line
}

func (s *codeSearch) neighbours(i int) []*html.Node {
	return s.codes[max(i-1, 0):min(i+2, len(s.codes))]
}

// joinLines writes elements as lines. The breaks between two of them, and one
// at an edge of an element, are that line's end and no other's, unless only
// some lines begin with one.
func joinLines(elements []*html.Node) string {
	lines := make([]string, len(elements))
	begun := 0
	for i, n := range elements {
		w := codeWriter{broken: true}
		w.write(n, isSizeless(n))
		lines[i] = strings.TrimSuffix(w.String(), "\n")
		if i > 0 && (lines[i] == "" || lines[i][0] == '\n') {
			begun++
		}
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteString(strings.Repeat("\n", max(1, breaksBetween(elements[i-1], elements[i]))))
		}
		if begun == len(lines)-1 {
			line = strings.TrimPrefix(line, "\n")
		}
		b.WriteString(line)
	}
	return b.String()
}

func breaksBetween(from, to *html.Node) int {
	count := 0
	for d := from.NextSibling; d != to; d = d.NextSibling {
		count += countBreaks(d)
	}
	return count
}

func countBreaks(n *html.Node) int {
	if n.DataAtom == atom.Br {
		return 1
	}
	count := 0
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type == html.ElementNode && !isHidden(d) {
			count += countBreaks(d)
		}
	}
	return count
}
