package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/store"
)

// one is an export of one page.
func one(t *testing.T, p post) string {
	t.Helper()
	return tree{"a.html": p.page()}.export(t)
}

func TestAChangedPageIsANewVersion(t *testing.T) {
	older, newer := newPost(1), newPost(1)
	newer.title, newer.body, newer.captured = "新的标题", "<p>改过的正文。</p>", older.captured+1000
	a := create(t)
	importInto(t, a, one(t, older)).want(t, "a.html new")
	importInto(t, a, one(t, newer)).want(t, "a.html updated")
	got := load(t, a, newer.id())
	if got.Record.Title != "新的标题" || got.Body != "<p>改过的正文。</p>" || !strings.Contains(got.Copy, "改过的正文。") {
		t.Errorf("article %q, body %q, copy %q", got.Record.Title, got.Body, got.Copy)
	}
	if got.Record.Slug != "di-1-zhan" {
		t.Errorf("the slug became %q", got.Record.Slug)
	}
	if len(got.Record.Sources) != 2 || got.Record.Page != sumOf(newer.page()) {
		t.Errorf("page %q, sources %+v", got.Record.Page, got.Record.Sources)
	}
	for _, p := range []post{older, newer} {
		if page, err := a.ReadPage(sumOf(p.page())); err != nil || string(page) != p.page() {
			t.Errorf("version captured at %d: %v", p.captured, err)
		}
	}
	assertWhole(t, a)
}

func TestAnOlderPageIsKeptAsHistoryOnly(t *testing.T) {
	older, newer := newPost(1), newPost(1)
	older.body, older.captured = "<p>旧的正文，比新的长得多得多得多。</p>", newer.captured-1000
	a := create(t)
	importInto(t, a, one(t, newer)).want(t, "a.html new")
	before := load(t, a, newer.id())
	importInto(t, a, one(t, older)).want(t, "a.html unchanged")
	after := load(t, a, newer.id())
	if len(after.Record.Sources) != 2 {
		t.Errorf("sources %+v", after.Record.Sources)
	}
	if s := after.Record.Sources; s[0].Captured.Equal(s[1].Captured) {
		t.Errorf("both sources were captured at %v", s[0].Captured)
	}
	if id, ok, err := a.Resolve("page:" + sumOf(older.page())); id != newer.id() || !ok || err != nil {
		t.Errorf("the older page belongs to %q, %v", id, err)
	}
	if len(after.Record.Statements) != 2 {
		t.Errorf("statements %+v", after.Record.Statements)
	}
	after.Record.Sources, after.Record.Aliases, after.Record.Statements = before.Record.Sources, before.Record.Aliases, before.Record.Statements
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("article (-before +after):\n%s", diff)
	}
	assertWhole(t, a)
}

// A page that adds facts to a richer record changes the record and its copy,
// and keeps the body.
func TestAPoorerPageCompletesTheRecord(t *testing.T) {
	rich, poor := newPost(1), newPost(1)
	poor.captured, poor.author, poor.short = rich.captured-1, "林小满", shortID(1)
	a := create(t)
	importInto(t, a, one(t, rich)).want(t, "a.html new")
	before := load(t, a, rich.id())
	importInto(t, a, one(t, poor)).want(t, "a.html updated")
	after := load(t, a, shortID(1))
	if after.Record.Author != "林小满" || after.Record.Page != sumOf(rich.page()) || after.Body != before.Body {
		t.Errorf("record %+v, body %q", after.Record, after.Body)
	}
	if !strings.Contains(after.Copy, "author: 林小满\n") {
		t.Errorf("copy:\n%s", after.Copy)
	}
	assertWhole(t, a)
}

// versions are pages of one article, each telling less than all together:
// one with the short id only, one with the key only, one with both.
func versions(richest int) []post {
	base := newPost(1)
	base.short = shortID(1)
	byShort, byKey, byBoth := base, base, base
	byShort.mid, byKey.short = 0, ""
	byShort.author, byBoth.published = "林小满", 0
	all := []post{byShort, byKey, byBoth}
	for i := range all {
		all[i].body = fmt.Sprintf("<p>第 %d 种写法。</p>", i)
		all[i].captured += int64(i)
	}
	all[richest].captured += 1000
	return all
}

