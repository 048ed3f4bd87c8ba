// Package spreadsheet writes tables that Excel, WPS and their like open as
// they are meant.
//
// In come rows of text, out come the bytes of a CSV file. The package knows
// nothing of what the cells say.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// byteOrderMark tells spreadsheets that a table is UTF-8.
const byteOrderMark = "\ufeff"

// CSV is a table, comma-separated, with the marks that spreadsheets need to
// read Chinese, and without any cell that they would compute.
func CSV(rows [][]string) ([]byte, error) {
	b := bytes.NewBufferString(byteOrderMark)
	w := csv.NewWriter(b)
	w.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = harmless(cell)
		}
		// A failure stays in the writer until Flush.
		_ = w.Write(cells)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("writing table: %w", err)
	}
	return b.Bytes(), nil
}

// formulaStarts begin what a spreadsheet would compute; some take the wide
// forms too.
const formulaStarts = "=+-@＝＋－＠"

// harmless is a cell of one line that no spreadsheet takes for a formula.
func harmless(cell string) string {
	cell = strings.Join(strings.Fields(cell), " ")
	if cell != "" && strings.ContainsRune(formulaStarts, []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}
