package convert_test

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/convert"
)

// A conversion keeps everything a page shows: checked over every page of the
// synthetic export, and of the corpus where there is one.
func TestConversionKeepsTheSyntheticExport(t *testing.T) {
	if n := checkPages(t, filepath.Join("..", "testdata", "export")); n < 5 {
		t.Errorf("only %d articles in the export", n)
	}
}

func TestConversionKeepsTheCorpus(t *testing.T) {
	checkPages(t, corpus(t))
}

// corpus is the folder of real exports, which is no part of the project.
func corpus(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus: set WXBACKUP_CORPUS to a folder of exported pages (%v)", err)
	}
	return dir
}

// checkPages converts every article below dir and returns their number.
func checkPages(t *testing.T, dir string) int {
	t.Helper()
	converter := convert.New()
	var total article.Fidelity
	articles := 0
	eachPage(t, dir, func(path string, src []byte) {
		d, err := converter.Read(src)
		if err != nil {
			return
		}
		if _, err := converter.Markdown(d, destination); err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		articles++
		add(&total, d.Article.Fidelity)
		if problems := differences(d.Article.Fidelity); len(problems) > 0 {
			t.Errorf("%s: %s\nlosses: %v", path, strings.Join(problems, ", "), d.Article.Losses)
		}
	})
	t.Logf("%d articles: %+v", articles, total)
	return articles
}

func destination(n int) string { return fmt.Sprintf("asset-%d.png", n) }

// eachPage visits the files below dir that can be pages, those in zip archives
// too.
func eachPage(t testing.TB, dir string, visit func(path string, src []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.HasSuffix(path, "_files"):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		case filepath.Ext(path) == ".zip":
			return eachZipped(path, visit)
		case isPage(path):
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			visit(path, src)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isPage(path string) bool {
	return slices.Contains([]string{".html", ".htm", ""}, filepath.Ext(path))
}

func eachZipped(path string, visit func(path string, src []byte)) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer archive.Close()
	for _, file := range archive.File {
		if file.FileInfo().IsDir() || !isPage(file.Name) {
			continue
		}
		r, err := file.Open()
		if err != nil {
			return err
		}
		src, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		visit(path+"!/"+file.Name, src)
	}
	return nil
}

func add(total *article.Fidelity, f article.Fidelity) {
	sum, part := reflect.ValueOf(total).Elem(), reflect.ValueOf(f)
	for i := range sum.NumField() {
		sum.Field(i).SetInt(sum.Field(i).Int() + part.Field(i).Int())
	}
}

// differences lists what the figures of an article show to be missing. What
// became a card, or was never in the page, is in none of them.
func differences(f article.Fidelity) []string {
	var problems []string
	if f.TextKept != f.TextIn {
		problems = append(problems, fmt.Sprintf("%d of %d characters kept", f.TextKept, f.TextIn))
	}
	if f.TextAdded*1000 > f.TextIn {
		problems = append(problems, fmt.Sprintf("%d characters added to %d", f.TextAdded, f.TextIn))
	}
	if f.BoldAdded > 0 {
		problems = append(problems, fmt.Sprintf("%d bold letters added to %d", f.BoldAdded, f.BoldIn))
	}
	for _, pair := range []struct {
		name    string
		in, out int
	}{
		{"pictures", f.ImagesIn, f.ImagesOut},
		{"links", f.LinksIn, f.LinksOut},
		{"lines of code", f.CodeLinesIn, f.CodeLinesOut},
		{"bold letters", f.BoldIn, f.BoldKept},
		{"cells", f.CellsIn, f.CellsOut},
		{"formulas", f.MathIn, f.MathOut},
		{"embeds", f.EmbedsIn, f.EmbedsOut},
	} {
		if pair.in != pair.out {
			problems = append(problems, fmt.Sprintf("%d of %d %s kept", pair.out, pair.in, pair.name))
		}
	}
	return problems
}
