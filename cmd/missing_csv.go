package cmd

import (
	"time"

	"wxbackup/article"
	"wxbackup/internal/spreadsheet"
)

// writeLack prints what is missing as a table that spreadsheets open and
// exporters take addresses from.
func (a *app) writeLack(l lack) error {
	rows := [][]string{{"title", "url", "account", "published", "why"}}
	for _, m := range l.articles {
		rows = append(rows, []string{m.Title, m.URL, m.Account, csvTime(m.Published), string(m.Why)})
	}
	for _, m := range l.assets {
		rows = append(rows, []string{m.Title, m.URL, m.Account, csvTime(m.Published), "asset"})
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return err
	}
	a.ui.Data(table)
	return nil
}

// csvTime is a time as every spreadsheet reads it, in the platform's zone.
func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(article.Zone).Format(time.DateTime)
}
