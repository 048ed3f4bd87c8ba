package links

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// WriteDOT writes the graph in Graphviz's language: the articles that link to
// another or are linked to, and those that the archive lacks, which are dashed.
// Links to articles of accounts that the archive has not, and outside, are left
// out.
func (g *Graph) WriteDOT(w io.Writer) error {
	b := bufio.NewWriter(w)
	b.WriteString("digraph links {\n\trankdir=LR;\n\tnode [shape=box, style=rounded, fontname=\"sans-serif\"];\n")
	seen := map[*Article]bool{}
	for _, e := range g.drawn() {
		for _, a := range []*Article{e.From, e.To} {
			if !seen[a] {
				seen[a] = true
				fmt.Fprintf(b, "\t%s [label=%s%s];\n", dotText(a.ID), dotText(a.label()), dotStyle(a))
			}
		}
	}
	for _, e := range g.drawn() {
		fmt.Fprintf(b, "\t%s -> %s%s;\n", dotText(e.From.ID), dotText(e.To.ID), dotCount(e.Count))
	}
	b.WriteString("}\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing graph: %w", err)
	}
	return nil
}

// drawn are the links from one article to another.
func (g *Graph) drawn() []*Edge {
	var edges []*Edge
	for _, e := range g.Links {
		if e.Kind == Inside || e.Kind == Missing {
			edges = append(edges, e)
		}
	}
	return edges
}

// label is what an article is called in a drawing.
func (a *Article) label() string {
	if a.Title == "" {
		return a.ID
	}
	return a.Title
}

func dotStyle(a *Article) string {
	if a.Kind == Missing {
		return `, style="rounded,dashed"`
	}
	return ""
}

func dotCount(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" [label=\"%d\"]", n)
}

// dotText is a string of the language that is drawn as text is, in one line.
// Graphviz reads a backslash as the start of an escape, and in labels "&" as
// that of an entity of HTML.
func dotText(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	text = strings.Join(strings.Fields(text), " ")
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(text) + `"`
}
