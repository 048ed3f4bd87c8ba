package clean

import (
	"slices"
	"strconv"
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

// format is how a run is set: its marks and the link it belongs to. Its look
// parts no runs, and display is that of the innermost element alone.
type format struct {
	marks   mark
	href    string
	look    look
	display string
}

func (f format) joins(other format) bool { return f.marks == other.marks && f.href == other.href }

// run is a piece of a paragraph in one format: text, a leaf or a break.
// Paragraphs are built from runs, for the page splits text over nested spans
// without regard to what belongs together.
type run struct {
	format
	text string
	// leaf is a picture or a formula, which stands as it is.
	leaf *html.Node
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
		if !strings.HasPrefix(keyword(n, "text-decoration"), "none") {
			f.marks |= struck
		}
	case atom.Sub:
		f.marks |= subscript
	case atom.Sup:
		f.marks |= superscript
	case atom.Code, atom.Tt, atom.Kbd, atom.Samp:
		f.marks |= monospace
	case atom.Center:
		f.look.centered = true
	case atom.A:
		if href := linkAddress(n); href != "" {
			f.href = href
		}
	}
	return f.styled(n)
}

// styled follows the style sheet of an element, which can also take a mark
// back: <strong style="font-weight: normal">. A value that nobody can read
// changes nothing.
func (f format) styled(n *html.Node) format {
	f.display = ""
	for declaration := range strings.SplitSeq(attr(n, "style"), ";") {
		if declaration = trimStart(declaration); declaration != "" {
			f = f.declared(declaration)
		}
	}
	return f
}

// declared follows one declaration; most are of other properties.
func (f format) declared(declaration string) format {
	switch declaration[0] | 0x20 {
	case 'd':
		if v, ok := declares(declaration, "display"); ok {
			f.display = strings.ToLower(v)
		}
	case 'f':
		f = f.fontDeclared(declaration)
	case 't':
		f = f.textDeclared(declaration)
	}
	return f
}

func (f format) fontDeclared(declaration string) format {
	if v, ok := declares(declaration, "font-size"); ok {
		f.look = f.look.sized(strings.ToLower(v))
	} else if v, ok := declares(declaration, "font-weight"); ok {
		f.marks = f.marks.weighed(strings.ToLower(v))
	} else if v, ok := declares(declaration, "font-style"); ok {
		f.marks = f.marks.slanted(strings.ToLower(v))
	}
	return f
}

func (f format) textDeclared(declaration string) format {
	if v, ok := declares(declaration, "text-align"); ok {
		f.look = f.look.aligned(strings.ToLower(v))
	}
	for _, property := range []string{"text-decoration", "text-decoration-line"} {
		if v, ok := declares(declaration, property); ok && strings.Contains(strings.ToLower(v), "line-through") {
			f.marks |= struck
		}
	}
	return f
}

// boldWeight is the weight from which on text is bold.
const boldWeight = 600

func (m mark) weighed(weight string) mark {
	switch weight {
	case "bold", "bolder":
		return m | bold
	case "normal", "lighter", "initial":
		return m &^ bold
	}
	number, err := strconv.ParseFloat(weight, 64)
	switch {
	case err != nil || number < 1 || number > 1000:
		return m
	case number >= boldWeight:
		return m | bold
	}
	return m &^ bold
}

func (m mark) slanted(style string) mark {
	switch {
	case style == "italic", strings.HasPrefix(style, "oblique"):
		return m | italic
	case style == "normal":
		return m &^ italic
	}
	return m
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
	return r.leaf != nil || strings.TrimFunc(r.text, isBlank) != ""
}

// unmarkBlank leaves text that shows nothing by itself only the marks and the
// link that both its sides have: bold white space cannot be written in
// Markdown and nobody sees it.
func unmarkBlank(runs []run) []run {
	for i := 0; i < len(runs); i++ {
		start := i
		for i < len(runs) && runs[i].isText() && !runs[i].shows() {
			i++
		}
		shared := sharedFormat(formatAt(runs, start-1), formatAt(runs, i))
		for j := start; j < i; j++ {
			runs[j].format = shared
		}
	}
	return runs
}

// formatAt is the format of a run, none beside breaks and edges.
func formatAt(runs []run, i int) format {
	if i < 0 || i >= len(runs) || runs[i].br {
		return format{}
	}
	return runs[i].format
}

func sharedFormat(left, right format) format {
	shared := format{marks: left.marks & right.marks}
	if left.href == right.href {
		shared.href = left.href
	}
	return shared
}

// joinRuns merges neighbours of one format, and lets a break take the format
// that both its sides have.
func joinRuns(runs []run) []run {
	joined := runs[:0]
	var text strings.Builder
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		if r.br {
			r.format = sharedFormat(joined[len(joined)-1].format, formatBehind(runs[i:]))
			r.marks &^= monospace
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

// formatBehind is the format of what follows breaks, which never end runs.
func formatBehind(runs []run) format {
	for runs[0].br {
		runs = runs[1:]
	}
	return runs[0].format
}

// textLength is how many runs from the first on are text of one format.
func textLength(runs []run) int {
	n := 0
	for n < len(runs) && runs[n].isText() && runs[n].joins(runs[0].format) {
		n++
	}
	return n
}

func (r run) isText() bool { return r.leaf == nil && !r.br }

func (r run) isPicture() bool { return r.leaf != nil && r.leaf.DataAtom == atom.Img }

// nest writes runs as elements, links outside marks, opening and closing no
// more than the change of format asks for. Code closes for every other mark to
// open: in Markdown it holds nothing but text.
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
	case r.leaf != nil:
		return r.leaf
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
		if f.marks&o.mark == 0 || o.mark == monospace && f.marks&^n.marks() != 0 {
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

func (n *nester) has(m mark) bool { return n.marks()&m != 0 }

// marks are those that are open.
func (n *nester) marks() mark {
	var marks mark
	for _, o := range n.open {
		marks |= o.mark
	}
	return marks
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
