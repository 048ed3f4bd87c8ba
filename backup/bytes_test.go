package backup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"wxbackup/backup/asset"
	"wxbackup/store"
)

// endless is a film that has no end; on is told of every read.
type endless struct{ on func() }

func (e endless) Read(p []byte) (int, error) {
	e.on()
	return copy(p, bytes.Repeat([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2avc1mp41"), 8)), nil
}

func TestAnInterruptEndsTheCopyingOfAFilm(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	reads := 0
	err := keepFilm(ctx, t, endless{func() {
		if reads++; reads == 10_000 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || reads > 10_000 {
		t.Errorf("keep = %v after %d reads", err, reads)
	}
}

// A film that cannot be read to its end is missing, and the import goes on.
func TestAFilmThatIsCutOffIsMissing(t *testing.T) {
	whole := io.LimitReader(endless{func() {}}, 2<<20)
	if err := keepFilm(t.Context(), t, io.MultiReader(whole, iotest.ErrReader(io.ErrUnexpectedEOF))); err != nil {
		t.Errorf("keep = %v", err)
	}
}

func TestAFilmThatCannotBeWrittenEndsTheImport(t *testing.T) {
	w := newWorker(newStore(t), nil)
	w.archive.Close()
	if err := os.RemoveAll(w.archive.Dir()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.archive.Dir(), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	film, err := asset.Read(io.NopCloser(io.LimitReader(endless{func() {}}, 2<<20)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.keep(t.Context(), film); !errors.Is(err, errArchive) {
		t.Errorf("keep = %v", err)
	}
}

// keepFilm keeps a film of which no trace may stay, and gives the error.
func keepFilm(ctx context.Context, t *testing.T, r io.Reader) error {
	t.Helper()
	film, err := asset.Read(io.NopCloser(r))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorker(newStore(t), nil)
	a, err := w.keep(ctx, film)
	if left, globErr := filepath.Glob(filepath.Join(w.archive.Dir(), "assets", "*")); len(left) > 0 || globErr != nil || !a.Missing() {
		t.Errorf("asset %+v; the archive has %q, %v", a, left, globErr)
	}
	return err
}

func newStore(t *testing.T) *store.Archive {
	t.Helper()
	a, err := store.Create(filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}
