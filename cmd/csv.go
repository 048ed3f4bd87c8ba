package cmd

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"wxbackup/article"
	"wxbackup/internal/atomicfile"
)

// byteOrderMark tells spreadsheets that a table is UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes rows as a table that spreadsheets open into a file, or prints
// it for "".
func (a *app) writeCSV(out string, rows [][]string) error {
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
	return a.putOut(out, b.Bytes())
}

// putOut writes what a command made into a file, or prints it for "". A shell
// that reads the output of programs in an encoding of its own, as PowerShell
// does before ">", would spoil it.
func (a *app) putOut(out string, data []byte) error {
	if out == "" {
		a.ui.Data(data)
		return nil
	}
	if err := atomicfile.Write(out, data); err != nil {
		return err
	}
	a.ui.Resultf("written: %s", out)
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
