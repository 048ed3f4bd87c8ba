package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestCmarkGFMShowsTheSame reads random bodies with GitHub's own program.
func TestCmarkGFMShowsTheSame(t *testing.T) {
	cmark, err := exec.LookPath("cmark-gfm")
	if err != nil {
		t.Skip("cmark-gfm is not installed")
	}
	read := func(markdown []byte) ([]byte, error) {
		run := exec.Command(cmark, "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist")
		run.Stdin = bytes.NewReader(markdown)
		return run.Output()
	}
	for seed := range uint64(1000) {
		checkRoundTrip(t, (&author{randomChoices(seed)}).body(), GFM(), read)
	}
}

// TestNodeEnginesShowTheSame reads random bodies with the engines of
// JavaScript. WXBACKUP_NODE_MODULES names a directory where marked,
// markdown-it, remark, remark-gfm and remark-html are installed.
func TestNodeEnginesShowTheSame(t *testing.T) {
	modules := os.Getenv("WXBACKUP_NODE_MODULES")
	if modules == "" {
		t.Skip("WXBACKUP_NODE_MODULES names no directory with marked, markdown-it and remark")
	}
	var roots []*html.Node
	var documents []string
	for seed := range uint64(2000) {
		root := (&author{randomChoices(seed)}).body()
		markdown, err := NewRenderer(GFM()).Render(root, imageTarget)
		if err != nil {
			t.Fatal(err)
		}
		roots, documents = append(roots, root), append(documents, string(markdown))
	}
	for engine, pages := range readWithNode(t, modules, documents) {
		t.Run(engine, func(t *testing.T) {
			for i, page := range pages {
				if engine == "marked" && hasBacktickInLink(roots[i]) {
					continue
				}
				compareShown(t, roots[i], GFM(), []byte(documents[i]), []byte(page))
			}
		})
	}
}

// hasBacktickInLink reports whether a link's text has code with a backtick
// inside, which marked does not read as CommonMark says.
func hasBacktickInLink(root *html.Node) bool {
	for n := range root.Descendants() {
		if n.Data != "code" || !strings.Contains(textContent(n), "`") {
			continue
		}
		for parent := range n.Ancestors() {
			if parent.Data == "a" {
				return true
			}
		}
	}
	return false
}

func readWithNode(t *testing.T, modules string, documents []string) map[string][]string {
	t.Helper()
	input, err := json.Marshal(documents)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	node := exec.Command("node", "testdata/engines.mjs", modules)
	node.Stdin, node.Stderr = bytes.NewReader(input), &stderr
	output, err := node.Output()
	if err != nil {
		t.Fatalf("running node: %v\n%s", err, &stderr)
	}
	pages := map[string][]string{}
	if err := json.Unmarshal(output, &pages); err != nil {
		t.Fatal(err)
	}
	return pages
}
