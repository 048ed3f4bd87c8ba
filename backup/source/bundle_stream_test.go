package source

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// gzipped are the pieces, each a member.
func gzipped(t testing.TB, pieces ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, piece := range pieces {
		w := gzip.NewWriter(&b)
		if _, err := io.WriteString(w, piece); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func randomPieces(r *rand.Rand) []string {
	pieces := make([]string, 1+r.IntN(6))
	for i := range pieces {
		pieces[i] = strings.Repeat(randomText(r, 100), r.IntN(2000))
	}
	return pieces
}

// However a gzip file is cut into members, and in whatever order it is read, by
// however many at a time, it reads as what was written.
func TestGzipIsReadAtAnyOffset(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	for range 20 {
		pieces := randomPieces(r)
		want := strings.Join(pieces, "")
		packed := gzipped(t, pieces...)
		stream := gunzipAt(bytes.NewReader(packed), int64(len(packed)))
		var readers sync.WaitGroup
		for range 4 {
			seed := r.Uint64()
			readers.Go(func() { readAnywhere(t, stream, want, rand.New(rand.NewPCG(seed, 0))) })
		}
		readers.Wait()
	}
}

func readAnywhere(t *testing.T, stream io.ReaderAt, want string, r *rand.Rand) {
	for range 30 {
		off := r.IntN(len(want) + 10)
		p := make([]byte, r.IntN(40000))
		n, err := stream.ReadAt(p, int64(off))
		rest := want[min(off, len(want)):]
		if n != min(len(p), len(rest)) || string(p[:n]) != rest[:n] {
			t.Errorf("%d bytes at %d of %d are wrong", n, off, len(want))
		}
		if (err == nil) != (n == len(p)) || err != nil && err != io.EOF {
			t.Errorf("%d of %d bytes with the error %v", n, len(p), err)
		}
	}
}

// countingReader counts the bytes that are unpacked.
type countingReader struct {
	r    io.Reader
	read *int
}

func (c countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	*c.read += n
	return n, err
}

func counted(s *streamAt, read *int) *streamAt {
	return &streamAt{open: func(point int64, passed func(int64)) (io.Reader, error) {
		r, err := s.open(point, passed)
		return countingReader{r, read}, err
	}}
}

func TestReadingOnDoesNotStartAgain(t *testing.T) {
	const size, chunk = 1 << 20, 1 << 10
	packed := gzipped(t, strings.Repeat("x", size))
	read := 0
	stream := counted(gunzipAt(bytes.NewReader(packed), int64(len(packed))), &read)
	p := make([]byte, chunk)
	for off := int64(0); off < size/2; off += 2 * chunk {
		for _, at := range []int64{off, off + chunk, size/2 + off, size/2 + off + chunk} {
			if _, err := stream.ReadAt(p, at); err != nil {
				t.Fatal(err)
			}
		}
	}
	if read > 2*size {
		t.Errorf("%d bytes unpacked to read %d at two places", read, size)
	}
	if len(stream.parked) > maxParked {
		t.Errorf("%d readers are kept", len(stream.parked))
	}
}

func TestReadingStartsAtTheMemberItNeeds(t *testing.T) {
	const members, size = 100, 10 << 10
	pieces := make([]string, members)
	for i := range pieces {
		pieces[i] = strings.Repeat(string(rune('A'+i%26)), size)
	}
	packed := gzipped(t, pieces...)
	read := 0
	stream := counted(gunzipAt(bytes.NewReader(packed), int64(len(packed))), &read)
	if n, err := io.Copy(io.Discard, io.NewSectionReader(stream, 0, 1<<40)); n != members*size || err != nil {
		t.Fatalf("%d bytes, %v", n, err)
	}
	read = 0
	p := make([]byte, size)
	for i := members - 1; i >= 0; i-- {
		if _, err := stream.ReadAt(p, int64(i*size)); err != nil || string(p) != pieces[i] {
			t.Fatalf("member %d: %.10q, %v", i, p, err)
		}
	}
	if read > 2*members*size {
		t.Errorf("%d bytes unpacked to read %d backwards", read, members*size)
	}
	read = 0
	for i := 0; i < members; i += 10 {
		if _, err := stream.ReadAt(p, int64(i*size)); err != nil || string(p) != pieces[i] {
			t.Fatalf("member %d: %.10q, %v", i, p, err)
		}
	}
	if read > 2*members/10*size {
		t.Errorf("%d bytes unpacked to read %d here and there", read, members/10*size)
	}
}

func TestGzipThatIsCutOrBroken(t *testing.T) {
	packed := gzipped(t, "first", strings.Repeat("second", 1000))
	for end := 1; end < len(packed); end++ {
		stream := gunzipAt(bytes.NewReader(packed), int64(end))
		if end == len(gzipped(t, "first")) {
			continue // the end of a member is an end
		}
		if _, err := io.Copy(io.Discard, io.NewSectionReader(stream, 0, 1<<40)); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("the first %d bytes: %v", end, err)
		}
	}
	packed[len(packed)-6] ^= 1
	stream := gunzipAt(bytes.NewReader(packed), int64(len(packed)))
	if _, err := io.Copy(io.Discard, io.NewSectionReader(stream, 0, 1<<40)); !errors.Is(err, gzip.ErrChecksum) {
		t.Errorf("with a wrong sum: %v", err)
	}
}
