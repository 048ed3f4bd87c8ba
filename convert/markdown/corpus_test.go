package markdown

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
	"wxbackup/convert/page"
)

// TestRealPagesShowTheSame takes every page of a corpus of real exports through
// every dialect and its engines. The corpus is beside the repository, or where
// WXBACKUP_CORPUS says.
func TestRealPagesShowTheSame(t *testing.T) {
	corpus, named := os.LookupEnv("WXBACKUP_CORPUS")
	if !named {
		corpus = "../../../shared/corpus"
	}
	if _, err := os.Stat(corpus); err != nil {
		if named {
			t.Fatalf("reading WXBACKUP_CORPUS: %v", err)
		}
		t.Skip("no corpus of real pages beside the repository")
	}
	roots := corpusBodies(t, corpus)
	if len(roots) == 0 {
		t.Error("the corpus holds no article")
	}
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			checkEngine(t, engine.name, engine.dialect(), engine.read, roots)
		})
	}
}

// corpusBodies are the clean bodies of all articles below dir.
func corpusBodies(t *testing.T, dir string) []*html.Node {
	t.Helper()
	var roots []*html.Node
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if root := cleanBody(t, src); root != nil {
			roots = append(roots, root)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return roots
}

// cleanBody is the clean body of a page, nil where the page is no article.
func cleanBody(t *testing.T, src []byte) *html.Node {
	t.Helper()
	p, err := page.Parse(src)
	var refusal *page.Refusal
	if errors.As(err, &refusal) || errors.Is(err, page.ErrForeign) || errors.Is(err, page.ErrEmpty) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return clean.Body(p.Body).Root
}
