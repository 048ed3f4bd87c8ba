package markdown

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/net/html"
)

// hugoSite is stock Hugo without the typographer and without colours in code.
var hugoSite = map[string]string{
	"hugo.toml": `disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
[markup.highlight]
codeFences = false
[markup.goldmark.extensions]
typographer = false
`,
	"layouts/_default/single.html": "{{ .Content }}",
}

// TestHugoShowsTheSame builds a site of random bodies with the real program.
func TestHugoShowsTheSame(t *testing.T) {
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		t.Skip("hugo is not installed")
	}
	site := t.TempDir()
	for name, content := range hugoSite {
		writeSiteFile(t, site, name, []byte(content))
	}
	var roots []*html.Node
	var documents [][]byte
	for seed := range uint64(1000) {
		root := (&author{randomChoices(seed)}).body()
		markdown, err := NewRenderer(Hugo()).Render(root, imageTarget)
		if err != nil {
			t.Fatal(err)
		}
		if len(markdown) == 0 {
			continue // hugo writes no empty page
		}
		page := append([]byte("---\ntitle: t\n---\n\n"), markdown...)
		writeSiteFile(t, site, fmt.Sprintf("content/%d.md", len(roots)), page)
		roots, documents = append(roots, root), append(documents, markdown)
	}
	var output bytes.Buffer
	build := exec.Command(hugo, "--source", site, "--quiet")
	build.Stdout, build.Stderr = &output, &output
	if err := build.Run(); err != nil {
		t.Fatalf("running hugo: %v\n%s", err, &output)
	}
	for i, root := range roots {
		page, err := os.ReadFile(filepath.Join(site, "public", fmt.Sprint(i), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		compareDigests(t, root, documents[i], page, &digest{dialect: Hugo(), rawAlt: true})
	}
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
