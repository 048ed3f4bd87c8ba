//go:build linux || darwin

package backup_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/store"
)

// Environment of the process that imports under a limit.
const (
	limitedArchive = "WXBACKUP_TEST_LIMITED_ARCHIVE"
	limitedExport  = "WXBACKUP_TEST_LIMITED_EXPORT"
)

// TestMain is, in a process of its own, an import that may write no file
// larger than a limit: a disk that is full as seen by every writer.
func TestMain(m *testing.M) {
	dir := os.Getenv(limitedArchive)
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := importLimited(dir, os.Getenv(limitedExport)); err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
}

func importLimited(archive, export string) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 40 << 10, Max: 40 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	a, err := store.Open(archive)
	if err != nil {
		return err
	}
	defer a.Close()
	_, err = tryImport(context.Background(), a, export)
	return err
}

func TestAFullDiskEndsTheImport(t *testing.T) {
	files := many(40)
	dir := files.export(t)
	a := create(t)
	importInto(t, a, tree{"a.html": newPost(1000).page()}.export(t))
	before := articles(t, a)
	a.Close()

	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), limitedArchive+"="+a.Dir(), limitedExport+"="+dir)
	out, err := c.CombinedOutput()
	if c.ProcessState.ExitCode() != 3 || !strings.Contains(string(out), "file too large") {
		t.Fatalf("limited import: %v: %s", err, out)
	}
	b, err := store.OpenReadOnly(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	after := articles(t, b)
	for id, l := range before {
		if diff := cmp.Diff(l, after[id]); diff != "" {
			t.Errorf("article %s (-before +after):\n%s", id, diff)
		}
	}
	for _, p := range verify(t, b) {
		if p.Damage {
			t.Errorf("damaged: %+v", p)
		}
	}
	b.Close()

	b, err = store.Open(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	importInto(t, b, dir)
	if n, _ := b.Count(); n != 41 {
		t.Errorf("%d articles after the next import, want 41", n)
	}
	assertWhole(t, b)
}
