package source

import (
	"archive/zip"
	"errors"
	"io"
)

// openZip opens a zip archive and owns the blob from then on. One without its
// directory at the end, cut off or overwritten, is read from its beginning.
func openZip(b *blob) (*container, error) {
	c := newContainer(b)
	r, err := zip.NewReader(b, b.size)
	if errors.Is(err, zip.ErrFormat) {
		c.damage = salvageZip(c, b)
		if len(c.names) > 0 {
			return c, nil
		}
	}
	if err != nil {
		c.shared.release()
		return nil, err
	}
	for _, f := range r.File {
		c.add(f.Name, zipEntry(f))
	}
	return c, nil
}

func zipEntry(f *zip.File) *entry {
	e := &entry{info: f.FileInfo(), open: func() (io.ReadCloser, error) { return f.Open() }}
	if f.Flags&flagEncrypted != 0 {
		e.locked = ErrEncrypted
	}
	return e
}
