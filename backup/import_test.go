package backup_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/store"
)

// example is the export shipped with the project.
const example = "../testdata/export"

func TestImportOfTheExample(t *testing.T) {
	a := create(t)
	got := importInto(t, a, example)
	key := func(mid, idx int) string { return fmt.Sprintf("%s:%d:%d", biz, mid, idx) }
	want := []backup.Outcome{
		{Path: "2017/timetable.html", Result: backup.New, ID: key(2650000034, 2), Title: "一本旧时刻表 & 它的主人"},
		{Path: "2019合集.zip!/2019合集/一碗站台面.html", Result: backup.New, ID: key(2650000133, 1), Title: "一碗站台面"},
		{Path: "2019合集.zip!/2019合集/春运回家路.html", Result: backup.New, ID: key(2650000129, 1), Title: "春运回家路"},
		{Path: "2025/01.html", Result: backup.New, ID: key(2650000214, 1), Title: "把十年的车票整理成一张表"},
		{Path: "2025/02.html", Result: backup.New, ID: key(2248000311, 1), Title: "站台上的猫"},
		{Path: "2025/03.html", Result: backup.New, ID: key(2248000325, 1), Title: "晚点两小时，站务员给大家烧了一壶水"},
		{Path: "2025/04.html", Result: backup.New, ID: key(2650000230, 1), Title: "旧书摊上的时刻表"},
		{Path: "2025/05.html", Result: backup.NotArticle, Reason: "deleted"},
		{Path: "2025/06.html", Result: backup.NotArticle, Reason: "violation"},
		{Path: "浏览器保存/你最后一次坐慢车，是去哪里？.html", Result: backup.New, ID: key(2650000101, 1), Title: "你最后一次坐慢车，是去哪里？"},
		{Path: "浏览器保存/绿皮车上的一夜.html", Result: backup.New, ID: key(2650000170, 1), Title: "绿皮车上的一夜"},
		{Path: "说明.txt", Result: backup.Ignored, Reason: "not a page"},
	}
	for i := range want {
		want[i].Path = example + "/" + want[i].Path
	}
	for i := range got.outcomes {
		got.outcomes[i].Detail = ""
	}
	if diff := cmp.Diff(want, got.outcomes); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	s := got.summary
	if s.Files != 12 || s.Articles != (backup.ArticleCounts{New: 9}) || s.Ignored != 1 || s.Unreadable != 0 ||
		s.Assets != (backup.AssetCounts{Stored: 12, Missing: 3}) || !s.NeedsLook() {
		t.Errorf("summary %+v", s)
	}
	if diff := cmp.Diff(map[string]int{"deleted": 1, "violation": 1}, s.NotArticles); diff != "" {
		t.Errorf("no articles (-want +got):\n%s", diff)
	}
	assertWhole(t, a)
}

func TestRecordsOfTheExample(t *testing.T) {
	a := create(t)
	importInto(t, a, example)
	type facts struct {
		Kind            article.Kind
		Published       time.Time
		Slug, Format    string
		Stored, Missing int
	}
	want := map[string]facts{
		"2650000034:2": {"article", day(2017, 5, 20, 21, 4), "yi-ben-jiu-shi-ke-biao-ta-de-zhu-ren", "page", 0, 1},
		"2650000101:1": {"article", day(2018, 8, 22, 7, 50), "ni-zui-hou-yi-ci-zuo-man-che-shi-qu-na-li", "saved-page", 3, 0},
		"2650000129:1": {"article", day(2019, 2, 1, 12, 0), "chun-yun-hui-jia-lu", "page", 0, 0},
		"2650000133:1": {"article", day(2019, 10, 16, 18, 20), "yi-wan-zhan-tai-mian", "saved-page", 2, 0},
		"2650000170:1": {"article", day(2022, 11, 9, 20, 15), "lv-pi-che-shang-de-yi-ye", "saved-page", 3, 0},
		"2650000214:1": {"article", day(2025, 3, 12, 8, 30), "ba-shi-nian-de-che-piao-zheng-li-cheng-yi-zhang-biao", "page", 0, 2},
		"2248000311:1": {"picture", day(2025, 6, 4, 17, 0), "zhan-tai-shang-de-mao", "page", 3, 0},
		"2248000325:1": {"text", day(2025, 7, 18, 22, 41), "wan-dian-liang-xiao-shi-zhan-wu-yuan-gei-da-jia-shao-le-yi", "page", 0, 0},
		"2650000230:1": {"article", day(2025, 9, 3, 9, 0), "jiu-shu-tan-shang-de-shi-ke-biao", "page", 1, 0},
	}
	got := map[string]facts{}
	for id, l := range articles(t, a) {
		f := facts{Kind: l.Record.Kind, Published: l.Record.Published, Slug: l.Record.Slug, Format: l.Record.Sources[0].Format}
		for _, asset := range l.Record.Assets {
			if asset.Missing() {
				f.Missing++
			} else {
				f.Stored++
			}
		}
		got[strings.TrimPrefix(id, biz+":")] = f
		date := l.Record.Published.In(article.Zone).Format("2006-01-02")
		if place := "articles/" + date[:4] + "/" + date + "-" + l.Record.Slug + ".md"; l.Record.Markdown != place {
			t.Errorf("copy of %s at %q, want %q", id, l.Record.Markdown, place)
		}
		if len(l.Record.Sources) != 1 || len(l.Record.Losses) > 1 || !l.Record.Fidelity.Whole() {
			t.Errorf("%s: sources %v, losses %v, fidelity %+v", id, l.Record.Sources, l.Record.Losses, l.Record.Fidelity)
		}
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(sameMinute)); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func sameMinute(a, b time.Time) bool { return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute)) }

