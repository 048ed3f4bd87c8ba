package clean

import (
	"maps"
	"slices"
	"strconv"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// gridRow is a row of a table: the content of its cells, by column.
type gridRow [][]*html.Node

// grid lays the cells out in rows of equal length. A cell merged over others
// is written once, at its upper left corner, and leaves the rest of what it
// covers empty, be it a header or not; rows and columns in which no cell begins
// are left out. An empty cell that stays behind is a loss of layout, and so are lists
// and code that became lines.
func (b *builder) grid(rows []*html.Node, f format) []gridRow {
	p := placement{begins: map[int]bool{}, covered: map[corner]bool{}}
	for y, row := range rows {
		p.place(y, cells(row), len(rows)-y)
	}
	columns := p.columns()
	var grid []gridRow
	merged, flattened := false, false
	for y, row := range rows {
		if len(p.rows[y]) == 0 {
			continue
		}
		line := make(gridRow, len(columns))
		for i, x := range columns {
			if cell := p.rows[y][x]; cell != nil {
				content, flat := b.cell(cell, f.within(row).within(cell))
				line[i] = content
				flattened = flattened || flat
			}
			merged = merged || p.covered[corner{y, x}]
		}
		grid = append(grid, line)
	}
	if merged {
		b.lose(article.LossTable, "merged table cells")
	}
	if flattened {
		b.lose(article.LossTable, "lists or code in table cells")
	}
	return grid
}

// corner is a place in a table.
type corner struct{ y, x int }

// placement says where the cells of a table stand.
type placement struct {
	// rows are the cells of each row by the column they begin in.
	rows []map[int]*html.Node
	// begins are the columns in which some cell begins.
	begins map[int]bool
	// covered are the places that merged cells take but for their corner.
	covered map[corner]bool
}

// place adds row y; depth is how many rows there are from it on.
func (p *placement) place(y int, cells []*html.Node, depth int) {
	row := make(map[int]*html.Node, len(cells))
	x := 0
	for _, cell := range cells {
		for p.covered[corner{y, x}] {
			x++
		}
		row[x] = cell
		p.begins[x] = true
		p.cover(y, x, min(span(cell, "rowspan"), depth), span(cell, "colspan"))
		x++
	}
	p.rows = append(p.rows, row)
}

func (p *placement) cover(y, x, height, width int) {
	for dy := range height {
		for dx := range width {
			if dy != 0 || dx != 0 {
				p.covered[corner{y + dy, x + dx}] = true
			}
		}
	}
}

// columns are those in which a cell begins, from left to right.
func (p *placement) columns() []int { return slices.Sorted(maps.Keys(p.begins)) }

// maxSpan bounds what a merged cell may claim.
const maxSpan = 100

func span(cell *html.Node, name string) int {
	n, err := strconv.Atoi(attr(cell, name))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxSpan)
}
