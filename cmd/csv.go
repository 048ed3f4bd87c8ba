package cmd

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"wxbackup/article"
)

// byteOrderMark tells spreadsheets that a table is UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV prints rows as a table that spreadsheets open.
func (a *app) writeCSV(rows [][]string) error {
	b := bytes.NewBufferString(byteOrderMark)
	w := csv.NewWriter(b)
	w.UseCRLF = true
	for _, row := range rows {
		for i := range row {
			row[i] = harmless(row[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("writing table: %w", err)
	}
	a.ui.Data(b.Bytes())
	return nil
}

// csvTime is a time as every spreadsheet reads it, in the platform's zone.
func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(article.Zone).Format(time.DateTime)
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