func TestImportingTwiceChangesNothing(t *testing.T) {
	a := create(t)
	first := importInto(t, a, example)
	a.Close()
	before := read(t, a.Dir())
	for range 2 {
		b, err := store.Open(a.Dir())
		if err != nil {
			t.Fatal(err)
		}
		second := importInto(t, b, example)
		b.Close()
		if diff := cmp.Diff(before, read(t, a.Dir())); diff != "" {
			t.Fatalf("the archive changed:\n%s", diff)
		}
		if second.summary.Articles != (backup.ArticleCounts{Unchanged: 9}) || second.summary.Assets != (backup.AssetCounts{}) {
			t.Errorf("summary %+v", second.summary)
		}
		for i, o := range second.outcomes {
			if want := first.outcomes[i]; o.Path != want.Path || o.ID != want.ID || o.Reason != want.Reason || o.Result == backup.New {
				t.Errorf("outcome %+v after %+v", o, want)
			}
		}
	}
}

// A copied export has other paths and times: its pages are known by their
// hashes, and not converted again. A mark that a conversion would overwrite
// shows that.
func TestMovedFilesAreRecognisedByTheirHash(t *testing.T) {
	a := create(t)
	importInto(t, a, example)
	const mark = "marked"
	update(t, a, func(tx *store.Tx) error {
		rec, err := tx.Article(biz + ":2650000230:1")
		if err != nil {
			return err
		}
		rec.Digest, rec.Statements[0].Facts.Digest = mark, mark
		return tx.Put(rec, nil)
	})
	before, journals := articles(t, a), content(t, a)
	moved := filepath.Join(t.TempDir(), "moved")
	if err := os.CopyFS(moved, os.DirFS(example)); err != nil {
		t.Fatal(err)
	}
	got := importInto(t, a, moved)
	if got.summary.Articles != (backup.ArticleCounts{Unchanged: 9}) {
		t.Errorf("summary %+v", got.summary)
	}
	after := articles(t, a)
	for id, l := range after {
		if n := len(l.Record.Sources); n != 2 {
			t.Errorf("%s has %d sources", id, n)
		}
		l.Record.Sources = before[id].Record.Sources
		after[id] = l
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("articles (-before +after):\n%s", diff)
	}
	if after[biz+":2650000230:1"].Record.Digest != mark {
		t.Error("the page was converted again")
	}
	now := content(t, a)
	if !strings.HasPrefix(now["pages.jsonl"], journals["pages.jsonl"]) || strings.Count(now["pages.jsonl"], "\n") != 18 {
		t.Errorf("pages.jsonl:\n%s", now["pages.jsonl"])
	}
	delete(journals, "pages.jsonl")
	delete(now, "pages.jsonl")
	if diff := cmp.Diff(journals, now); diff != "" {
		t.Errorf("other files (-before +after):\n%s", diff)
	}
	assertWhole(t, a)
}

