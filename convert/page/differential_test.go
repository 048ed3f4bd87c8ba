package page

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// slowly is a way of finding parts that always leaves a page to the slow way.
func slowly([]byte) (*parts, error) { return nil, errScan }

// outcome is a result of parse in a form that can be compared and read.
// Comments in the body are left out: they are no content, and those behind a
// </body> have another parent for a parser that sees the whole page.
type outcome struct {
	Article, Body, Error string
}

func outcomeOf(t testing.TB, src []byte, find func([]byte) (*parts, error)) outcome {
	t.Helper()
	p, err := parse(src, find)
	if err != nil {
		return outcome{Error: err.Error()}
	}
	facts, err := json.MarshalIndent(p.Article, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	removeComments(p.Body)
	return outcome{Article: string(facts), Body: rendered(t, p.Body)}
}

func removeComments(root *html.Node) {
	for _, n := range slices.Collect(root.Descendants()) {
		if n.Type == html.CommentNode {
			n.Parent.RemoveChild(n)
		}
	}
}

func rendered(t testing.TB, root *html.Node) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// corpusDir is where real pages lie, beside the repository or where
// WXBACKUP_CORPUS says.
func corpusDir(t testing.TB) string {
	t.Helper()
	dir, named := os.LookupEnv("WXBACKUP_CORPUS")
	if !named {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.ReadDir(dir); err != nil {
		if named && os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
			t.Fatalf("reading WXBACKUP_CORPUS: %v", err)
		}
		t.Skipf("no corpus of real pages: %v", err)
	}
	return dir
}

// pagesIn are the pages below a folder, without the files browsers keep
// beside a page.
func pagesIn(t testing.TB, dir string) []string {
	t.Helper()
	var pages []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.HasSuffix(path, "_files"):
			return filepath.SkipDir
		case !entry.IsDir() && strings.HasPrefix(filepath.Ext(path), ".htm"):
			pages = append(pages, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) == 0 {
		t.Fatalf("no page in %s", dir)
	}
	return pages
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestBothWaysGiveTheSamePage(t *testing.T) {
	for _, dir := range []string{"testdata/cases", filepath.Join("..", "..", "testdata", "export")} {
		t.Run(filepath.Base(dir), func(t *testing.T) { sameBothWays(t, dir) })
	}
	t.Run("corpus", func(t *testing.T) { sameBothWays(t, corpusDir(t)) })
}

func sameBothWays(t *testing.T, dir string) {
	for _, path := range pagesIn(t, dir) {
		src := readFile(t, path)
		if diff := cmp.Diff(outcomeOf(t, src, slowly), outcomeOf(t, src, scanParts)); diff != "" {
			t.Errorf("%s (-slow +quick):\n%s", path, diff)
		}
		if hasOwnForm(src) && !readsQuickly(t, src) {
			t.Errorf("%s: the quick way does not read this article", path)
		}
	}
}

// readsQuickly reports whether the quick way alone finds the article. Where it
// does not, a comparison of the two ways proves nothing.
func readsQuickly(t testing.TB, src []byte) bool {
	t.Helper()
	text, _, err := decode(src)
	if err != nil {
		t.Fatal(err)
	}
	quick, err := scanParts(escapeRawTitle(unify(text)))
	if err != nil {
		return false
	}
	p, err := newPage(newFacts(quick))
	return p != nil && err == nil
}

// hasOwnForm reports whether a page is an article in a form that the platform
// itself sends.
func hasOwnForm(src []byte) bool {
	p, err := Parse(src)
	return err == nil && !p.Article.Truncated && !bytes.Contains(src, []byte("image_channel_")) &&
		(bytes.Contains(src, []byte(`id="js_content"`)) || bytes.Contains(src, []byte("cgiDataNew")))
}

// TestOddPages holds the two ways together on pages at which a scan for tags
// goes wrong easily, and tells which of them the quick way reads itself.
func TestOddPages(t *testing.T) {
	for _, page := range oddPages {
		t.Run(page.name, func(t *testing.T) {
			src := []byte(page.src)
			slow := outcomeOf(t, src, slowly)
			if diff := cmp.Diff(slow, outcomeOf(t, src, scanParts)); diff != "" {
				t.Errorf("(-slow +quick):\n%s", diff)
			}
			if got := readsQuickly(t, src); got != page.quick {
				t.Errorf("read quickly: %v, want %v", got, page.quick)
			}
			if strings.Contains(slow.Article, "假") {
				t.Errorf("facts from where there are none: %s", slow.Article)
			}
		})
	}
}
