package source

import (
	"io"
	"os"
)

// spool is a temporary file for what has to be read in any order and stands
// where it can be read forwards only. It is gone with its Close, and where the
// system lets an open file be removed, with the end of a killed run as well.
type spool struct {
	file *os.File
	size int64
}

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "wxbackup-*")
	if err != nil {
		return nil, err
	}
	// Where this fails, Close does it.
	_ = os.Remove(f.Name())
	return &spool{file: f}, nil
}

// take puts all of r at the end and tells where. With an error it is what
// arrived before.
func (s *spool) take(r io.Reader) (*io.SectionReader, error) {
	n, err := io.Copy(s.file, r)
	taken := io.NewSectionReader(s.file, s.size, n)
	s.size += n
	return taken, err
}

func (s *spool) Close() error {
	err := s.file.Close()
	_ = os.Remove(s.file.Name())
	return err
}

// blob is a file that can be read in any order.
type blob struct {
	io.ReaderAt
	io.Closer
	size int64
}

// spooled puts what open gives into a spool of its own.
func spooled(open func() (io.ReadCloser, error)) (*blob, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s, err := newSpool()
	if err != nil {
		return nil, err
	}
	taken, err := s.take(r)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return &blob{taken, s, taken.Size()}, nil
}
