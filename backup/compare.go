package backup

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"wxbackup/convert"
	"wxbackup/convert/fidelity"
	"wxbackup/store"
)

// Compare lists where an article's Markdown copy, as it stands in the archive,
// shows something else than the archived page: what the conversion lost, and
// what somebody edited since. The page is read anew.
func Compare(archive *store.Archive, rec *store.Record) ([]fidelity.Difference, error) {
	page, err := archive.ReadPage(rec.Page)
	if err != nil {
		return nil, fmt.Errorf("reading page of %q: %w", rec.ID, err)
	}
	text, err := os.ReadFile(filepath.Join(archive.Dir(), filepath.FromSlash(rec.Markdown)))
	if err != nil {
		return nil, fmt.Errorf("reading Markdown of %q: %w", rec.ID, err)
	}
	converter := convert.New()
	doc, err := converter.Read(page)
	if err != nil {
		return nil, fmt.Errorf("converting page of %q: %w", rec.ID, err)
	}
	assets := doc.Article.Assets
	keepAssets(assets, rec.Assets)
	completeAssets(assets, rec.Assets)
	return converter.Differences(doc, withoutFrontMatter(text), func(n int) string { return copyDestination(assets[n]) }), nil
}

// withoutFrontMatter is the body of a Markdown copy. An editor may have changed
// its line ends.
func withoutFrontMatter(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	head, found := bytes.CutPrefix(text, []byte("---\n"))
	if !found {
		return text
	}
	if _, body, closed := bytes.Cut(head, []byte("\n---\n")); closed {
		return body
	}
	return text
}
