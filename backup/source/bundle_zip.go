package source

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
)

// openZipEntry gives an entry of a zip archive for reading at any offset, and
// its size. A stored one is read where it stands, others are unpacked as far
// as they are read.
func openZipEntry(archive io.ReaderAt, f *zip.File) (io.ReaderAt, int64, error) {
	if f.Flags&1 != 0 {
		return nil, 0, fmt.Errorf("opening %q: %w", f.Name, ErrEncrypted)
	}
	if f.UncompressedSize64 > math.MaxInt64 {
		return nil, 0, fmt.Errorf("opening %q: %w", f.Name, zip.ErrFormat)
	}
	size := int64(f.UncompressedSize64)
	if f.Method == zip.Store {
		start, err := f.DataOffset()
		if err != nil {
			return nil, 0, fmt.Errorf("opening %q: %w", f.Name, err)
		}
		return io.NewSectionReader(archive, start, size), size, nil
	}
	return &streamAt{open: func(int64, func(int64)) (io.Reader, error) { return f.Open() }}, size, nil
}

// readHeadAt reads the first bytes of a file.
func readHeadAt(file io.ReaderAt, size int64) ([]byte, error) {
	return readHead(func() (io.ReadCloser, error) { return io.NopCloser(span{0, size}.open(file)), nil })
}
