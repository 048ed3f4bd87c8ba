package source

import (
	"bufio"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// decodeHTTP reads the body of an HTTP response. Recorders often store a body
// decoded and leave the fields as they were, so a body that does not look
// encoded is taken as it stands.
func decodeHTTP(h header, r *bufio.Reader) (io.ReadCloser, error) {
	if strings.EqualFold(h["transfer-encoding"], "chunked") && isChunked(r) {
		r = bufio.NewReader(&chunkedReader{r: r})
	}
	head, _ := r.Peek(headSize)
	if looksLikePage(head) {
		return io.NopCloser(r), nil
	}
	encodings := strings.Split(h["content-encoding"], ",")
	body := io.NopCloser(r)
	for i := len(encodings) - 1; i >= 0; i-- {
		var err error
		if body, err = decodeContent(strings.ToLower(strings.TrimSpace(encodings[i])), bufio.NewReader(body)); err != nil {
			return nil, fmt.Errorf("decoding %q: %w", encodings[i], err)
		}
	}
	return body, nil
}

// decodeContent takes one content encoding off. Brotli is not known here: the
// error is errors.ErrUnsupported.
func decodeContent(encoding string, r *bufio.Reader) (io.ReadCloser, error) {
	head, _ := r.Peek(4)
	switch encoding {
	case "gzip", "x-gzip":
		if strings.HasPrefix(string(head), "\x1f\x8b") {
			return gzip.NewReader(r)
		}
	case "deflate":
		if isZlib(head) {
			return zlib.NewReader(r)
		}
		return flate.NewReader(r), nil
	case "zstd":
		if string(head) == "\x28\xb5\x2f\xfd" {
			return newZstdReader(r)
		}
	case "", "identity":
	default:
		return nil, errors.ErrUnsupported
	}
	return io.NopCloser(r), nil
}

// isZlib judges by the header that RFC 1950 gives deflated data; some servers
// leave it out.
func isZlib(head []byte) bool {
	return len(head) >= 2 && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0
}

// isChunked reports whether a body begins as the first chunk does: with its
// size in hexadecimal digits on a line.
func isChunked(r *bufio.Reader) bool {
	const longest = 18
	head, _ := r.Peek(longest)
	line, _, ok := strings.Cut(string(head), "\n")
	_, err := chunkSize(line)
	return ok && err == nil
}

// chunkSize reads the size that stands before a chunk.
func chunkSize(line string) (int64, error) {
	digits, _, _ := strings.Cut(line, ";")
	size, err := strconv.ParseInt(strings.TrimSpace(digits), 16, 64)
	if err == nil && size < 0 {
		err = strconv.ErrRange
	}
	return size, err
}

// chunkedReader reads a body that was sent in chunks.
type chunkedReader struct {
	r *bufio.Reader
	// left is what is left of the chunk, in bytes.
	left        int64
	begun, done bool
}

func (c *chunkedReader) Read(p []byte) (int, error) {
	if c.left == 0 && !c.done {
		if err := c.nextChunk(); err != nil {
			return 0, err
		}
	}
	if c.done {
		return 0, io.EOF
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, noEOF(err)
}

func (c *chunkedReader) nextChunk() error {
	if c.begun {
		if _, err := c.r.ReadSlice('\n'); err != nil {
			return fmt.Errorf("reading end of chunk: %w", noEOF(err))
		}
	}
	c.begun = true
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return fmt.Errorf("reading size of chunk: %w", noEOF(err))
	}
	if c.left, err = chunkSize(string(line)); err != nil {
		return fmt.Errorf("reading size of chunk: %w", err)
	}
	c.done = c.left == 0
	return nil
}
