package markdown

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden compares testdata/cases/*/in.html, a clean body, with out.md, its
// Markdown for GitHub, and where a case has it with out.NAME.md, its Markdown in
// the dialect of that name.
func TestGolden(t *testing.T) {
	eachCase(t, func(t *testing.T, dir string, root *html.Node) {
		results, err := filepath.Glob(filepath.Join(dir, "out*"))
		if err != nil || len(results) == 0 {
			t.Fatal("the case has no result; make an empty out.md and run with -update")
		}
		for _, path := range results {
			checkGolden(t, root, path)
		}
	})
}

// TestCasesShowTheSame reads the Markdown of every case with every engine.
func TestCasesShowTheSame(t *testing.T) {
	var roots []*html.Node
	eachCase(t, func(_ *testing.T, _ string, root *html.Node) { roots = append(roots, root) })
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			checkEngine(t, engine.name, engine.dialect(), engine.read, roots)
		})
	}
}

func eachCase(t *testing.T, use func(t *testing.T, dir string, root *html.Node)) {
	t.Helper()
	cases, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, dir := range cases {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			body := bytes.TrimSuffix(readFile(t, filepath.Join(dir, "in.html")), []byte("\n"))
			use(t, dir, parseBody(t, string(body)))
		})
	}
}

func checkGolden(t *testing.T, root *html.Node, path string) {
	t.Helper()
	d, ok := goldenDialect(filepath.Base(path))
	if !ok {
		t.Fatalf("%s names no dialect", path)
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
}

// goldenDialect is the dialect of a result file: out.md, out.NAME.md, or
// out.headings.md for guessed headings.
func goldenDialect(file string) (Dialect, bool) {
	switch name := strings.TrimSuffix(strings.TrimPrefix(file, "out."), ".md"); {
	case file == "out.md":
		return GFM(), true
	case name == "headings":
		return GFM().WithGuessedHeadings(), true
	case name == "astro-math":
		return Astro().WithMath(), true
	default:
		return Named(name)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
