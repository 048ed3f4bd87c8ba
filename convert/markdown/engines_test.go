package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/net/html"
)

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
				compareShown(t, roots[i], GFM(), []byte(documents[i]), []byte(page))
			}
		})
	}
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
