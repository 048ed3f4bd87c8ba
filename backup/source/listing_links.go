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

func isLinkList(name string, head []byte) bool {
	switch path.Ext(name) {
	case ".csv":
		return len(head) > 0
	case ".txt":
		return isLinkLines(headText(head), len(head) < headSize)
	}
	return false
}

// isLinkLines reports whether each line is a link, or has one between tabs; the
// last line counts where it is whole.
func isLinkLines(text string, whole bool) bool {
	lines := strings.Split(text, "\n")
	if !whole {
		lines = lines[:len(lines)-1]
	}
	found := false
	for _, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case !hasLink(strings.Split(line, "\t")):
			return false
		default:
			found = true
		}
	}
	return found
}

func hasLink(values []string) bool {
	return slices.ContainsFunc(values, func(s string) bool {
		_, ok := article.ParseAddress(s)
		return ok
	})
}

func readLinkList(f *blob, _ string, emit emitter) error {
	next, err := csvRows(f)
	if err != nil {
		return err
	}
	found, err := emitLinks(next, "", emit)
	if err == nil && !found {
		return errOther
	}
	return err
}

func readLinkWorkbook(f *blob, _ string, emit emitter) error {
	found := false
	err := eachSheet(f, func(prefix string, next nextRow) error {
		has, err := emitLinks(next, prefix, emit)
		found = found || has
		return err
	})
	if err == nil && !found {
		return errOther
	}
	return err
}

// emitLinks hands on the rows of a table, if one of the first has a link. A
// first row without one is the header.
func emitLinks(next nextRow, prefix string, emit emitter) (found bool, err error) {
	sample, err := firstRows(next)
	if !slices.ContainsFunc(sample, hasLink) {
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
