package clean

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// settleTable makes a container of a table that only lays things out, or shows
// nothing, to be unwrapped in reading order (wechat-pages.md §7.1).
func settleTable(n *html.Node) {
	if !IsDataTable(n) {
		rename(n, atom.Div)
	}
}

// IsDataTable tells a table of a raw body that is kept as one, as opposed to
// one that only lays things out. It has two rows and two columns at least and
// shows something; no cell holds a table or an embed. Lists, code, quotes and
// rules in cells, which become lines there, need a cell that is a header;
// pictures, but for emoji, need a head, and more cells with text than with a
// picture alone.
func IsDataTable(n *html.Node) bool {
	rows := tableRows(n)
	t := lookAtTable(rows)
	switch {
	case t.rows < 2, t.columns < 2, t.written+t.pictured == 0, t.foreign:
		return false
	case isPictured(n, rows), captionsBehind(n, rows[0]):
		return false
	case t.block && !hasHeader(rows):
		return false
	}
	return !t.picture || isHead(rows[0]) && t.written > t.pictured
}

// isPictured reports whether the table or a part of it that is no cell has a
// background for its content.
func isPictured(n *html.Node, rows []*html.Node) bool {
	for _, row := range rows {
		if ContentBackground(row) != "" || row.Parent != n && ContentBackground(row.Parent) != "" {
			return true
		}
	}
	return false
}

// captionsBehind reports whether a caption that shows stands behind the first
// row: in the table it would come before.
func captionsBehind(n, row *html.Node) bool {
	if row.Parent != n {
		row = row.Parent
	}
	for _, caption := range captions(row) {
		if !isBare(caption, isSizeless(caption)) {
			return true
		}
	}
	return false
}

// tableRows are the rows of a table, those of nested tables left out. Rows
// without cells count only behind one that can reach into them.
func tableRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch d.DataAtom {
		case atom.Tr:
			if !isHidden(d) && (len(rows) > 0 || len(cells(d)) > 0) {
				rows = append(rows, d)
			}
		case atom.Thead, atom.Tbody, atom.Tfoot:
			if !isHidden(d) {
				rows = append(rows, tableRows(d)...)
			}
		}
	}
	return rows
}

func cells(row *html.Node) []*html.Node {
	var found []*html.Node
	for d := row.FirstChild; d != nil; d = d.NextSibling {
		if (d.DataAtom == atom.Td || d.DataAtom == atom.Th) && !isHidden(d) {
			found = append(found, d)
		}
	}
	return found
}

// captions are those among a child of a table and its later siblings.
func captions(child *html.Node) []*html.Node {
	var found []*html.Node
	for d := child; d != nil; d = d.NextSibling {
		if d.DataAtom == atom.Caption && !isHidden(d) {
			found = append(found, d)
		}
	}
	return found
}

// isHead reports whether a row is the table's head: one of thead, or all
// header cells.
func isHead(row *html.Node) bool {
	if row.Parent != nil && row.Parent.DataAtom == atom.Thead {
		return true
	}
	for _, cell := range cells(row) {
		if cell.DataAtom != atom.Th {
			return false
		}
	}
	return true
}

// hasHeader reports whether any cell is a header.
func hasHeader(rows []*html.Node) bool {
	for _, row := range rows {
		if row.Parent.DataAtom == atom.Thead {
			return true
		}
		for _, cell := range cells(row) {
			if cell.DataAtom == atom.Th {
				return true
			}
		}
	}
	return false
}

// table builds a table of data: head and body, its captions before it as
// paragraphs. The first row is the head when its cells say so.
func (b *builder) table(n *html.Node, f format) {
	for _, caption := range captions(n.FirstChild) {
		b.container(caption, f.within(caption))
	}
	rows := tableRows(n)
	grid := b.grid(rows, f)
	table := element(atom.Table)
	if isHead(rows[0]) {
		table.AppendChild(section(atom.Thead, atom.Th, grid[:1]))
		grid = grid[1:]
	}
	table.AppendChild(section(atom.Tbody, atom.Td, grid))
	b.block(table)
}

// layout unwraps an element in reading order.
func (b *builder) layout(n *html.Node, f format) {
	b.flush()
	b.children(n, f)
	b.flush()
}

func section(sectionAtom, cellAtom atom.Atom, grid []gridRow) *html.Node {
	s := element(sectionAtom)
	for _, row := range grid {
		tr := element(atom.Tr)
		for _, content := range row {
			cell := element(cellAtom)
			for _, n := range content {
				cell.AppendChild(n)
			}
			tr.AppendChild(cell)
		}
		s.AppendChild(tr)
	}
	return s
}
