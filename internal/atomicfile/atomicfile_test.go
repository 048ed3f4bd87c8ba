package atomicfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"wxbackup/internal/atomicfile"
)

func TestWriteMakesFoldersAndReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "甲", "乙", "文.txt")
	for _, text := range []string{"一", "二二"} {
		if err := atomicfile.Write(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != text {
			t.Fatalf("read %q, %v; want %q", got, err, text)
		}
	}
	requireOnly(t, filepath.Dir(path), "文.txt")
}

func TestFailureLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "folder")
	if err := os.MkdirAll(filepath.Join(target, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.WriteSync(target, []byte("x")); err == nil {
		t.Fatal("writing over a folder succeeded")
	}
	requireOnly(t, dir, "folder")
}

func requireOnly(t *testing.T, dir, name string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != name {
		t.Fatalf("folder holds %v, want only %q", entries, name)
	}
}
