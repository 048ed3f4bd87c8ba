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
// shows something else than an archived page of it, which is read anew: for
// the page that the copy was made from, what the conversion lost and what
// somebody edited since; for the page of another version, what changed.
func Compare(archive *store.Archive, rec *store.Record, page string) ([]fidelity.Difference, error) {
	src, err := archive.ReadPage(page)
	if err != nil {
		return nil, fmt.Errorf("reading page of %q: %w", rec.ID, err)
	}
	text, err := os.ReadFile(filepath.Join(archive.Dir(), filepath.FromSlash(rec.Markdown)))
	if err != nil {
		return nil, fmt.Errorf("reading Markdown of %q: %w", rec.ID, err)
	}
	mappings, err := mappingsOf(archive.Dir())
	if err != nil {
		return nil, err
	}
	converter := convert.New().With(mappings)
	doc, err := converter.Read(src)
	if err != nil {
		return nil, fmt.Errorf("converting page of %q: %w", rec.ID, err)
	}
	play(doc, rec.Assets)
	assets := ownAssets(rec, page, doc.Article.Assets)
	if page == rec.Page {
		keepAssets(assets, rec.Assets)
	}
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
