package source

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxLine is how many bytes of a line are read; what follows is passed over.
const maxLine = 64 << 10

// lineReader reads the lines of a file and knows where each stands.
type lineReader struct {
	file io.ReaderAt
	buf  *bufio.Reader
	// start is where the last line began, next where the next one does, and
	// end where the file ends.
	start, next, end int64
	// ending is how many bytes the last line's break had.
	ending int64
}

func newLineReader(file io.ReaderAt, within span) *lineReader {
	l := &lineReader{file: file, end: within.end}
	l.buf = bufio.NewReaderSize(nil, maxLine)
	l.reset(within.start)
	return l
}

func (l *lineReader) reset(at int64) {
	l.next = at
	l.buf.Reset(span{at, l.end}.open(l.file))
}

// line is the next line without its break, valid until the next call. The
// error is io.EOF where the file ends.
func (l *lineReader) line() ([]byte, error) {
	l.start = l.next
	whole, err := l.buf.ReadSlice('\n')
	l.next += int64(len(whole))
	if errors.Is(err, bufio.ErrBufferFull) {
		return l.longLine(bytes.Clone(whole))
	}
	if err != nil && (err != io.EOF || len(whole) == 0) {
		return nil, err
	}
	text := trimBreak(whole)
	l.ending = int64(len(whole) - len(text))
	return text, nil
}

// longLine passes over the rest of a line that begins with head.
func (l *lineReader) longLine(head []byte) ([]byte, error) {
	last := head[len(head)-1]
	for {
		rest, err := l.buf.ReadSlice('\n')
		l.next += int64(len(rest))
		if errors.Is(err, bufio.ErrBufferFull) {
			last = rest[len(rest)-1]
			continue
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		tail := append([]byte{last}, rest...)
		l.ending = int64(len(tail) - len(trimBreak(tail)))
		return head, nil
	}
}

func trimBreak(line []byte) []byte {
	if text, ok := bytes.CutSuffix(line, []byte("\n")); ok {
		return bytes.TrimSuffix(text, []byte("\r"))
	}
	return line
}

// seek has the next line begin at an offset.
func (l *lineReader) seek(to int64) error {
	if ahead := to - l.next; ahead >= 0 && ahead <= int64(l.buf.Buffered()) {
		_, err := l.buf.Discard(int(ahead))
		l.next = to
		return err
	}
	if to > l.next {
		// The last byte shows that those before it are there.
		l.reset(to - 1)
		_, err := l.buf.ReadByte()
		l.next = to
		return noEOF(err)
	}
	l.reset(to)
	return nil
}

// noEOF is for places where a file must not end.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
