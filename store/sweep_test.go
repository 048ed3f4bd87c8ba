package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"wxbackup/store"
)

func TestOpenSweepsAfterAKilledRunOnly(t *testing.T) {
	dir := t.TempDir()
	leftover := filepath.Join(dir, "pages", "ab", ".tmp-1")
	killed := filepath.Join(dir, store.WritingMark)
	leave := func(path string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	open := func(wantLeftover bool) {
		t.Helper()
		a, err := store.Create(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !exists(killed) {
			t.Error("open archive has no mark of its writer")
		}
		if exists(leftover) != wantLeftover {
			t.Errorf("temporary file is there: %t, want %t", exists(leftover), wantLeftover)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		if exists(killed) {
			t.Error("closed archive has the mark of a writer")
		}
	}
	open(false)
	leave(leftover)
	open(true)
	leave(killed)
	open(false)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
