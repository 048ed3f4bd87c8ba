package source

import (
	"path"
	"slices"
	"strings"

	"wxbackup/article"
)

// A list of links is any table of which a column holds addresses of articles,
// with or without a header, and a text file that has one on each line.

// sampleRows is how many rows are read to find an address.
const sampleRows = 20

// isLinkList goes by the name, and for text by the first line that is not
// empty; the rest shows when the rows are read.
func isLinkList(name string, head []byte) bool {
	switch path.Ext(name) {
	case ".csv":
		return len(head) > 0
	case ".txt":
		first, _, _ := strings.Cut(strings.TrimLeft(headText(head), " \t\r\n"), "\n")
		return hasLink(strings.Split(first, "\t")) || hasLink(strings.Split(first, ","))
	}
	return false
}

func hasLink(values []string) bool {
	return slices.ContainsFunc(values, func(s string) bool {
		_, ok := article.ParseAddress(s)
		return ok
	})
}

func readLinkList(f *blob, name string, emit emitter) error {
	next, err := csvRows(f)
	if err != nil {
		return err
	}
	isList := holdsLinks
	if strings.EqualFold(path.Ext(name), ".txt") {
		isList = holdsOnlyLinks
	}
	found, err := emitLinks(next, isList, "", emit)
	if err == nil && !found {
		return errOther
	}
	return err
}

func readLinkWorkbook(f *blob, _ string, emit emitter) error {
	found := false
	err := eachSheet(f, func(prefix string, next nextRow) error {
		has, err := emitLinks(next, holdsLinks, prefix, emit)
		found = found || has
		return err
	})
	if err == nil && !found {
		return errOther
	}
	return err
}

// holdsLinks reports whether one of the rows has a link.
func holdsLinks(rows [][]string) bool { return slices.ContainsFunc(rows, hasLink) }

// holdsOnlyLinks reports whether all rows have one: a text that begins with a
// link can be anything.
func holdsOnlyLinks(rows [][]string) bool {
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(row []string) bool { return !hasLink(row) })
}

// emitLinks hands on the rows of a table, if the first of them make a list. A
// first row without a link is the header.
func emitLinks(next nextRow, isList func([][]string) bool, prefix string, emit emitter) (found bool, err error) {
	sample, err := firstRows(next)
	if !isList(sample) {
		return false, atEnd(err)
	}
	var names []string
	if !hasLink(sample[0]) {
		names, sample = columnNames(sample[0]), sample[1:]
	}
	return true, emitRows(names, func() ([]string, error) {
		switch {
		case len(sample) > 0:
			row := sample[0]
			sample = sample[1:]
			return row, nil
		case err != nil:
			return nil, err
		}
		return next()
	}, prefix, emit)
}

// firstRows are the sample, with the error that ended it early.
func firstRows(next nextRow) ([][]string, error) {
	var rows [][]string
	for len(rows) < sampleRows {
		row, err := next()
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}
