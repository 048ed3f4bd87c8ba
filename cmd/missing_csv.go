package cmd

// writeLack writes what is missing as a table that spreadsheets open and
// exporters take addresses from.
func (a *app) writeLack(out string, l lack) error {
	rows := [][]string{{"title", "url", "account", "published", "why"}}
	for _, m := range l.articles {
		rows = append(rows, []string{m.Title, m.URL, m.Account, csvTime(m.Published), string(m.Why)})
	}
	for _, m := range l.assets {
		rows = append(rows, []string{m.Title, m.URL, m.Account, csvTime(m.Published), "asset"})
	}
	return a.writeCSV(out, rows)
}
