package emit

import (
	"bytes"

	"wxbackup/redirect"
	"wxbackup/redirect/table"
)

// tableFiles writes the folder table: the file that `wxbackup serve-redirects`
// answers from, and a README.
func tableFiles(m redirect.Map, _ Settings) (Output, error) {
	var data bytes.Buffer
	if err := table.Write(&data, m, table.Stamp{}); err != nil {
		return Output{}, err
	}
	readme, err := readme("table", m, nil)
	if err != nil {
		return Output{}, err
	}
	return Output{Files: []File{{Name: "table/wxbackup.table", Data: data.Bytes()}, readme}}, nil
}
