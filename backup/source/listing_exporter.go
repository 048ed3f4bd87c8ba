package source

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wxbackup/convert/item"
)

// metadataName is the file of facts in the folder of an article.
const metadataName = "metadata.json"

// metadataListing is what an exporter knows of the one article in a folder.
// Its marks are its name, original_url and publish_date.
var metadataListing = listing{
	format: item.FormatMetadata,
	matches: func(name string, head []byte) bool {
		return name == metadataName && (isMetadata(head) || len(head) == listingHead && beginsWithTitle.Match(head))
	},
	read: func(f *blob, _ string, emit func(name string, content any) error) error {
		facts, err := wholeJSON(f)
		switch {
		case err != nil:
			return unfinished(err)
		case !isMetadata(facts):
			return errNoArticle
		}
		return emit("", facts)
	},
}

// beginsWithTitle matches the beginning of facts, of which a long title can
// leave no other in a head.
var beginsWithTitle = regexp.MustCompile(`^\s*\{\s*"title"\s*:`)

func isMetadata(facts []byte) bool {
	return bytes.Contains(facts, []byte(`"original_url"`)) && bytes.Contains(facts, []byte(`"publish_date"`))
}

// recordsListing is the list of all that the same exporter was asked for. Its
// marks are the names of its columns.
var recordsListing = listing{
	format:  item.FormatRecords,
	matches: isRecords,
	read:    readRecords,
}

func isRecords(name string, head []byte) bool {
	first, _, _ := strings.Cut(string(bytes.TrimPrefix(head, byteOrderMark)), "\n")
	columns := strings.Split(strings.ReplaceAll(strings.TrimSpace(first), `"`, ""), ",")
	for _, column := range []string{"url", "status", "title", "author", "published_date", "folder_name", "failure_reason"} {
		if !slices.Contains(columns, column) {
			return false
		}
	}
	return strings.HasSuffix(name, ".csv")
}

// readRecords names a row by its number below the header.
func readRecords(f *blob, _ string, emit func(name string, content any) error) error {
	next, err := csvRows(f)
	if err != nil {
		return err
	}
	header, err := next()
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		row, err := next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := emit(strconv.Itoa(n), cells(header, row)); err != nil {
			return err
		}
	}
}

// cells are the cells of a row by their columns.
func cells(header, row []string) map[string]string {
	named := make(map[string]string, len(header))
	for i, column := range header {
		if i < len(row) {
			named[strings.TrimSpace(column)] = row[i]
		}
	}
	return named
}
