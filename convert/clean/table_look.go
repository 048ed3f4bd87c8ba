package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// cellLook is what a cell shows, as far as it decides what becomes of its
// table.
type cellLook struct {
	text    bool
	picture bool // other than emoji
	block   bool // a list, code, a quote, a rule
	foreign bool // a table, an embed
}

func (l *cellLook) add(other cellLook) {
	l.text = l.text || other.text
	l.picture = l.picture || other.picture
	l.block = l.block || other.block
	l.foreign = l.foreign || other.foreign
}

// tableLook is what all cells of a table show.
type tableLook struct {
	cellLook
	// rows counts those with cells; columns is the most cells of a row.
	rows, columns int
	// written and pictured count cells with text and with a picture alone.
	written, pictured int
}

func lookAtTable(rows []*html.Node) tableLook {
	var t tableLook
	for _, row := range rows {
		found := cells(row)
		t.columns = max(t.columns, len(found))
		t.rows += min(len(found), 1)
		for _, cell := range found {
			t.addCell(lookAt(cell))
		}
	}
	return t
}

func (t *tableLook) addCell(look cellLook) {
	switch {
	case look.text:
		t.written++
	case look.picture:
		t.pictured++
	}
	t.add(look)
}

// lookAt reads a cell of a raw body as it will be shown, whether or not the
// passes ran that come before.
func lookAt(cell *html.Node) cellLook {
	look := cellLook{picture: ContentBackground(cell) != ""}
	look.children(cell, isSizeless(cell))
	return look
}

func (l *cellLook) children(n *html.Node, sizeless bool) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		l.node(d, sizeless)
	}
}

func (l *cellLook) node(n *html.Node, sizeless bool) {
	if n.Type == html.TextNode {
		l.text = l.text || !sizeless && !isBlankString(n.Data)
		return
	}
	if n.Type != html.ElementNode || isHidden(n) && !isFormulaScript(n) || l.figure(n) {
		return
	}
	inner := cellLook{}
	inner.children(n, sizelessIn(n, sizeless))
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Blockquote:
		inner.block = inner != cellLook{}
	case atom.Pre:
		inner.block = inner.text && isCode(n) || inner.block
	case atom.Table:
		inner.foreign = inner != cellLook{}
	case atom.Hr:
		inner.block = true
	}
	l.add(inner)
}

// figure reads an element that shows something other than what is inside.
func (l *cellLook) figure(n *html.Node) bool {
	switch {
	case n.DataAtom == atom.Math || isFormula(n):
		l.text = true
	case IsPicture(n):
		l.readPicture(n)
	case isCard(n) || IsEmbed(n):
		l.foreign = true
	case ContentBackground(n) != "":
		l.picture = true
	default:
		return false
	}
	return true
}

// readPicture takes an emoji for text.
func (l *cellLook) readPicture(n *html.Node) {
	if !hasSource(n) {
		return
	}
	asset, _ := ImageSource(n)
	if isEmoji(n, asset.URL) {
		l.text = true
		return
	}
	l.picture = true
}

// hasSource reports whether a picture shows anything.
func hasSource(n *html.Node) bool {
	asset, data := ImageSource(n)
	return asset != (article.Asset{}) || data != nil
}
