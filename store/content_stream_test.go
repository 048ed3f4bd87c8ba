package store_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"wxbackup/store"
)

func TestAStreamedAssetIsTheOneInMemory(t *testing.T) {
	a := create(t)
	data := bytes.Repeat([]byte("film"), 1<<20)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			sum, size, err := a.PutAsset(iotest.HalfReader(bytes.NewReader(data)), ".mp4")
			if err != nil || sum != sumOf(data) || size != int64(len(data)) {
				t.Errorf("PutAsset = %q, %d, %v", sum, size, err)
			}
		})
	}
	group.Go(func() {
		if err := a.WriteAsset(sumOf(data), ".mp4", data); err != nil {
			t.Error(err)
		}
	})
	group.Wait()
	f := must(a.OpenAsset(sumOf(data), ".mp4"))(t)
	defer f.Close()
	if got := must(io.ReadAll(f))(t); !bytes.Equal(got, data) {
		t.Errorf("read %d bytes", len(got))
	}
	if names := filesBelow(t, filepath.Join(a.Dir(), "assets")); len(names) != 1 {
		t.Errorf("files %q", names)
	}
}

// What lost its bytes in a power cut is written again.
func TestAStreamedAssetReplacesAnEmptyFile(t *testing.T) {
	a := create(t)
	path := filepath.Join(a.Dir(), filepath.FromSlash(store.AssetPath(sumOf([]byte("film")), ".mp4")))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.PutAsset(strings.NewReader("film"), ".mp4"); err != nil {
		t.Fatal(err)
	}
	if got := must(os.ReadFile(path))(t); string(got) != "film" {
		t.Errorf("the file holds %q", got)
	}
}

func TestAnAssetThatCannotBeReadLeavesNothing(t *testing.T) {
	a := create(t)
	broken := errors.New("broken")
	_, _, err := a.PutAsset(io.MultiReader(strings.NewReader("film"), iotest.ErrReader(broken)), ".mp4")
	if !errors.Is(err, broken) {
		t.Errorf("PutAsset = %v", err)
	}
	if _, _, err := a.PutAsset(strings.NewReader("film"), "/../x"); err == nil {
		t.Error("an extension that is none was taken")
	}
	if names := filesBelow(t, filepath.Join(a.Dir(), "assets")); len(names) > 0 {
		t.Errorf("files %q", names)
	}
}

// A run that was killed while it copied leaves a temporary file, which goes with
// the next.
func TestAFilmHalfCopiedIsSwept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a := must(store.Create(dir))(t)
	var left []string
	_, _, err := a.PutAsset(io.MultiReader(strings.NewReader("film"), readFunc(func() {
		left = filesBelow(t, filepath.Join(dir, "assets"))
	})), ".mp4")
	if err != nil || len(left) != 1 {
		t.Fatalf("PutAsset = %v, with the files %q", err, left)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{left[0], filepath.Join(dir, store.WritingMark)} {
		if err := os.WriteFile(path, []byte("fi"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := must(store.Create(dir))(t)
	defer b.Close()
	if _, err := os.Stat(left[0]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%q is still there: %v", left[0], err)
	}
}

// readFunc is an empty reader that is noticed.
type readFunc func()

func (f readFunc) Read([]byte) (int, error) {
	f()
	return 0, io.EOF
}

func filesBelow(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