func update(t *testing.T, a *store.Archive, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := a.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func TestJournalLines(t *testing.T) {
	p := newPost(1)
	p.body += img(cdnURL(1), "./a_files/640")
	dir := tree{"a.html": p.page(), "a_files/640": picture(1), "b.txt": "x"}.export(t)
	a := create(t)
	importInto(t, a, dir)
	files := content(t, a)
	const end = `,"tool":"test","time":"2026-01-02T03:04:05Z"}` + "\n"
	pages := fmt.Sprintf(`{"sha256":"%s","size":%d,"source":"%s/a.html","url":"https://mp.weixin.qq.com/s?__biz=%s==&mid=2650000001&idx=1&sn=%s","format":"saved-page","id":"%s","slug":"di-1-zhan"`+end,
		sumOf(p.page()), len(p.page()), filepath.ToSlash(dir), biz, p.serial(), p.id())
	assets := fmt.Sprintf(`{"sha256":"%s","size":%d,"ext":".png","source":"%s/a_files/640","url":"%s","page":"%s","ref":"./a_files/640"`+end,
		sumOf(picture(1)), len(picture(1)), filepath.ToSlash(dir), cdnURL(1), sumOf(p.page()))
	if diff := cmp.Diff(pages, files["pages.jsonl"]); diff != "" {
		t.Errorf("pages.jsonl (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(assets, files["assets.jsonl"]); diff != "" {
		t.Errorf("assets.jsonl (-want +got):\n%s", diff)
	}
	page, err := a.ReadPage(sumOf(p.page()))
	if err != nil || string(page) != p.page() {
		t.Errorf("page is not kept byte for byte: %v", err)
	}
	if got := files[store.AssetPath(sumOf(picture(1)), ".png")]; got != picture(1) {
		t.Errorf("asset has %d bytes", len(got))
	}
}

func TestMarkdownCopy(t *testing.T) {
	p := newPost(1)
	p.author, p.short = "林小满: “慢”", shortID(1)
	p.body = "<p>正文<strong>重点</strong>。</p>" + img(cdnURL(1), "a_files/640") + img(cdnURL(2), "")
	a := create(t)
	importInto(t, a, tree{"a.html": p.page(), "a_files/640": picture(1)}.export(t))
	want := "---\ntitle: 第1站\ndate: \"2023-11-16T06:13:20+08:00\"\nauthor: \"林小满: “慢”\"\naccount: 慢火车札记\nslug: di-1-zhan\n" +
		"id: " + p.id() + "\nurl: https://mp.weixin.qq.com/s?__biz=" + biz + "==&mid=2650000001&idx=1&sn=" + p.serial() + "\nkind: article\n---\n\n" +
		"正文**重点**。\n\n看图：![](../../" + store.AssetPath(sumOf(picture(1)), ".png") + ")\n\n看图：![](" + cdnURL(2) + ")\n"
	if diff := cmp.Diff(want, load(t, a, p.short).Copy); diff != "" {
		t.Errorf("copy (-want +got):\n%s", diff)
	}
}

func TestBadInputIsReportedAndTheRestImported(t *testing.T) {
	var zipped strings.Builder
	w := gzip.NewWriter(&zipped)
	w.Write([]byte(newPost(9).page()))
	w.Close()
	truncated, whole := newPost(3), newPost(4)
	truncated.body = strings.Repeat("<p>一行正文。</p>", 50)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(newPost(5).page())
	if err != nil {
		t.Fatal(err)
	}
	deep := newPost(6)
	deep.body = strings.Repeat("<section>", 10_000) + "深处" + strings.Repeat("</section>", 10_000)
	long := newPost(7)
	long.body = "<p>" + strings.Repeat("长", 4<<20/3) + "</p>"
	dir := tree{
		"a-empty.html": "", "b-gzip.html": zipped.String(), "c-cut.html": truncated.page()[:len(truncated.page())-600],
		"d-whole.html": whole.page(), "e-gb18030.html": gb, "f-deep.html": deep.page(), "g-long.html": long.page(),
		"h-foreign.html": "<!DOCTYPE html><html><body><p>别处的页面</p></body></html>", "i-broken.zip": "no zip", "j.jpg": "x",
	}.export(t)
	a := create(t)
	got := importInto(t, a, dir)
	got.want(t, "a-empty.html unreadable", "b-gzip.html new", "c-cut.html new", "d-whole.html new", "e-gb18030.html new",
		"f-deep.html new", "g-long.html new", "h-foreign.html ignored", "i-broken.zip unreadable", "j.jpg ignored")
	for _, o := range got.outcomes {
		if explained := o.Reason != ""; explained == (o.Result == backup.New) {
			t.Errorf("outcome without its reason: %+v", o)
		}
	}
	if !strings.Contains(load(t, a, newPost(5).id()).Copy, "这是第 5 篇的正文。") {
		t.Error("text in GB18030 did not arrive")
	}
	assertWhole(t, a)
	again := importInto(t, a, dir)
	again.want(t, "a-empty.html unreadable", "b-gzip.html unchanged", "c-cut.html unchanged", "d-whole.html unchanged",
		"e-gb18030.html unchanged", "f-deep.html unchanged", "g-long.html unchanged", "h-foreign.html ignored",
		"i-broken.zip unreadable", "j.jpg ignored")
}

func TestAPathThatDoesNotExistEndsTheImportBeforeItBegins(t *testing.T) {
	a := create(t)
	before := read(t, a.Dir())
	dir := tree{"a.html": newPost(1).page()}.export(t)
	r, err := tryImport(t.Context(), a, dir, filepath.Join(dir, "none"))
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "none") {
		t.Errorf("Import = %v, want ErrNotExist with the path", err)
	}
	if diff := cmp.Diff(before, read(t, a.Dir())); diff != "" || len(r.outcomes) > 0 {
		t.Errorf("outcomes %v, archive:\n%s", r.outcomes, diff)
	}
}

// many is an export of n articles; every third shows a picture that only the
// last one brings.
func many(n int) tree {
	files := tree{}
	for i := range n {
		p := newPost(i)
		if i%3 == 0 {
			p.body += img(cdnURL(1), "")
		}
		if i == n-1 {
			p.body += img(cdnURL(1), "last_files/640")
			files["last_files/640"] = picture(1)
			files["last.html"] = p.page()
			break
		}
		files[fmt.Sprintf("%04d.html", i)] = p.page()
	}
	return files
}

func TestACancelledImportIsCompletedByTheNext(t *testing.T) {
	const files = 60
	dir := many(files).export(t)
	whole := create(t)
	importInto(t, whole, dir)
	for _, after := range []int{1, 7, files - 1, files} {
		t.Run(fmt.Sprintf("after %d files", after), func(t *testing.T) {
			a := create(t)
			kept := cancelAfter(t, a, dir, after)
			assertClosed(t, dir)
			if n, _ := a.Count(); n < after || n != kept.summary.Articles.New {
				t.Errorf("%d articles kept, %d told of, %d read", n, kept.summary.Articles.New, after)
			}
			importInto(t, a, dir)
			if diff := cmp.Diff(articles(t, whole), articles(t, a)); diff != "" {
				t.Errorf("articles (-uninterrupted +interrupted):\n%s", diff)
			}
			if diff := cmp.Diff(content(t, whole), content(t, a)); diff != "" {
				t.Errorf("files (-uninterrupted +interrupted):\n%s", diff)
			}
			assertWhole(t, a)
		})
	}
}

// assertClosed makes sure that nothing of an export is open, where the system
// tells.
func assertClosed(t *testing.T, dir string) {
	t.Helper()
	entries, _ := os.ReadDir("/proc/self/fd")
	for _, e := range entries {
		if target, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && strings.HasPrefix(target, dir) {
			t.Errorf("%s is still open", target)
		}
	}
}

// cancelAfter imports until so many files are read.
func cancelAfter(t *testing.T, a *store.Archive, dir string, after int) (r run) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	files := 0
	summary, err := backup.Import(ctx, a, []string{dir}, backup.Options{Tool: "test", Now: clock, Progress: func(n int, _ int64) {
		if files += n; files == after {
			cancel()
		}
	}})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	r.summary = summary
	return r
}

func TestProgressCountsFilesAndBytes(t *testing.T) {
	dir := tree{"a.html": newPost(1).page(), "b.jpg": "x", "c.html": newPost(2).page()}.export(t)
	a := create(t)
	for _, visit := range []string{"first", "second"} {
		var files int
		var bytes int64
		_, err := backup.Import(t.Context(), a, []string{dir}, backup.Options{Now: clock, Progress: func(n int, b int64) {
			files += n
			bytes += b
		}})
		if want := int64(len(newPost(1).page()) + len(newPost(2).page())); err != nil || files != 3 || bytes != want {
			t.Errorf("%s import: %d files, %d bytes, %v; want 3 files, %d bytes", visit, files, bytes, err, want)
		}
	}
}
