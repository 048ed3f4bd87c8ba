package cmd

import (
	"time"

	"wxbackup/article"
	"wxbackup/internal/atomicfile"
	"wxbackup/internal/spreadsheet"
)

// writeCSV writes rows as a table that spreadsheets open into a file, or prints
// it for "".
func (a *app) writeCSV(out string, rows [][]string) error {
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	return a.putOut(out, table)
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