// Whatever the order of the pages, and whatever turns out late to be the same,
// the archive holds the same article.
func TestTheOrderOfPagesDoesNotMatter(t *testing.T) {
	for richest := range 3 {
		for _, together := range []bool{true, false} {
			var want *logical
			for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
				name := fmt.Sprintf("richest %d, order %v, together %v", richest, order, together)
				got := imported(t, versions(richest), order, together)
				if want == nil {
					want = &got
				}
				if diff := cmp.Diff(*want, got); diff != "" {
					t.Errorf("%s (-first order +this):\n%s", name, diff)
				}
				if !strings.Contains(got.Copy, fmt.Sprintf("第 %d 种写法。", richest)) || !strings.Contains(got.Copy, "id: "+newPost(1).id()) {
					t.Errorf("%s: copy:\n%s", name, got.Copy)
				}
			}
			if want.Record.Author != "林小满" || want.Record.Published.IsZero() || want.Record.Slug != "di-1-zhan" {
				t.Errorf("record %+v", want.Record)
			}
		}
	}
}

// imported is the article after the pages were imported in an order, in one
// run or in one each. Paths are made the same.
func imported(t *testing.T, pages []post, order []int, together bool) logical {
	t.Helper()
	a := create(t)
	dir := filepath.Join(t.TempDir(), "export")
	for at, n := range order {
		tree{fmt.Sprintf("%d.html", at): pages[n].page()}.into(t, dir)
		if !together {
			importInto(t, a, dir)
		}
	}
	if together {
		importInto(t, a, dir)
	}
	all := articles(t, a)
	if len(all) != 1 {
		t.Fatalf("%d articles, want 1", len(all))
	}
	assertWhole(t, a)
	got := load(t, a, newPost(1).id())
	for _, name := range []string{shortID(1), newPost(1).id()} {
		if id, _, err := a.Resolve(name); id != got.Record.ID || err != nil {
			t.Errorf("%q is %q, %v", name, id, err)
		}
	}
	for i := range got.Record.Sources {
		got.Record.Sources[i].Path = ""
	}
	slices.SortFunc(got.Record.Sources, func(a, b store.Source) int { return strings.Compare(a.SHA256, b.SHA256) })
	return got
}

// After two records became one, the files of both are still known, and told
// under the ID that is left.
func TestUnchangedFilesOfUnitedRecords(t *testing.T) {
	a := create(t)
	dir := filepath.Join(t.TempDir(), "export")
	for i, p := range versions(0) {
		tree{fmt.Sprintf("%d.html", i): p.page()}.into(t, dir)
		importInto(t, a, dir)
	}
	a.Close()
	before := read(t, a.Dir())
	b, err := store.Open(a.Dir())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range importInto(t, b, dir).outcomes {
		if o.ID != newPost(1).id() || o.Result != "unchanged" {
			t.Errorf("outcome %+v", o)
		}
	}
	b.Close()
	if diff := cmp.Diff(before, read(t, a.Dir())); diff != "" {
		t.Errorf("the archive changed:\n%s", diff)
	}
}

// The published path of a record that turned out to be another's stays known.
func TestPublishedPathsOutliveTheirRecord(t *testing.T) {
	a := create(t)
	pages := versions(0)
	importInto(t, a, one(t, pages[0]))
	update(t, a, func(tx *store.Tx) error {
		return tx.Publish(store.Publication{Site: "hugo"}, []store.PublishedPage{{ID: shortID(1), Path: "/posts/x/"}}, clock())
	})
	importInto(t, a, one(t, pages[1]))
	importInto(t, a, one(t, pages[2]))
	if path, err := a.PublishedPath(newPost(1).id()); path != "/posts/x/" || err != nil {
		t.Errorf("published path %q, %v", path, err)
	}
}

// A page that claims the short id of an article with another key is an
// article of its own, and ends no import.
func TestAShortIDStaysWithItsArticle(t *testing.T) {
	first, second := newPost(1), newPost(2)
	first.short, second.short = shortID(1), shortID(1)
	a := create(t)
	importInto(t, a, tree{"a.html": first.page(), "b.html": second.page()}.export(t)).want(t, "a.html new", "b.html new")
	if id, _, _ := a.Resolve(shortID(1)); id != first.id() {
		t.Errorf("the short id belongs to %q", id)
	}
	if n, _ := a.Count(); n != 2 {
		t.Errorf("%d articles", n)
	}
	assertWhole(t, a)
}

