package source

import "io"

// span is a part of a file: from start up to end, in bytes.
type span struct {
	start, end int64
}

// open reads the span of a file.
func (s span) open(file io.ReaderAt) io.Reader {
	return io.NewSectionReader(file, s.start, s.end-s.start)
}
