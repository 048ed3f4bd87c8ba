package asset

import (
	"bytes"
	"io"
)

// Found is a picture, sound or film of which the reading has begun.
type Found struct {
	// Data is all of it where More is nil, else its beginning.
	Data []byte
	// More is what follows Data of one that is too large to be held in memory.
	// It fails with ErrTooLarge beyond MaxSize.
	More io.Reader
	// Ext is the extension of the sniffed type, with its dot.
	Ext string
	// Path is where the file stood, relative to the files given.
	Path string

	closer io.Closer
}

// All reads Data and More.
func (f *Found) All() io.Reader {
	if f.More == nil {
		return bytes.NewReader(f.Data)
	}
	return io.MultiReader(bytes.NewReader(f.Data), f.More)
}

// Close ends the reading. The file was only read, so a failure loses nothing.
func (f *Found) Close() {
	if f.closer != nil {
		_ = f.closer.Close()
	}
}

// Held is bytes that are in memory already.
func Held(data []byte) (*Found, error) {
	ext, err := Sniff(data)
	if err != nil {
		return nil, err
	}
	return &Found{Data: data, Ext: ext}, nil
}

// Read begins to read a file that needs no finding, and closes it with the
// Found, or with an error.
func Read(r io.ReadCloser) (*Found, error) { return begin(r, 0) }

// Of a file up to maxHeld bytes all is held in memory, which is quicker for the
// many pictures; of one that is known to be larger, what tells its type.
const (
	maxHeld = 1 << 20
	maxHead = 4 << 10
)

// begin reads the beginning of a file of that size, 0 where it is not known.
func begin(r io.ReadCloser, size int64) (*Found, error) {
	held := int64(maxHeld)
	if size >= maxHeld {
		held = maxHead
	}
	// One read beyond the last byte, where a zip archive checks its sum.
	data := bytes.NewBuffer(make([]byte, 0, min(size, held)+bytes.MinRead))
	_, err := data.ReadFrom(io.LimitReader(r, held))
	f := &Found{Data: data.Bytes(), closer: r}
	if err == nil {
		f.Ext, err = Sniff(f.Data)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	if int64(len(f.Data)) == held {
		f.More = &bounded{r, MaxSize - held}
		return f, nil
	}
	f.Close()
	f.closer = nil
	return f, nil
}

// bounded fails with ErrTooLarge where a file does not end.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	// One byte more than is allowed shows that there is more.
	n, err := b.r.Read(p[:min(int64(len(p)), b.left+1)])
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}