func TestArticlesOfOneTitleGetTheirOwnSlugs(t *testing.T) {
	files := tree{}
	for n := range 3 {
		p := newPost(n)
		p.title = "晚安"
		files[fmt.Sprintf("%d.html", n)] = p.page()
	}
	a := create(t)
	importInto(t, a, files.export(t))
	for n, want := range []string{"wan-an", "wan-an-2", "wan-an-3"} {
		if got := load(t, a, newPost(n).id()).Record.Slug; got != want {
			t.Errorf("slug of article %d is %q, want %q", n, got, want)
		}
	}
}

// Which of them gets the plain slug does not depend on the order of the files.
func TestSlugsOfOneTitleGoByDate(t *testing.T) {
	posts := []post{newPost(3), newPost(1), newPost(2)}
	posts[0].published = posts[2].published // the same day: their copies change places too
	files := tree{}
	for n := range posts {
		posts[n].title = "晚安"
		files[fmt.Sprintf("%d.html", n)] = posts[n].page()
	}
	a := create(t)
	importInto(t, a, files.export(t))
	for n, want := range []string{"wan-an-3", "wan-an", "wan-an-2"} {
		got := load(t, a, posts[n].id())
		if got.Record.Slug != want || !strings.Contains(got.Copy, "slug: "+want+"\n") || !strings.Contains(got.Copy, got.Body[len("<p>"):len(got.Body)-len("</p>")]) {
			t.Errorf("slug of article %d is %q, want %q; copy:\n%s", n, got.Record.Slug, want, got.Copy)
		}
	}
	assertWhole(t, assertReindexes(t, a))
}

// An article without key and short id is named by its page, and becomes
// another article when that page changes.
func TestAnArticleWithoutAnyID(t *testing.T) {
	p := post{title: "无名", body: "<p>" + strings.Repeat("一段足够长的正文。", 30) + "</p>", captured: 1750000000}
	a := create(t)
	dir := one(t, p)
	importInto(t, a, dir).want(t, "a.html new")
	id := "sha256-" + sumOf(p.page())[:16]
	if got := load(t, a, id); got.Record.Markdown != "articles/undated/wu-ming.md" || got.Record.URL != "" {
		t.Errorf("copy at %q, address %q", got.Record.Markdown, got.Record.URL)
	}
	importInto(t, a, one(t, p)).want(t, "a.html unchanged")
	if n, _ := a.Count(); n != 1 {
		t.Errorf("%d articles", n)
	}
	assertWhole(t, a)
}

func TestAnEditedCopyIsKept(t *testing.T) {
	a := create(t)
	older, newer := newPost(1), newPost(1)
	newer.body, newer.captured = "<p>改过的正文。</p>", older.captured+1000
	importInto(t, a, one(t, older))
	path := filepath.Join(a.Dir(), filepath.FromSlash(load(t, a, older.id()).Record.Markdown))
	const edited = "手写的笔记\n"
	if err := os.WriteFile(path, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	importInto(t, a, one(t, newer)).want(t, "a.html updated")
	got := load(t, a, older.id())
	if got.Copy != edited || got.Body != "<p>改过的正文。</p>" {
		t.Errorf("copy %q, body %q", got.Copy, got.Body)
	}
	problems := verify(t, a)
	if len(problems) != 1 || problems[0].Damage || problems[0].Path != got.Record.Markdown {
		t.Errorf("problems %+v, want a notice on the edited copy", problems)
	}
}

// A copy that moves because a better date is known leaves no other behind.
func TestACopyMovesWithItsDate(t *testing.T) {
	undated, dated := newPost(1), newPost(1)
	undated.published, undated.captured = 0, dated.captured+1
	a := create(t)
	importInto(t, a, one(t, undated))
	importInto(t, a, one(t, dated)).want(t, "a.html updated")
	var copies []string
	for name := range content(t, a) {
		if strings.HasPrefix(name, "articles/") {
			copies = append(copies, name)
		}
	}
	if diff := cmp.Diff([]string{"articles/2023/2023-11-16-di-1-zhan.md"}, copies); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
	assertWhole(t, a)
}

func TestTheDateOfANameServesWhereThePageHasNone(t *testing.T) {
	p := newPost(1)
	p.published = 0
	a := create(t)
	importInto(t, a, tree{"20240705慢火车.html": p.page()}.export(t))
	if got := load(t, a, p.id()).Record.Published; !got.Equal(day(2024, 7, 5, 0, 0)) {
		t.Errorf("published %v", got)
	}
	exact := newPost(1)
	exact.captured--
	importInto(t, a, one(t, exact)).want(t, "a.html updated")
	if got := load(t, a, p.id()).Record.Published; got.Unix() != exact.published {
		t.Errorf("published %v, want the page's date", got)
	}
}
