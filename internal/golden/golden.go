package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// update has to exist before the test binary parses its flags.
var update = flag.Bool("update", false, "write golden files anew instead of comparing with them")

// Equal fails t unless the file at path holds exactly got. With -update it
// writes the file.
func Equal(t testing.TB, path string, got []byte) {
	t.Helper()
	equal(t, path, got, *update)
}

func equal(t testing.TB, path string, got []byte, write bool) {
	t.Helper()
	if write {
		save(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("reading the golden file: %v (write it with -update)", err)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-want +got):\n%s", path, difference(want, got))
	}
}

func save(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatalf("making the folder of a golden file: %v", err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatalf("writing a golden file: %v", err)
	}
}

// difference is by line for text and by byte for anything else.
func difference(want, got []byte) string {
	if !utf8.Valid(want) || !utf8.Valid(got) {
		return cmp.Diff(want, got)
	}
	return cmp.Diff(lines(want), lines(got))
}

func lines(text []byte) []string {
	var split []string
	for line := range bytes.Lines(text) {
		split = append(split, string(line))
	}
	return split
}
