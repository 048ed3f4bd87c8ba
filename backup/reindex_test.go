package backup_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup"
	"wxbackup/store"
)

// reindex closes the archive, deletes its index and makes it again.
func reindex(t *testing.T, a *store.Archive) (*store.Archive, backup.Summary) {
	t.Helper()
	a.Close()
	if err := os.Remove(filepath.Join(a.Dir(), "index.db")); err != nil {
		t.Fatal(err)
	}
	pages := 0
	summary, err := backup.Reindex(t.Context(), a.Dir(), func(n int) { pages += n })
	if err != nil {
		t.Fatal(err)
	}
	if pages != summary.Files {
		t.Errorf("told of %d pages, counted %d", pages, summary.Files)
	}
	b, err := store.Open(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b, summary
}

// assertReindexes holds everything in the archive against what it is after its
// index was made again.
func assertReindexes(t *testing.T, a *store.Archive) *store.Archive {
	t.Helper()
	before, files := articles(t, a), content(t, a)
	b, summary := reindex(t, a)
	if diff := cmp.Diff(before, articles(t, b)); diff != "" {
		t.Errorf("articles (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(files, content(t, b)); diff != "" {
		t.Errorf("files (-before +after):\n%s", diff)
	}
	if summary.Unreadable != 0 {
		t.Errorf("summary %+v", summary)
	}
	return b
}

func TestReindexOfTheExample(t *testing.T) {
	a := create(t)
	importInto(t, a, example)
	b := assertReindexes(t, a)
	assertWhole(t, b)
	if got := importInto(t, b, example); got.summary.Articles != (backup.ArticleCounts{Unchanged: 9}) {
		t.Errorf("import after reindex: %+v", got.summary)
	}
	assertReindexes(t, b)
}

// An archive with all that can happen to articles: a new version, an older
// one, records that turned out to be one, moved files, assets beside, inside,
// and from later articles.
func TestReindexOfAnArchiveWithHistory(t *testing.T) {
	a := create(t)
	for _, p := range versions(1) {
		importInto(t, a, one(t, p))
	}
	newer, older := newPost(2), newPost(2)
	newer.body, newer.captured = "<p>新版。</p>", newer.captured+5
	older.captured -= 5
	for _, p := range []post{newPost(2), newer, older} {
		importInto(t, a, one(t, p))
	}
	importInto(t, a, example)
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.CopyFS(moved, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	importInto(t, a, moved)
	importInto(t, a, many(7).export(t))
	inline, saved := newPost(50), newPost(51)
	for n := range 3 {
		inline.body += img("", "data:image/png;base64,"+base64.StdEncoding.EncodeToString([]byte(large(n))))
	}
	saved.body += img("", "b_files/640") + img(cdnURL(8), "b_files/640(1)")
	saved.published = 0
	importInto(t, a, tree{
		"a.html": inline.page(), "20230405慢火车.html": saved.page(), "b_files/640": picture(7), "b_files/640(1)": picture(8),
	}.export(t))
	assertWhole(t, assertReindexes(t, a))
}

// Of one title the earlier articles have the lower numbers; a better title
// changes no slug.
func TestReindexKeepsSlugs(t *testing.T) {
	a := create(t)
	want := map[string]string{}
	for n, slug := range []string{"wan-an", "wan-an-2", "wan-an-3"} {
		p := newPost(8 + (n+2)%3) // in another order than they get their slugs
		p.title = "晚安"
		importInto(t, a, one(t, p))
		want[newPost(8+n).id()] = slug
	}
	renamed := newPost(10)
	renamed.title, renamed.captured = "早安", renamed.captured+1
	importInto(t, a, one(t, renamed)).want(t, "a.html updated")
	b := assertReindexes(t, a)
	for id, slug := range want {
		if got := load(t, b, id).Record.Slug; got != slug {
			t.Errorf("slug of %s is %q, want %q", id, got, slug)
		}
	}
	next := newPost(20)
	next.title = "晚安"
	importInto(t, b, one(t, next))
	if got := load(t, b, next.id()).Record.Slug; got != "wan-an-4" {
		t.Errorf("the next slug is %q", got)
	}
}

func TestReindexKeepsPublishedPaths(t *testing.T) {
	a := create(t)
	importInto(t, a, many(4).export(t))
	publish := func(prefix string, ids ...string) {
		update(t, a, func(tx *store.Tx) error {
			var pages []store.PublishedPage
			for _, id := range ids {
				pages = append(pages, store.PublishedPage{ID: id, Path: prefix + id[len(biz)+1:] + "/"})
			}
			return tx.Publish(store.Publication{Site: "hugo", BaseURL: "https://www.example.com"}, pages, clock())
		})
	}
	publish("/old/", newPost(0).id(), newPost(1).id(), newPost(2).id())
	publish("/new/", newPost(0).id(), newPost(1).id())
	before := published(t, a)
	if len(before) != 2+3 {
		t.Fatalf("paths %v", before)
	}
	b, _ := reindex(t, a)
	if diff := cmp.Diff(before, published(t, b)); diff != "" {
		t.Errorf("paths (-before +after):\n%s", diff)
	}
}

func published(t *testing.T, a *store.Archive) map[string]string {
	t.Helper()
	paths := map[string]string{}
	for p, err := range a.Published() {
		if err != nil {
			t.Fatal(err)
		}
		paths["now "+p.Path] = p.ID
	}
	for p, err := range a.FormerPaths() {
		if err != nil {
			t.Fatal(err)
		}
		paths["former "+p.Path] = p.ID
	}
	return paths
}

func TestReindexKeepsEditedCopies(t *testing.T) {
	a := create(t)
	importInto(t, a, one(t, newPost(1)))
	rel := load(t, a, newPost(1).id()).Record.Markdown
	if err := os.WriteFile(filepath.Join(a.Dir(), filepath.FromSlash(rel)), []byte("笔记"), 0o644); err != nil {
		t.Fatal(err)
	}
	b := assertReindexes(t, a)
	if problems := verify(t, b); len(problems) != 1 || problems[0].Damage || problems[0].Path != rel {
		t.Errorf("problems %+v, want a notice on the edited copy", problems)
	}
}

func TestReindexGoesOnWithoutAPage(t *testing.T) {
	a := create(t)
	importInto(t, a, many(5).export(t))
	lost := sumOf(newPost(1).page())
	if err := os.Remove(filepath.Join(a.Dir(), filepath.FromSlash(store.PagePath(lost)))); err != nil {
		t.Fatal(err)
	}
	b, summary := reindex(t, a)
	if summary.Unreadable != 1 || summary.Articles.New != 4 {
		t.Errorf("summary %+v", summary)
	}
	if n, _ := b.Count(); n != 4 {
		t.Errorf("%d articles", n)
	}
	importInto(t, b, one(t, newPost(1)))
	if n, _ := b.Count(); n != 5 {
		t.Errorf("%d articles after the page was imported again", n)
	}
}

// The slugs are those of the journal, not those that this run would give.
func TestReindexWithoutAPageKeepsTheSlugsOfOthers(t *testing.T) {
	a := create(t)
	files := tree{}
	for n := range 2 {
		p := newPost(n)
		p.title = "晚安"
		files[fmt.Sprintf("%d.html", n)] = p.page()
	}
	importInto(t, a, files.export(t))
	lost := load(t, a, newPost(0).id()).Record.Page
	if err := os.Remove(filepath.Join(a.Dir(), filepath.FromSlash(store.PagePath(lost)))); err != nil {
		t.Fatal(err)
	}
	b, _ := reindex(t, a)
	if got := load(t, b, newPost(1).id()).Record.Slug; got != "wan-an-2" {
		t.Errorf("slug %q, want wan-an-2", got)
	}
}

func TestReindexThatDoesNotGetToItsEnd(t *testing.T) {
	if _, err := backup.Reindex(t.Context(), filepath.Join(t.TempDir(), "none"), nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Reindex of nothing = %v, want ErrNotFound", err)
	}
	a := create(t)
	importInto(t, a, many(5).export(t))
	if _, err := backup.Reindex(t.Context(), a.Dir(), nil); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Reindex of an archive in use = %v, want ErrLocked", err)
	}
	a.Close()
	before := read(t, a.Dir())
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := backup.Reindex(ctx, a.Dir(), func(int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("Reindex = %v, want Canceled", err)
	}
	if diff := cmp.Diff(before, read(t, a.Dir())); diff != "" {
		t.Errorf("the archive changed:\n%s", diff)
	}
}
