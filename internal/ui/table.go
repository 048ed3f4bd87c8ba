package ui

import (
	"iter"
	"strings"
)

// gap stands between two columns.
const gap = "  "

// minShrunk is the narrowest a shrinking column gets, in columns of the
// terminal.
const minShrunk = 8

// Column describes one column of a Table.
type Column struct {
	Name string
	// Right aligns the column to the right, as numbers are.
	Right bool
	// Shrink lets the column be cut where the terminal is too narrow.
	Shrink bool
}

// Table is rows of cells, aligned by display width.
type Table struct {
	columns []Column
	rows    [][]string
}

// NewTable returns an empty table.
func NewTable(columns ...Column) *Table { return &Table{columns: columns} }

// Row appends a row. Missing cells are empty; cells beyond the last column are
// dropped.
func (t *Table) Row(cells ...string) {
	row := make([]string, len(t.columns))
	for i := range min(len(cells), len(row)) {
		row[i] = oneLine(cells[i])
	}
	t.rows = append(t.rows, row)
}

// lines are the header and the rows, fitted into width columns; 0 is no limit.
func (t *Table) lines(width int) iter.Seq[string] {
	widths := t.fit(width)
	return func(yield func(string) bool) {
		header := make([]string, len(t.columns))
		for i, c := range t.columns {
			header[i] = c.Name
		}
		if !yield(t.line(header, widths)) {
			return
		}
		for _, row := range t.rows {
			if !yield(t.line(row, widths)) {
				return
			}
		}
	}
}

func (t *Table) line(cells []string, widths []int) string {
	parts := make([]string, len(cells))
	for i, cell := range cells {
		parts[i] = pad(Truncate(cell, widths[i]), widths[i], t.columns[i].Right)
	}
	return strings.TrimRight(strings.Join(parts, gap), " ")
}

// fit gives each column the width of its widest cell, then takes from the
// shrinking columns, first to last, what the terminal lacks.
func (t *Table) fit(width int) []int {
	widths := make([]int, len(t.columns))
	total := len(gap) * (len(t.columns) - 1)
	for i, c := range t.columns {
		widths[i] = Width(c.Name)
		for _, row := range t.rows {
			widths[i] = max(widths[i], Width(row[i]))
		}
		total += widths[i]
	}
	for i, c := range t.columns {
		if width <= 0 || total <= width {
			break
		}
		if spare := widths[i] - minShrunk; c.Shrink && spare > 0 {
			cut := min(spare, total-width)
			widths[i] -= cut
			total -= cut
		}
	}
	return widths
}

func pad(cell string, width int, right bool) string {
	space := strings.Repeat(" ", max(0, width-Width(cell)))
	if right {
		return space + cell
	}
	return cell + space
}

// oneLine makes a cell of any text: white space becomes single spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(Plain(text)), " ") }
