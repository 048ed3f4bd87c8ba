package markdown

import (
	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

// table writes a table of GitHub's kind. Its one header row is the first row
// of thead; a table without one gets an empty header row, and short rows are
// filled up to the longest.
func (r *Renderer) table(_ converter.Context, n *html.Node) {
	head, body := tableRows(n)
	columns := len(head)
	for _, row := range body {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	if len(body) == 0 && r.dialect.engine == kramdown { // to which that is no table
		head, body = nil, [][]*html.Node{head}
	}
	r.tableRow(head, columns)
	r.out = append(r.out, "\n|"...)
	for range columns {
		r.out = append(r.out, " --- |"...)
	}
	for _, row := range body {
		r.out = append(r.out, '\n')
		r.tableRow(row, columns)
	}
}

func (r *Renderer) tableRow(cells []*html.Node, columns int) {
	for _, cell := range cells {
		r.out = append(r.out, "| "...)
		r.writeInline(inCell, cell.FirstChild, nil, 0)
		r.out = append(r.out, ' ')
	}
	for range columns - len(cells) {
		r.out = append(r.out, "|  "...)
	}
	r.out = append(r.out, '|')
}

// tableRows are the cells of a table, row by row, those of thead's first row
// apart.
func tableRows(table *html.Node) (head []*html.Node, body [][]*html.Node) {
	for row := range table.Descendants() {
		if row.Type != html.ElementNode || row.Data != "tr" {
			continue
		}
		cells := rowCells(row)
		if row.Parent.Data == "thead" && head == nil {
			head = cells
			continue
		}
		body = append(body, cells)
	}
	return head, body
}

func rowCells(row *html.Node) []*html.Node {
	cells := []*html.Node{}
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "td" || c.Data == "th" {
			cells = append(cells, c)
		}
	}
	return cells
}
