package backup

import (
	"context"

	"wxbackup/backup/source"
)

// Measure counts the files that Import would be told of, and the bytes of
// those it would read. It opens no page and unpacks nothing, so that a file
// with several pages counts as one, and is for showing how much is left.
func Measure(ctx context.Context, paths []string) (files int, bytes int64, err error) {
	err = source.Walk(ctx, paths, source.Visitor{
		Document: func(d *source.Document) error {
			d.Close()
			files++
			bytes += d.Stamp.Size
			return nil
		},
		Skipped:    func(string, string) error { files++; return nil },
		Unreadable: func(string, error) error { files++; return nil },
		Sealed: func(_ string, size int64) error {
			files++
			bytes += size
			return nil
		},
	})
	return files, bytes, err
}
