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
// both dialects. The corpus is beside the repository, or where WXBACKUP_CORPUS
// says.
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
	pages := 0
	err := filepath.WalkDir(corpus, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		root := cleanBody(t, src)
		if root == nil {
			return nil
		}
		pages++
		t.Run(filepath.Base(path), func(t *testing.T) {
			checkRoundTrip(t, root, GFM(), readGFM)
			checkRoundTrip(t, root, Hugo(), readHugo)
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages == 0 {
		t.Error("the corpus holds no article")
	}
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
