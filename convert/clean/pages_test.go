package clean_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/convert/page"
)

// The promises hold on whole pages too: those of the synthetic export, and of
// a corpus of real ones where there is one.
func TestBodyKeepsItsPromisesOnTheSyntheticExport(t *testing.T) {
	if n := checkPages(t, filepath.Join("..", "..", "testdata", "export")); n < 5 {
		t.Errorf("only %d articles in the export", n)
	}
}

func TestBodyKeepsItsPromisesOnTheCorpus(t *testing.T) {
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus: set WXBACKUP_CORPUS to a folder of exported pages (%v)", err)
	}
	t.Logf("%d articles", checkPages(t, dir))
}

// checkPages checks the body of every article below dir and returns their
// number.
func checkPages(t *testing.T, dir string) int {
	t.Helper()
	articles := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if filepath.Ext(path) != ".html" || strings.Contains(path, "_files"+string(filepath.Separator)) {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if p, err := page.Parse(src); err == nil {
			articles++
			t.Run(filepath.Base(path), func(t *testing.T) { checkBody(t, p.Body) })
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles
}
