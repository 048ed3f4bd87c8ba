//go:build unix

package asset_test

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"wxbackup/backup/asset"
)

func TestFindDoesNotWaitForAPipe(t *testing.T) {
	_, inside, root := onDisk(t)
	if err := syscall.Mkfifo(filepath.Join(inside, "pipe.png"), 0o644); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	if _, err := asset.Find(root, ".", "pipe.png"); !errors.Is(err, asset.ErrMissing) {
		t.Errorf("Find of a pipe = %v, want ErrMissing", err)
	}
}
