package store_test

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fileLimit, in the environment, is the number of bytes at which no file of
// the import grows any more, as on a disk that is full.
const fileLimit = "STORE_TEST_FILE_LIMIT"

func limitFiles(bytes string) {
	n, err := strconv.ParseUint(bytes, 10, 64)
	if err != nil {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
}

func TestImportOnFullDisk(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	importWith(t, whole, "")
	want := snapshot(t, whole)
	for name, c := range map[string]struct {
		journal int // bytes in assets.jsonl beforehand, empty lines
		limit   int
		stops   string
	}{
		"page":    {0, 40, "writing"},
		"index":   {0, 100_000, "committing to index"},
		"journal": {100_000, 101_000, "adding to assets.jsonl"},
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			a.Close()
			writeAt(t, a.Dir(), "assets.jsonl", strings.Repeat("\n", c.journal))
			out := importWith(t, a.Dir(), fmt.Sprint(c.limit))
			if !strings.Contains(out, c.stops) {
				t.Fatalf("the import says %q, want %q", out, c.stops)
			}
			for rel := range tree(t, a.Dir()) {
				if strings.HasPrefix(filepath.Base(rel), ".tmp-") {
					t.Errorf("left %s", rel)
				}
			}
			for _, journal := range []string{"pages.jsonl", "assets.jsonl"} {
				if text := strings.Join(lines(t, a, journal), ""); text != "" && !strings.HasSuffix(text, "\n") {
					t.Errorf("%s ends in half a line", journal)
				}
			}
			requireWhole(t, a.Dir())
			importWith(t, a.Dir(), "")
			if diff := cmp.Diff(want, snapshot(t, a.Dir())); diff != "" {
				t.Errorf("the completed archive differs (-whole +completed):\n%s", diff)
			}
		})
	}
}

// importWith runs an import in a process of its own and returns what it says.
func importWith(t *testing.T, dir, limit string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir, fileLimit+"="+limit)
	out, err := cmd.CombinedOutput()
	if (err != nil) != (limit != "") {
		t.Fatalf("import with limit %q: %v: %s", limit, err, out)
	}
	return string(out)
}
