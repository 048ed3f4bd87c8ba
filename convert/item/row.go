package item

import (
	"encoding/json"

	"wxbackup/convert/page"
)

// row is a line of a table, by the headers of its columns. Columns without a
// header go by their numbers.
type row map[string]string

func readRow(item json.RawMessage) (row, error) {
	var r row
	if err := json.Unmarshal(item, &r); err != nil {
		return nil, err
	}
	return r, nil
}

// text is the first cell of the columns that has any.
func (r row) text(columns ...string) string {
	for _, c := range columns {
		if s := page.OneLine(r[c]); s != "" {
			return s
		}
	}
	return ""
}
