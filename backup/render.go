package backup

import (
	"fmt"

	"wxbackup/convert"
	"wxbackup/convert/markdown"
	"wxbackup/store"
)

// Render writes an article's body in a dialect of Markdown, without front
// matter. Pictures are where the archive's own copy finds them.
func Render(archive *store.Archive, rec *store.Record, dialect markdown.Dialect) ([]byte, error) {
	body, err := archive.Body(rec.ID)
	if err != nil {
		return nil, err
	}
	text, err := convert.In(dialect).Render(body, func(n int) string { return copyDestination(rec.Assets[n]) })
	if err != nil {
		return nil, fmt.Errorf("rendering %q: %w", rec.ID, err)
	}
	return text, nil
}
