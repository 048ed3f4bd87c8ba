package backup_test

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/store"
)

// found is what a row of testdata/corpus.tsv expects of one file: an article
// by its ID, kind, date and title, or the reason why there is none. Every row
// was written by looking at the file; files without a row hold no page of the
// platform.
type found struct{ result, id, kind, published, title string }

// TestCorpusGivesEveryArticleAndInventsNone reads real exports, which are not
// part of the project.
func TestCorpusGivesEveryArticleAndInventsNone(t *testing.T) {
	dir := corpusDir(t)
	archive, err := store.Create(filepath.Join(t.TempDir(), "wxarchive"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	got, rows := map[string]found{}, map[string]string{}
	_, err = backup.Import(context.Background(), archive, []string{dir}, backup.Options{Now: time.Now, Outcome: func(o backup.Outcome) {
		path := strings.TrimPrefix(o.Path, filepath.ToSlash(dir)+"/")
		if strings.Contains(path, ".csv!/") {
			rows[path] = o.ID
			return
		}
		switch o.Result {
		case backup.Ignored:
		case backup.NotArticle, backup.Unreadable:
			got[path] = found{result: string(o.Result), id: o.Reason}
		default:
			got[path] = found{result: "article", id: o.ID}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	for path, f := range got {
		if f.result == "article" {
			got[path] = describe(t, archive, f.id)
		}
	}
	if diff := cmp.Diff(expectedCorpus(t), got, cmp.AllowUnexported(found{})); diff != "" {
		t.Errorf("corpus (-want +got):\n%s", diff)
	}
	requireRows(t, archive, rows)
}

// requireRows looks at the lists of the corpus: each of their 55 rows names an
// article; the issues 304, 307 and 323 are there as pages too, two of them in
// two lists, and get the minute of their publication from the rows.
func requireRows(t *testing.T, archive *store.Archive, rows map[string]string) {
	t.Helper()
	var withText []string
	for path, id := range rows {
		rec, err := archive.Article(id)
		switch {
		case err != nil:
			t.Errorf("%s: %v", path, err)
		case rec.HasText():
			withText = append(withText, strings.TrimPrefix(path, "wechatdownload/"))
		}
	}
	slices.Sort(withText)
	want := []string{
		"2024-11-06-160246.csv!/1", "2024-11-06-160246.csv!/20",
		"2024-12-07-231605.csv!/26", "2024-12-07-231605.csv!/30", "2024-12-07-231605.csv!/7",
	}
	if diff := cmp.Diff(want, withText); diff != "" || len(rows) != 55 {
		t.Errorf("%d rows; those of articles with text (-want +got):\n%s", len(rows), diff)
	}
}

func describe(t *testing.T, archive *store.Archive, id string) found {
	t.Helper()
	rec, err := archive.Article(id)
	if err != nil {
		t.Fatal(err)
	}
	published := ""
	if !rec.Published.IsZero() {
		published = rec.Published.In(article.Zone).Format(time.RFC3339)
	}
	return found{"article", rec.ID, string(rec.Kind), published, rec.Title}
}

func expectedCorpus(t *testing.T) map[string]found {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "corpus.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := map[string]found{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		c := strings.Split(lines.Text(), "\t")
		if len(c) != 6 {
			t.Fatalf("row %q has %d columns, want 6", lines.Text(), len(c))
		}
		want[c[0]] = found{c[1], c[2], c[3], c[4], c[5]}
	}
	return want
}

// corpusDir is where real exports lie; the test is skipped where there are
// none.
func corpusDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("WXBACKUP_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no corpus of real exports; name one with WXBACKUP_CORPUS")
	}
	return dir
}
