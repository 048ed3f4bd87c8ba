package backup_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"wxbackup/backup"
	"wxbackup/store"
)

// TestMeasureCountsWhatImportTells holds the estimate against the run.
func TestMeasureCountsWhatImportTells(t *testing.T) {
	export := []string{filepath.Join("..", "testdata", "export")}
	files, size, err := backup.Measure(context.Background(), export)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := store.Create(filepath.Join(t.TempDir(), "wxarchive"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	told, read := 0, int64(0)
	_, err = backup.Import(context.Background(), archive, export, backup.Options{
		Now:      time.Now,
		Progress: func(files int, bytes int64) { told += files; read += bytes },
	})
	if err != nil {
		t.Fatal(err)
	}
	if files != told || size != read || files == 0 {
		t.Errorf("measured %d files and %d bytes, import told of %d and %d", files, size, told, read)
	}
}

// What would have to be unpacked counts as one file of its own size.
func TestMeasureUnpacksNothing(t *testing.T) {
	packed := tarOf(t, tree{"a.html": newPost(1).page(), "b.html": newPost(2).page()})
	files := tree{"a.html": newPost(3).page(), "b.tar": packed, "c.tgz": gzipOf(t, packed), "d.mhtml": mhtmlOf(saved{html: newPost(4).page()})}
	n, size, err := backup.Measure(t.Context(), []string{files.export(t)})
	plain := len(newPost(1).page()) + len(newPost(2).page()) + len(newPost(3).page())
	if want := int64(plain + len(files["c.tgz"]) + len(files["d.mhtml"])); err != nil || n != 5 || size != want {
		t.Errorf("measured %d files and %d bytes, %v; want 5 and %d", n, size, err, want)
	}
}
