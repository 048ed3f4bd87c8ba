package source

import (
	"archive/zip"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// nextRow gives the rows of a table, io.EOF after the last.
type nextRow func() ([]string, error)

// csvRows reads comma-separated values, or those with tabs between them that
// Excel calls Unicode text. Rows may be of any length, and quotes may stand
// where they should not.
func csvRows(f *blob) (nextRow, error) {
	text, err := f.text()
	if err != nil {
		return nil, err
	}
	bounded := newItemReader(text)
	r := csv.NewReader(bounded)
	r.LazyQuotes, r.FieldsPerRecord, r.Comma = true, -1, f.separator()
	return func() ([]string, error) {
		bounded.next()
		return r.Read()
	}, nil
}

// separator is what stands between the cells of the first line.
func (b *blob) separator() rune {
	head := make([]byte, headSize)
	n, _ := b.ReadAt(head, 0) // its errors come again with the first row
	if line, _, _ := strings.Cut(headText(head[:n]), "\n"); strings.Contains(line, "\t") {
		return '\t'
	}
	return ','
}

// columnNames names columns by their headers; one without a header, or with
// one that was there before, by its number.
func columnNames(header []string) []string {
	names := make([]string, len(header))
	for i, name := range header {
		if name = strings.TrimSpace(name); name == "" || slices.Contains(names[:i], name) {
			name = columnNumber(i)
		}
		names[i] = name
	}
	return names
}

func columnNumber(i int) string { return strconv.Itoa(i + 1) }

// rowOf gives the cells of a row by their columns, without the empty ones.
func rowOf(names, values []string) map[string]string {
	row := map[string]string{}
	for i, value := range values {
		switch {
		case strings.TrimSpace(value) == "":
		case i < len(names):
			row[names[i]] = value
		default:
			row[columnNumber(i)] = value
		}
	}
	return row
}

// emitRows hands on rows under their number, counted from 1 without the
// header and with the empty ones.
func emitRows(names []string, next nextRow, prefix string, emit emitter) error {
	for n := 1; ; n++ {
		values, err := next()
		if err != nil {
			return atEnd(err)
		}
		row := rowOf(names, values)
		if len(row) == 0 {
			continue
		}
		if err := emit(prefix+strconv.Itoa(n), row); err != nil {
			return err
		}
	}
}

// readTable reads a table with a header as comma-separated values.
func readTable(f *blob, _ string, emit emitter) error {
	next, err := csvRows(f)
	if err != nil {
		return err
	}
	header, err := next()
	if err != nil {
		return atEnd(err)
	}
	return emitRows(columnNames(header), next, "", emit)
}

// headerOf is the first line of a table, by the first bytes of the file.
func headerOf(name string, head []byte) []string {
	if path.Ext(name) != ".csv" {
		return nil
	}
	line, _, _ := strings.Cut(headText(head), "\n")
	r := csv.NewReader(strings.NewReader(line))
	r.LazyQuotes = true
	if strings.Contains(line, "\t") {
		r.Comma = '\t'
	}
	header, err := r.Read()
	if err != nil {
		return nil
	}
	return columnNames(header)
}

// hasColumns reports whether all the columns are there.
func hasColumns(header []string, columns ...string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(header, c) })
}

// isWorkbook tells a file of Excel's, whose first bytes say no more than that
// it is a zip archive.
func isWorkbook(name string, head []byte) bool {
	return path.Ext(name) == ".xlsx" && startsWith(head, "PK\x03\x04")
}

// maxUnpacked is how large a workbook may become, in bytes, when unpacked. Of
// that, its large sheets and texts go to temporary files.
const maxUnpacked = 1 << 30

// eachSheet reads the sheets of a workbook, with what precedes the name of a
// row: nothing in the first sheet.
func eachSheet(f *blob, take func(prefix string, next nextRow) error) (err error) {
	book, err := openWorkbook(f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	for i, sheet := range book.GetSheetList() {
		prefix := ""
		if i > 0 {
			prefix = sheet + "/"
		}
		if err := eachRow(book, sheet, func(next nextRow) error { return take(prefix, next) }); err != nil {
			return err
		}
	}
	return nil
}

func openWorkbook(f *blob) (*excelize.File, error) {
	fits, err := fitsMemory(f)
	switch {
	case err != nil:
		return nil, err
	case !fits:
		return nil, ErrTooLarge
	}
	return excelize.OpenReader(io.NewSectionReader(f, 0, f.size),
		excelize.Options{UnzipSizeLimit: maxUnpacked, ShortDatePattern: "yyyy-mm-dd"})
}

// fitsMemory judges the file and what becomes of the parts that are not
// unpacked to temporary files.
func fitsMemory(f *blob) (bool, error) {
	if f.size > MaxSize {
		return false, nil
	}
	book, err := zip.NewReader(f, f.size)
	if err != nil {
		return false, err
	}
	size := uint64(0)
	for _, part := range book.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		if name != "xl/sharedstrings.xml" && !strings.HasPrefix(name, "xl/worksheets/sheet") {
			size += min(part.UncompressedSize64, MaxSize+1)
		}
	}
	return size <= MaxSize, nil
}

func eachRow(book *excelize.File, sheet string, take func(nextRow) error) (err error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return take(func() ([]string, error) {
		if !rows.Next() {
			return nil, cmp.Or(rows.Error(), io.EOF)
		}
		return rows.Columns()
	})
}
