package backup_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup"
	"wxbackup/convert/fidelity"
	"wxbackup/convert/markdown"
	"wxbackup/store"
)

func TestNoCopyOfTheExampleDiffersFromItsPage(t *testing.T) {
	a := create(t)
	importInto(t, a, example)
	for rec, err := range a.Articles() {
		if err != nil {
			t.Fatal(err)
		}
		differences, err := backup.Compare(a, rec, rec.Page)
		if err != nil || len(differences) > 0 {
			t.Errorf("%s: differences %+v, error %v", rec.Title, differences, err)
		}
	}
}

func TestCompareShowsWhatWasEdited(t *testing.T) {
	a, rec := timetable(t)
	edit(t, a, rec, "小站", "大站", "\n", "\r\n")
	got, err := backup.Compare(a, rec, rec.Page)
	if err != nil {
		t.Fatal(err)
	}
	want := []fidelity.Difference{{What: "text", Page: "小", Markdown: "大", Before: "列车离开", After: "站。"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

func TestCompareNeedsPageAndCopy(t *testing.T) {
	a, rec := timetable(t)
	if err := os.Remove(copyOf(a, rec)); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Compare(a, rec, rec.Page); err == nil || !strings.Contains(err.Error(), "reading Markdown of") {
		t.Errorf("without the copy the error is %v", err)
	}
	rec.Page = strings.Repeat("0", 64)
	if _, err := backup.Compare(a, rec, rec.Page); err == nil || !strings.Contains(err.Error(), "reading page of") {
		t.Errorf("without the page the error is %v", err)
	}
}

func TestRenderWritesADialectWithoutFrontMatter(t *testing.T) {
	a, rec := timetable(t)
	text, err := backup.Render(a, rec, markdown.GFM())
	if want := "列车离开小站。\n"; string(text) != want || err != nil {
		t.Errorf("rendered %q, error %v; want %q", text, err, want)
	}
}

// timetable is an archive with one article.
func timetable(t *testing.T) (*store.Archive, *store.Record) {
	t.Helper()
	p := newPost(1)
	p.body = "<p>列车离开小站。</p>"
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "page.html"), []byte(p.page()), 0o644); err != nil {
		t.Fatal(err)
	}
	a := create(t)
	importInto(t, a, dir)
	rec, err := a.Article(p.id())
	if err != nil {
		t.Fatal(err)
	}
	return a, rec
}

func copyOf(a *store.Archive, rec *store.Record) string {
	return filepath.Join(a.Dir(), filepath.FromSlash(rec.Markdown))
}

// edit replaces texts in an article's copy.
func edit(t *testing.T, a *store.Archive, rec *store.Record, oldnew ...string) {
	t.Helper()
	text, err := os.ReadFile(copyOf(a, rec))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(copyOf(a, rec), []byte(strings.NewReplacer(oldnew...).Replace(string(text))), 0o644); err != nil {
		t.Fatal(err)
	}
}
