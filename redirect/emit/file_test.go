package emit

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestWriteLeavesUnchangedFilesAlone(t *testing.T) {
	dir := t.TempDir()
	files := []File{{Name: "a/b.conf", Data: []byte("one")}, {Name: "c.md", Data: nil}}
	if n, err := Write(dir, files); n != 2 || err != nil {
		t.Fatalf("first Write gives %d, %v; want 2 files", n, err)
	}
	path := filepath.Join(dir, "a", "b.conf")
	old := time.Unix(1_000_000_000, 0)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	if n, err := Write(dir, files); n != 0 || err != nil {
		t.Errorf("second Write gives %d, %v; want nothing written", n, err)
	}
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("the unchanged file was touched: %v, %v", info.ModTime(), err)
	}
	files[0].Data = []byte("two")
	if n, err := Write(dir, files); n != 1 || err != nil {
		t.Errorf("Write after a change gives %d, %v; want 1 file", n, err)
	}
	if got, _ := os.ReadFile(path); string(got) != "two" {
		t.Errorf("the file holds %q", got)
	}
}

func TestWriteStaysInItsFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for _, name := range []string{"../a", "/a", "a/../../b", ""} {
		if _, err := Write(dir, []File{{Name: name}}); !errors.Is(err, ErrName) {
			t.Errorf("Write of %q gives %v, want ErrName", name, err)
		}
	}
}
