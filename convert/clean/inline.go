package clean

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mark is one way of setting text apart.
type mark uint8

// The marks, from the outermost element to the innermost.
const (
	bold mark = 1 << iota
	italic
	struck
	subscript
	superscript
	monospace
)

var markElements = []struct {
	mark mark
	atom atom.Atom
}{
	{bold, atom.Strong},
	{italic, atom.Em},
	{struck, atom.Del},
	{subscript, atom.Sub},
	{superscript, atom.Sup},
	{monospace, atom.Code},
}

// format is how a run is set: its marks and the link it belongs to.
type format struct {
	marks mark
	href  string
}

// run is a piece of a paragraph in one format: text, a picture or a break.
// Paragraphs are built from runs, for the page splits text over nested spans
// without regard to what belongs together.
type run struct {
	format
	text string
	img  *html.Node
	br   bool
}

// within is the format inside an element.
func (f format) within(n *html.Node) format {
	switch n.DataAtom {
	case atom.Strong, atom.B:
		f.marks |= bold
	case atom.Em, atom.I:
		f.marks |= italic
	case atom.Del, atom.S, atom.Strike:
		f.marks |= struck
	case atom.Sub:
		f.marks |= subscript
	case atom.Sup:
		f.marks |= superscript
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp:
		f.marks |= monospace
	case atom.A:
		if href := safeHref(attr(n, "href")); href != "" {
			f.href = href
		}
	}
	return f.styled(n)
}

// styled follows the style sheet of an element, which can also take a mark
// back: <strong style="font-weight: normal">.
func (f format) styled(n *html.Node) format {
	if attr(n, "style") == "" {
		return f
	}
	switch weight := keyword(n, "font-weight"); weight {
	case "bold", "bolder", "600", "700", "800", "900":
		f.marks |= bold
	case "normal", "lighter", "100", "200", "300", "400", "500":
		f.marks &^= bold
	}
	switch keyword(n, "font-style") {
	case "italic", "oblique":
		f.marks |= italic
	case "normal":
		f.marks &^= italic
	}
	if strings.Contains(keyword(n, "text-decoration")+keyword(n, "text-decoration-line"), "line-through") {
		f.marks |= struck
	}
	return f
}

// paragraph makes the inline content of a block from its runs: white space as
// HTML shows it, edges trimmed, equal neighbours joined. It is nil when
// nothing is left to show.
func paragraph(runs []run) []*html.Node {
	runs = trimRuns(collapse(runs))
	if !slices.ContainsFunc(runs, run.shows) {
		return nil
	}
	return nest(joinRuns(unmarkBlank(runs)))
}

func (r run) shows() bool {
	return r.img != nil || strings.TrimFunc(r.text, isBlank) != ""
}

// unmarkBlank leaves text that shows nothing by itself only the marks that
// both its sides have: bold white space cannot be written in Markdown and
// nobody sees it.
func unmarkBlank(runs []run) []run {
	for i := 0; i < len(runs); i++ {
		start := i
		for i < len(runs) && runs[i].isText() && !runs[i].shows() {
			i++
		}
		marks := marksAt(runs, start-1) & marksAt(runs, i)
		for j := start; j < i; j++ {
			runs[j].marks = marks
		}
	}
	return runs
}

// marksAt are the marks of a run, none beside breaks and edges.
func marksAt(runs []run, i int) mark {
	if i < 0 || i >= len(runs) || runs[i].br {
		return 0
	}
	return runs[i].marks
}

// joinRuns merges neighbours of one format, and lets a break take the format
// that both its sides have.
func joinRuns(runs []run) []run {
	joined := runs[:0]
	var text strings.Builder
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		if r.br {
			r.format = sharedFormat(runs, joined, i)
		}
		if n := textLength(runs[i:]); n > 1 {
			text.Reset()
			for _, part := range runs[i : i+n] {
				text.WriteString(part.text)
			}
			r.text = text.String()
			i += n - 1
		}
		joined = append(joined, r)
	}
	return joined
}

// textLength is how many runs from the first on are text of one format.
func textLength(runs []run) int {
	n := 0
	for n < len(runs) && runs[n].isText() && runs[n].format == runs[0].format {
		n++
	}
	return n
}

func (r run) isText() bool { return r.img == nil && !r.br }

func sharedFormat(runs, before []run, i int) format {
	left, right := before[len(before)-1].format, runs[i+1].format
	shared := format{marks: left.marks & right.marks &^ monospace}
	if left.href == right.href {
		shared.href = left.href
	}
	return shared
}

// nest writes runs as elements, links outside marks, opening and closing no
// more than the change of format asks for.
func nest(runs []run) []*html.Node {
	root := element(atom.P)
	n := nester{at: root}
	for _, r := range runs {
		n.set(r.format)
		n.at.AppendChild(r.node())
	}
	var nodes []*html.Node
	for d := root.FirstChild; d != nil; d = root.FirstChild {
		root.RemoveChild(d)
		nodes = append(nodes, d)
	}
	return nodes
}

func (r run) node() *html.Node {
	switch {
	case r.br:
		return element(atom.Br)
	case r.img != nil:
		return r.img
	}
	return textNode(r.text)
}

// nester holds the open elements of a paragraph.
type nester struct {
	at   *html.Node
	open []openMark
	href string
}

type openMark struct {
	mark   mark
	before *html.Node
}

func (n *nester) set(f format) {
	if f.href != n.href {
		n.closeFrom(0)
		n.closeLink()
		n.openLink(f.href)
	}
	for i, o := range n.open {
		if f.marks&o.mark == 0 {
			n.closeFrom(i)
			break
		}
	}
	for _, m := range markElements {
		if f.marks&m.mark != 0 && !n.has(m.mark) {
			n.push(m.mark, m.atom)
		}
	}
}

func (n *nester) has(m mark) bool {
	return slices.ContainsFunc(n.open, func(o openMark) bool { return o.mark == m })
}

func (n *nester) push(m mark, a atom.Atom) {
	child := element(a)
	n.at.AppendChild(child)
	n.open = append(n.open, openMark{m, n.at})
	n.at = child
}

func (n *nester) closeFrom(i int) {
	if i < len(n.open) {
		n.at = n.open[i].before
		n.open = n.open[:i]
	}
}

func (n *nester) openLink(href string) {
	n.href = href
	if href == "" {
		return
	}
	a := element(atom.A, html.Attribute{Key: "href", Val: href})
	n.at.AppendChild(a)
	n.at = a
}

func (n *nester) closeLink() {
	if n.href != "" {
		n.at = n.at.Parent
	}
	n.href = ""
}
