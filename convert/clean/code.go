package clean

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// replaceCode turns every block of code into pre[data-lang] with one text node
// (wechat-pages.md §5), and settles on the same walk which tables are kept. A
// pre that holds what code never holds is layout and left to the passes after;
// one without text shows nothing and goes.
func (c *cleaner) replaceCode(root *html.Node) {
	each(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Pre:
			return replacePre(n)
		case atom.Table:
			settleTable(n)
			return true
		}
		return !replaceLookalike(n)
	})
}

// replacePre reports whether the element is still there, as layout.
func replacePre(pre *html.Node) bool {
	if !isCode(pre) {
		layOut(pre)
		return true
	}
	hint := ghostLanguage(pre)
	dropLineNumbers(pre)
	restoreSpaces(pre)
	lines := codeLines(pre)
	switch {
	case len(lines) == 0:
		pre.Parent.RemoveChild(pre)
	case len(lines) == 1 && isInSentence(pre, lines[0]):
		code := element(atom.Code)
		code.AppendChild(textNode(lines[0]))
		replace(pre, code)
	default:
		replace(pre, codeBlock(lines, codeLanguage(pre, hint, lines)))
	}
	return false
}

// codeBlock makes the clean form of code; lang may be "".
func codeBlock(lines []string, lang string) *html.Node {
	pre := element(atom.Pre)
	if lang != "" {
		pre.Attr = []html.Attribute{{Key: "data-lang", Val: lang}}
	}
	pre.AppendChild(textNode(strings.Join(lines, "\n")))
	return pre
}

// isCode tells a pre that is code from one that is layout: it holds text only,
// and no link is around it.
func isCode(pre *html.Node) bool {
	return !hasDescendant(pre, isNoCode) && !hasAncestor(pre, isLink)
}

// isNoCode reports what code never holds. A pre or a link that shows nothing
// is none: editors leave such debris in code. Drawings are ornaments there.
func isNoCode(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre:
		return !isBlankText(n)
	case atom.A:
		return isLink(n) && !isBlankText(n)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Th, atom.Math:
		return !isBlankText(n)
	}
	return isPictureElement(n) && hasSource(n) || isCard(n) || IsEmbed(n) || isFormula(n)
}

func isLink(n *html.Node) bool { return n.DataAtom == atom.A && linkAddress(n) != "" }

func isFormula(n *html.Node) bool {
	source, _ := Formula(n)
	return source != ""
}

// hasDescendant and hasAncestor report whether there is an element of a kind
// below or above a node.
func hasDescendant(n *html.Node, is func(*html.Node) bool) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			return true
		}
	}
	return false
}

func hasAncestor(n *html.Node, is func(*html.Node) bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && is(p) {
			return true
		}
	}
	return false
}

// layOut makes a container of a block that is no code. Where only line ends
// part its lines, they become breaks. A code element in it that holds several
// lines is a block of its own; one around what is no code is nothing.
func layOut(pre *html.Node) {
	if !hasDescendant(pre, partsLines) {
		breakLines(pre)
	}
	rename(pre, atom.Div)
	for d := range pre.Descendants() {
		switch {
		case d.DataAtom != atom.Code:
		case hasDescendant(d, isNoCode):
			rename(d, atom.Span)
		case hasDescendant(d, partsLines) && !hasAncestor(d, isCodeOrPre):
			rename(d, atom.Pre)
		}
	}
}

func isCodeOrPre(n *html.Node) bool { return n.DataAtom == atom.Code || n.DataAtom == atom.Pre }

func rename(n *html.Node, a atom.Atom) { n.DataAtom, n.Data = a, a.String() }

func breakLines(n *html.Node) {
	for d := n.FirstChild; d != nil; {
		next := d.NextSibling
		switch {
		case d.Type == html.TextNode:
			breakText(d)
		case d.DataAtom != atom.Pre && d.DataAtom != atom.Math:
			breakLines(d)
		}
		d = next
	}
}

func breakText(n *html.Node) {
	head, rest, more := strings.Cut(n.Data, "\n")
	n.Data = head
	for next := n.NextSibling; more; {
		head, rest, more = strings.Cut(rest, "\n")
		n.Parent.InsertBefore(element(atom.Br), next)
		n.Parent.InsertBefore(textNode(head), next)
	}
}

// maxInline is how many characters of code a sentence may hold.
const maxInline = 40

// isInSentence reports whether a block of one short line stands between two
// pieces of one sentence.
func isInSentence(pre *html.Node, line string) bool {
	if utf8.RuneCountInString(line) >= maxInline {
		return false
	}
	before := strings.TrimRightFunc(textBeside(pre, previous), isBlank)
	last, _ := utf8.DecodeLastRuneInString(before)
	return before != "" && !strings.ContainsRune("。！？：；.!?:;", last) && textBeside(pre, following) != ""
}

func previous(n *html.Node) *html.Node  { return n.PrevSibling }
func following(n *html.Node) *html.Node { return n.NextSibling }

// textBeside is the nearest text on one side of an element in the same line,
// "" where a break or a block is nearer.
func textBeside(n *html.Node, next func(*html.Node) *html.Node) string {
	for d := next(n); d != nil; d = next(d) {
		text := textContent(d)
		if d.Type == html.TextNode {
			text = d.Data
		}
		switch {
		case d.Type == html.ElementNode && (endsSentence(d) || hasDescendant(d, endsSentence)):
			return ""
		case !isBlankString(text):
			return text
		}
	}
	switch n.Parent.DataAtom {
	case atom.Span, atom.Strong, atom.B, atom.Em, atom.I, atom.U, atom.Font:
		return textBeside(n.Parent, next)
	}
	return ""
}

// endsSentence reports elements that no sentence goes on behind.
func endsSentence(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Pre:
		return !isBlankText(n)
	case atom.Hr, atom.Aside, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	case atom.Math:
		return attr(n, "display") == "block"
	}
	return partsLines(n) || isPictureElement(n)
}

func textContent(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
