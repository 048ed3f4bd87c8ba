package emit

import (
	"strconv"

	"wxbackup/internal/spreadsheet"
	"wxbackup/redirect"
)

// csvTable writes all rules as one table for people. Its first two columns are
// those of a list of old addresses, so it can come back through --legacy.
func csvTable(m redirect.Map, s Settings) (Output, error) {
	at := places{m.Origin, s.Mirror}
	rows := [][]string{{"old address", "new address", "status", "kind", "article"}}
	for _, r := range m.Rules {
		rows = append(rows, []string{at.example(r.Source), r.Target, strconv.Itoa(r.Status()), string(r.Source.Kind()), r.ID})
	}
	table, err := spreadsheet.CSV(rows)
	if err != nil {
		return Output{}, err
	}
	text, err := readme("csv", m, nil)
	return Output{Files: []File{{Name: "csv/redirects.csv", Data: table}, text}}, err
}
