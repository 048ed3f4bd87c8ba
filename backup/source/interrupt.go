package source

import (
	"context"
	"io"
)

// Copying a film out of a container, or looking for the end of one, takes long:
// what is read for that ends with the walk.

// interruptible is what open gives, with reads that end with the context.
func interruptible(ctx context.Context, open func() (io.ReadCloser, error)) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		r, err := open()
		if err != nil {
			return nil, err
		}
		return interruptibleReader{ctx, r}, nil
	}
}

type interruptibleReader struct {
	ctx context.Context
	io.ReadCloser
}

func (r interruptibleReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.ReadCloser.Read(p)
}

// interruptibleAt is the same for reads in any order.
type interruptibleAt struct {
	ctx context.Context
	io.ReaderAt
}

func (r interruptibleAt) ReadAt(p []byte, off int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.ReaderAt.ReadAt(p, off)
}
