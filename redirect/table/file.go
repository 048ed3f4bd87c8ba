package table

import (
	"errors"
	"io"
	"path/filepath"

	"wxbackup/internal/atomicfile"
	"wxbackup/redirect"
)

// WriteFile writes the table of the rules to path, where readers find the old
// file or the new one, never a part. Missing folders are made.
func WriteFile(path string, m redirect.Map, stamp Stamp) error {
	r, w := io.Pipe()
	go func() { w.CloseWithError(Write(w, m, stamp)) }()
	err := atomicfile.WriteFrom(filepath.Dir(path), r, func() string { return path })
	return errors.Join(err, r.Close())
}
