package markdown

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/net/html"
)

// hugoSite is stock Hugo with formulas, without the typographer and without
// colours in code.
var hugoSite = map[string]string{
	"hugo.toml": `disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
[markup.highlight]
codeFences = false
[markup.goldmark.extensions]
typographer = false
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [["$$", "$$"]]
inline = [["$", "$"]]
`,
	"layouts/_default/single.html":                     "{{ .Content }}",
	"layouts/_default/_markup/render-passthrough.html": `<math{{ if eq .Type "block" }} display="block"{{ end }}>{{ .Inner }}</math>`,
}

// TestHugoShowsTheSame builds a site of random bodies with the real program:
// hugo of the search path, and those listed in WXBACKUP_HUGO.
func TestHugoShowsTheSame(t *testing.T) {
	programs := filepath.SplitList(os.Getenv("WXBACKUP_HUGO"))
	if found, err := exec.LookPath("hugo"); err == nil && !slices.Contains(programs, found) {
		programs = append(programs, found)
	}
	if len(programs) == 0 {
		missing(t, "hugo")
	}
	var roots []*html.Node
	for seed := range uint64(1000) {
		roots = append(roots, (&author{randomChoices(seed)}).body())
	}
	for i, hugo := range programs {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			checkHugo(t, hugo, roots)
		})
	}
}

func checkHugo(t *testing.T, hugo string, roots []*html.Node) {
	t.Helper()
	version, err := exec.Command(hugo, "version").Output()
	if err != nil {
		t.Fatalf("asking %s for its version: %v", hugo, err)
	}
	d := Hugo()
	old := !regexp.MustCompile(`v0\.(13[2-9]|1[4-9]\d|[2-9]\d\d)`).Match(version)
	if old { // it has no hook for formulas
		d.math = noMath
	}
	site, documents := writeHugoSite(t, d, roots)
	var output bytes.Buffer
	build := exec.Command(hugo, "--source", site, "--quiet")
	build.Stdout, build.Stderr = &output, &output
	if err := build.Run(); err != nil {
		t.Fatalf("running hugo: %v\n%s", err, &output)
	}
	for i, root := range roots {
		if len(documents[i]) == 0 {
			continue // hugo writes no empty page
		}
		page, err := os.ReadFile(filepath.Join(site, "public", fmt.Sprint(i), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		compareDigests(t, root, documents[i], page, settings{dialect: d, rawAlt: old})
	}
}

// writeHugoSite writes a site with a page per body, and returns its folder and
// the pages' Markdown.
func writeHugoSite(t *testing.T, d Dialect, roots []*html.Node) (string, [][]byte) {
	t.Helper()
	site := t.TempDir()
	for name, content := range hugoSite {
		writeSiteFile(t, site, name, []byte(content))
	}
	documents := make([][]byte, len(roots))
	for i, root := range roots {
		markdown, err := NewRenderer(d).Render(root, imageTarget)
		if err != nil {
			t.Fatal(err)
		}
		documents[i] = markdown
		page := append([]byte("---\ntitle: t\n---\n\n"), markdown...)
		writeSiteFile(t, site, fmt.Sprintf("content/%d.md", i), page)
	}
	return site, documents
}

func writeSiteFile(t *testing.T, site, name string, content []byte) {
	t.Helper()
	path := filepath.Join(site, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
