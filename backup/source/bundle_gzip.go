package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gunzipAt reads at any offset of what a gzip file holds, be it one member or
// many. Every member passed is a point to start from.
func gunzipAt(file io.ReaderAt, size int64) *streamAt {
	return &streamAt{open: func(point int64, passed func(int64)) (io.Reader, error) {
		m := &gzipMembers{
			file:   &byteCounter{r: bufio.NewReaderSize(span{point, size}.open(file), 32<<10), at: point},
			passed: passed,
		}
		var err error
		if m.member, err = gzip.NewReader(m.file); err != nil {
			return nil, noEOF(err)
		}
		m.member.Multistream(false)
		return m, nil
	}}
}

// isGzip judges by the first bytes of a file.
func isGzip(file io.ReaderAt) bool {
	var head [2]byte
	_, err := file.ReadAt(head[:], 0)
	return err == nil && bytes.Equal(head[:], []byte{0x1f, 0x8b})
}

// gzipMembers reads one member after the other and tells where each begins.
type gzipMembers struct {
	file   *byteCounter
	member *gzip.Reader
	passed func(point int64)
}

func (m *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := m.member.Read(p)
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		point := m.file.at
		if err := m.member.Reset(m.file); err != nil {
			return 0, err
		}
		m.member.Multistream(false)
		m.passed(point)
	}
}

// byteCounter knows how far a file was read. Being an io.ByteReader, it is
// never read beyond the end of a member.
type byteCounter struct {
	r  *bufio.Reader
	at int64
}

func (c *byteCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.at += int64(n)
	return n, err
}

// ReadByte reads one byte.
func (c *byteCounter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.at++
	}
	return b, err
}
