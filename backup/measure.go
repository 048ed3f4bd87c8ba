package backup

import (
	"context"

	"wxbackup/backup/source"
)

// Measure counts the files that Import would be told of, and the bytes of
// those it would read. It opens no page, and is for showing how much is left.
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
	})
	return files, bytes, err
}
