package clean_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
	"wxbackup/internal/golden"
)

// Each case is a raw body and what becomes of it: clean.html with a block a
// line, assets.json and losses.json where there are any.
func TestBodyOfEachCase(t *testing.T) {
	golden.Cases(t, filepath.Join("testdata", "cases"), func(t *testing.T, c *golden.Case) {
		result := clean.Body(parseRaw(t, c.Read(t, "raw.html")))
		c.Equal(t, "clean.html", blockLines(t, result.Root))
		if len(result.Assets) > 0 {
			c.Equal(t, "assets.json", asJSON(t, result.Assets))
		}
		if len(result.Losses) > 0 {
			c.Equal(t, "losses.json", asJSON(t, result.Losses))
		}
		for _, problem := range outside(result.Root) {
			t.Error(problem)
		}
		for n := range result.Inline {
			if asset := result.Assets[n]; asset.URL != "" || asset.Ref != "" {
				t.Errorf("asset %d has bytes in the page and an address too: %+v", n, asset)
			}
		}
	})
}

// parseRaw parses a raw body as package page does.
func parseRaw(t testing.TB, src []byte) *html.Node {
	t.Helper()
	root, err := clean.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// blockLines writes each block of a clean body on a line of its own.
func blockLines(t testing.TB, root *html.Node) []byte {
	t.Helper()
	var b bytes.Buffer
	for n := range root.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func asJSON[T any](t testing.TB, list []T) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, v := range list {
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// rawCases are the raw bodies of all cases, by name.
func rawCases(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "cases", "*", "raw.html"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no raw bodies in testdata: %v", err)
	}
	bodies := map[string][]byte{}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bodies[strings.TrimPrefix(filepath.Dir(path), filepath.Join("testdata", "cases")+string(filepath.Separator))] = body
	}
	return bodies
}
