package clean

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// table keeps a table of data and unwraps one that only lays things out, in
// reading order (wechat-pages.md §7.1).
func (b *builder) table(n *html.Node, f format) {
	rows := tableRows(n)
	if !isData(n, rows) {
		b.layout(n, f)
		return
	}
	for _, caption := range captions(n.FirstChild) {
		b.container(caption, f.within(caption))
	}
	b.block(b.dataTable(rows, f))
}

// layout unwraps a table: each cell is a container.
func (b *builder) layout(n *html.Node, f format) {
	b.flush()
	b.children(n, f)
	b.flush()
}

// tableRows are the rows of a table, those of nested tables left out, head
// rows first.
func tableRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch d.DataAtom {
		case atom.Tr:
			rows = append(rows, d)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, tableRows(d)...)
		}
	}
	return rows
}

func cells(row *html.Node) []*html.Node {
	var found []*html.Node
	for d := row.FirstChild; d != nil; d = d.NextSibling {
		if d.DataAtom == atom.Td || d.DataAtom == atom.Th {
			found = append(found, d)
		}
	}
	return found
}

// IsDataTable tells a table of a raw body that is kept as one, as opposed to
// one that only lays things out.
func IsDataTable(n *html.Node) bool { return isData(n, tableRows(n)) }

// isData tells a table of data: two rows and two columns at least, no cell that
// holds what a cell of Markdown cannot, and no caption behind a row.
func isData(n *html.Node, rows []*html.Node) bool {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(cells(row)))
	}
	if len(rows) < 2 || columns < 2 || hasDescendant(n, isLayout) {
		return false
	}
	first := rows[0]
	if first.Parent != n {
		first = first.Parent
	}
	return len(captions(first)) == 0
}

func isLayout(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Table, atom.Pre, atom.Aside, atom.Blockquote, atom.Ul, atom.Ol, atom.Hr:
		return true
	case atom.Img:
		return attr(n, "data-emoji") == ""
	}
	return false
}

// dataTable builds head and body. The first row is the head when its cells say
// so; merged cells are written once, at their upper left corner.
func (b *builder) dataTable(rows []*html.Node, f format) *html.Node {
	grid := b.grid(rows, f)
	table := element(atom.Table)
	if isHead(rows[0]) {
		table.AppendChild(section(atom.Thead, atom.Th, grid[:1]))
		grid = grid[1:]
	}
	table.AppendChild(section(atom.Tbody, atom.Td, grid))
	return table
}

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

func section(sectionAtom, cellAtom atom.Atom, grid [][][]*html.Node) *html.Node {
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

// maxSpan bounds what a merged cell may claim.
const maxSpan = 100

// grid lays the cells out in rows of equal length. A cell merged over others
// leaves those empty, which is a loss of layout.
func (b *builder) grid(rows []*html.Node, f format) [][][]*html.Node {
	grid := make([][][]*html.Node, len(rows))
	taken := map[[2]int]bool{}
	columns, merged := 0, false
	for y, row := range rows {
		x := 0
		for _, cell := range cells(row) {
			for taken[[2]int{y, x}] {
				grid[y] = append(grid[y], nil)
				x++
			}
			grid[y] = append(grid[y], b.cell(cell, f.within(row).within(cell)))
			width, height := span(cell, "colspan"), span(cell, "rowspan")
			merged = merged || width > 1 || height > 1
			claim(taken, y, x, width, height)
			x++
		}
		columns = max(columns, len(grid[y]))
	}
	if merged {
		b.lose(article.LossTable, "merged table cells")
	}
	for y := range grid {
		for len(grid[y]) < columns {
			grid[y] = append(grid[y], nil)
		}
	}
	return grid
}

func span(cell *html.Node, name string) int {
	n, err := strconv.Atoi(attr(cell, name))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxSpan)
}

func claim(taken map[[2]int]bool, y, x, width, height int) {
	for dy := range height {
		for dx := range width {
			if dy != 0 || dx != 0 {
				taken[[2]int{y + dy, x + dx}] = true
			}
		}
	}
}

// cell is the inline content of a cell: its blocks are parted by breaks.
func (b *builder) cell(n *html.Node, f format) []*html.Node {
	var content []*html.Node
	for d := b.inside(n, f).FirstChild; d != nil; d = d.NextSibling {
		if len(content) > 0 {
			content = append(content, element(atom.Br))
		}
		content = append(content, detach(d)...)
	}
	return content
}

// detach takes the children out of a block.
func detach(n *html.Node) []*html.Node {
	var nodes []*html.Node
	for d := n.FirstChild; d != nil; d = n.FirstChild {
		n.RemoveChild(d)
		nodes = append(nodes, d)
	}
	return nodes
}

// captions are those among a child of a table and its later siblings.
func captions(child *html.Node) []*html.Node {
	var found []*html.Node
	for d := child; d != nil; d = d.NextSibling {
		if d.DataAtom == atom.Caption {
			found = append(found, d)
		}
	}
	return found
}
