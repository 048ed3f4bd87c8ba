package source

import (
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compression is a way in which a stream is packed.
type compression struct {
	magic string
	// tar is what a tar archive packed so is.
	tar    kind
	reader func(io.Reader) (io.ReadCloser, error)
}

var compressions = []compression{
	{"\x1f\x8b", kindTarGzip, func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{"\x28\xb5\x2f\xfd", kindTarZstd, newZstdReader},
}

// maxTarWindow bounds, in bytes, what unpacking zstd holds: its own "--long"
// needs as much.
const maxTarWindow = 128 << 20

func newZstdReader(r io.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxTarWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// compressionOf tells a compression by the first bytes of a file.
func compressionOf(head []byte) (c compression, ok bool) {
	for _, c := range compressions {
		if startsWith(head, c.magic) {
			return c, true
		}
	}
	return compression{}, false
}

// open unpacks what a file's open gives.
func (c compression) open(open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	packed, err := open()
	if err != nil {
		return nil, err
	}
	plain, err := c.reader(packed)
	if err != nil {
		packed.Close()
		return nil, err
	}
	return unpacking{plain, packed}, nil
}

// unpacking is a stream with the file it is unpacked from.
type unpacking struct {
	io.ReadCloser
	packed io.Closer
}

func (u unpacking) Close() error {
	u.ReadCloser.Close()
	return u.packed.Close()
}
