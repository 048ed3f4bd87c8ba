package source

import (
	"context"
	"io"
	"io/fs"
	"strings"
)

// VisitFile visits one entry of a folder.
func VisitFile(ctx context.Context, dir string, e fs.DirEntry, v Visitor) error {
	f := folder{walker: walker{ctx, v}, label: dir, root: dir}
	return f.entry(e.Name(), e, nil)
}

// CleanName is the path inside an archive for a decoded name.
var CleanName = cleanName

// DecodeName is the text of an entry's name.
var DecodeName = decodeName

// ReadInto is how documents are read.
var ReadInto = readInto

// KindOf is what a file holds, by its name and first bytes.
func KindOf(name string, head []byte) string {
	k, _ := file{name: name, open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(head))), nil
	}}.kind()
	return string(k)
}

// PartIndex finds parts, which are texts here.
type PartIndex = partIndex[string]

// Add puts a part under its address.
func (x *partIndex[T]) Add(address string, part T) { x.add(address, part) }

// Find is the part that an address means.
func (x *partIndex[T]) Find(address string) (T, bool) { return x.find(address) }

// SpoolTar reads a tar archive that comes as a stream, and tells how many
// bytes of it went to the temporary file.
func SpoolTar(r io.Reader) (files fs.FS, spooled int64, err error) {
	plain := compression{reader: func(r io.Reader) (io.ReadCloser, error) { return io.NopCloser(r), nil }}
	c, err := openPackedTar(func() (io.ReadCloser, error) { return io.NopCloser(r), nil }, plain)
	if err != nil {
		return nil, 0, err
	}
	return c, c.shared.closer.(*spool).size, nil
}
