//go:build unix

package source_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPipesAreNotOpened(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page})
	for _, name := range []string{"pipe.html", "pipe", "pipe.zip"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Skipf("no named pipes here: %v", err)
		}
	}
	want := []string{
		"page a.html", "skipped pipe: not a regular file", "skipped pipe.html: not a regular file",
		"skipped pipe.zip: not a regular file",
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}
