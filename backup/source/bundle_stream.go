package source

import (
	"cmp"
	"io"
	"slices"
	"sync"
)

// streamAt reads at any offset of a stream that can only be read forward, such
// as a compressed file. Several goroutines can read at a time.
type streamAt struct {
	// open starts the stream at a point from which it can be read, given as an
	// offset in the file that holds it; 0 is the beginning. Readers call passed
	// at every later such point before they return what follows it.
	open func(point int64, passed func(point int64)) (io.Reader, error)

	mu sync.Mutex
	// parked are readers that stopped, the latest last: who reads on need not
	// start again.
	parked []*streamReader
	// points are those passed so far.
	points []streamPoint
}

// maxParked is for a page and some of what it shows, read at a time.
const maxParked = 4

// streamReader is a reader and its offset in the stream.
type streamReader struct {
	io.Reader
	at int64
}

func (r *streamReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.at += int64(n)
	return n, err
}

// streamPoint is a point from which a stream can be read: its offset in the
// stream, and in the file that holds it.
type streamPoint struct {
	at, file int64
}

// ReadAt reads at an offset of the stream.
func (s *streamAt) ReadAt(p []byte, off int64) (int, error) {
	r, err := s.take(off)
	if err != nil {
		return 0, err
	}
	if _, err := io.CopyN(io.Discard, r, off-r.at); err != nil {
		return 0, err
	}
	n := 0
	for n < len(p) && err == nil {
		var read int
		read, err = r.Read(p[n:])
		n += read
	}
	if n == len(p) {
		err = nil
	}
	if err == nil {
		s.park(r)
	}
	return n, err
}

// take is the reader that has the least to pass over up to an offset.
func (s *streamAt) take(off int64) (*streamReader, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	point := s.before(off)
	best := -1
	for i, r := range s.parked {
		if r.at <= off && r.at >= point.at && (best < 0 || r.at > s.parked[best].at) {
			best = i
		}
	}
	if best >= 0 {
		r := s.parked[best]
		s.parked = slices.Delete(s.parked, best, best+1)
		return r, nil
	}
	r := &streamReader{at: point.at}
	stream, err := s.open(point.file, func(file int64) { s.pass(streamPoint{r.at, file}) })
	r.Reader = stream
	return r, err
}

// before is the last point known that stands before an offset.
func (s *streamAt) before(off int64) streamPoint {
	i, found := slices.BinarySearchFunc(s.points, off, func(p streamPoint, off int64) int {
		return cmp.Compare(p.at, off)
	})
	if found {
		return s.points[i]
	}
	if i == 0 {
		return streamPoint{}
	}
	return s.points[i-1]
}

func (s *streamAt) pass(p streamPoint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.points); n == 0 || p.at > s.points[n-1].at {
		s.points = append(s.points, p)
	}
}

func (s *streamAt) park(r *streamReader) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.parked) == maxParked {
		s.parked = slices.Delete(s.parked, 0, 1)
	}
	s.parked = append(s.parked, r)
}
