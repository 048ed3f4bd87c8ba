package redirect

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Row is one row of a list that the owner wrote.
type Row struct {
	// File is the list's name and Line the row's number in it, from 1, so that
	// trouble can be told with its place.
	File  string   `json:"file"`
	Line  int      `json:"line"`
	Cells []string `json:"cells"`
}

// ReadRows reads a list as spreadsheets save it: comma-separated, UTF-8 with
// or without a mark, or GB18030 as on Chinese Windows. Empty rows and rows that
// begin with "#" are left out, so is a heading: a first row without any
// address in its first cell.
func ReadRows(name string, r io.Reader) ([]Row, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	if !utf8.Valid(data) {
		if data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data); err != nil {
			return nil, fmt.Errorf("reading %q: %w", name, err)
		}
	}
	list := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	list.FieldsPerRecord, list.Comment, list.LazyQuotes, list.TrimLeadingSpace = -1, '#', true, true
	var rows []Row
	for first := true; ; first = false {
		cells, err := list.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading %q: %w", name, err)
		}
		line, _ := list.FieldPos(0)
		if cells = trimmed(cells); cells[0] != "" && (!first || looksLikeAddress(cells[0])) {
			rows = append(rows, Row{name, line, cells})
		}
	}
}

func trimmed(cells []string) []string {
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
	}
	return cells
}

// looksLikeAddress tells an address, a key or a short id from a heading.
func looksLikeAddress(cell string) bool { return strings.ContainsAny(cell, "/.:") || len(cell) == 22 }
