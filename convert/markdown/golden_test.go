package markdown

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/convert/clean"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenDialects are the dialects a case is written in, by the name of the
// file that holds the result.
var goldenDialects = map[string]struct {
	dialect Dialect
	read    reader
}{
	"out.md":      {GFM(), readGFM},
	"out.hugo.md": {Hugo(), readHugo},
}

// TestGolden compares testdata/cases/*/in.html, a clean body, with out.md and,
// where a case has it, out.hugo.md. Each result must also read back.
func TestGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, dir := range cases {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			files, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			body := readFile(t, filepath.Join(dir, "in.html"))
			checked := false
			for _, file := range files {
				if golden, ok := goldenDialects[file.Name()]; ok {
					checkGolden(t, body, filepath.Join(dir, file.Name()), golden.dialect, golden.read)
					checked = true
				} else if file.Name() != "in.html" {
					t.Errorf("stray file %s", file.Name())
				}
			}
			if !checked {
				t.Error("the case has no result; make an empty out.md and run with -update")
			}
		})
	}
}

func checkGolden(t *testing.T, body []byte, path string, d Dialect, read reader) {
	t.Helper()
	root, err := clean.Parse(bytes.TrimSuffix(body, []byte("\n")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := NewRenderer(d).Render(root, imageTarget)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(readFile(t, path)), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
	checkRoundTrip(t, root, d, read)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
