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
