package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// positionAttribute says where in the source of the Markdown editor a piece of
// text stood, as "a..b".
const positionAttribute = "md-src-pos"

// maxSwallowed bounds how many spaces a gap can stand for.
const maxSwallowed = 200

// restoreSpaces writes the spaces that the Markdown editor swallowed: the gap
// between the positions of two neighbours, less what stands between them. Only
// pieces as long as their positions say are believed.
func restoreSpaces(pre *html.Node) {
	if !hasDescendant(pre, isPositioned) {
		return
	}
	p := positions{end: -1}
	p.read(pre)
}

func isPositioned(n *html.Node) bool { return attr(n, positionAttribute) != "" }

// positions follows the source while a block is read.
type positions struct {
	// end is where the last piece that is believed ended, -1 before the first.
	end int
	// between counts the characters since, a line end as one.
	between int
}

func (p *positions) read(n *html.Node) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode:
			p.between += len(d.Data)
		case d.DataAtom == atom.Br:
			p.between++
		case isPositioned(d) && !hasDescendant(d, isPositioned):
			p.piece(d)
		default:
			if p.between == 0 && (partsLines(d) || d.DataAtom == atom.Code) {
				p.between++
			}
			p.read(d)
		}
	}
}

func (p *positions) piece(n *html.Node) {
	start, end, ok := position(n)
	if !ok {
		p.end = -1
		return
	}
	if missing := start - p.end - p.between; p.end >= 0 && missing > 0 && missing <= maxSwallowed {
		n.Parent.InsertBefore(textNode(strings.Repeat(" ", missing)), n)
	}
	p.end, p.between = end, 0
}

// position reads where a piece stood; it is false for one whose length is
// another than that of its text, in characters or in bytes.
func position(n *html.Node) (start, end int, ok bool) {
	from, to, _ := strings.Cut(attr(n, positionAttribute), "..")
	start, err := strconv.Atoi(from)
	if err != nil {
		return 0, 0, false
	}
	end, err = strconv.Atoi(to)
	if err != nil {
		return 0, 0, false
	}
	text := textContent(n)
	length := end - start
	return start, end, length == len(text) || length == len([]rune(text))
}
