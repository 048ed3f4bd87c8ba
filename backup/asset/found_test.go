package asset_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"wxbackup/backup/asset"
)

// film is an MP4 file of a size in bytes.
func film(t *testing.T, size int) []byte {
	t.Helper()
	data := bytes.Repeat([]byte("moov0123"), size/8+1)[:size]
	copy(data, media(t)[".mp4"])
	return data
}

// closing tells whether a reader was closed.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return nil
}

func TestWhatIsLargeIsNotHeld(t *testing.T) {
	for _, size := range []int{100, 4 << 10, 1<<20 - 1, 1 << 20, 1<<20 + 1, 3 << 20} {
		data := film(t, size)
		from := &closing{Reader: bytes.NewReader(data)}
		read, err := asset.Read(from)
		if err != nil {
			t.Fatal(err)
		}
		found, err := asset.Find(fstest.MapFS{"a.mp4": {Data: data}}, ".", "a.mp4")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []*asset.Found{read, found} {
			if held := size < 1<<20; (f.More == nil) != held || len(f.Data) > 1<<20 {
				t.Errorf("%d bytes: %d are held, more follows: %t", size, len(f.Data), f.More != nil)
			}
			if got, err := io.ReadAll(f.All()); err != nil || f.Ext != ".mp4" || !bytes.Equal(got, data) {
				t.Errorf("%d bytes: read %d, %v, as %q", size, len(got), err, f.Ext)
			}
			f.Close()
		}
		if !from.closed {
			t.Errorf("%d bytes: the file is still open", size)
		}
	}
}

func TestAFileThatIsNoMediaIsClosed(t *testing.T) {
	for _, r := range []io.Reader{bytes.NewReader(make([]byte, 2<<20)), iotest.ErrReader(errors.New("broken"))} {
		from := &closing{Reader: r}
		if f, err := asset.Read(from); err == nil || !from.closed {
			t.Errorf("Read = %+v, %v, closed: %t", f, err, from.closed)
		}
	}
}

func TestAFileWithoutEndIsTooLarge(t *testing.T) {
	f, err := asset.Read(io.NopCloser(io.MultiReader(bytes.NewReader(media(t)[".mp4"]), zeros{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := io.Copy(io.Discard, f.All())
	if !errors.Is(err, asset.ErrTooLarge) || n > asset.MaxSize {
		t.Errorf("read %d bytes, %v", n, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
