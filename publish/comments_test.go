package publish

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/publish/site"
	"wxbackup/store"
)

const hostileWords = "<script>alert('x')</script> {{ .Site.Title }} {{< x >}} **粗** [链](javascript:alert(1))\n# 第二行 & &amp; </li>"

// fillCommented puts an article with comments into the archive, and one
// without.
func fillCommented(a testArchive) article.Article {
	a.t.Helper()
	at := time.Date(2025, 6, 4, 18, 20, 11, 0, article.Zone)
	number := func(n int) *int { return &n }
	face, shot := a.picture(red), a.picture(blue)
	far := article.Asset{URL: "https://wx.qlogo.cn/mmopen/secretface/64"}
	list := []article.Comment{
		{ID: "710000000001", Name: "读者甲", Place: "浙江", Time: at, Text: "坐过这趟车。", Likes: 1000000, AuthorLiked: true, Top: true, Avatar: face, Pictures: []article.Asset{shot, far}, Replies: []article.Comment{
			{ID: "9001", Name: "号主", Author: true, Text: "谢谢。", Time: at.Add(time.Minute), Avatar: far},
			{ID: "9002", Name: "读者乙", To: "号主", Text: "不谢。", Time: at.Add(2 * time.Minute)},
			{ID: "9003", Name: "藏起的人", Text: "藏起的话", Hidden: true},
		}},
		{ID: "710000000002", Name: "<b>敌</b>", Text: hostileWords, Time: at.Add(time.Hour)},
		{ID: "710000000003", Name: "藏起的人", Text: "藏起的话", Hidden: true, Replies: []article.Comment{{Name: "藏起的人", Text: "藏起的话"}}},
		{ID: "710000000004", Name: "删去的人", Text: "删去的话", Deleted: true},
		{ID: "710000000005", Name: "删去的人", Text: "删去的话", Deleted: true, Replies: []article.Comment{{ID: "1", Name: "读者丙", Text: "怎么没了"}}},
	}
	art := example(1)
	art.Figures = []article.Figures{
		{Taken: at, Reads: number(1000), Likes: number(5)},
		{Taken: at.AddDate(0, 0, 1), Reads: number(7654321), Likes: number(88), Comments: number(44)},
	}
	page := strings.Repeat("5", 64)
	err := a.Update(func(tx *store.Tx) error {
		if err := tx.PutComments(page, list); err != nil {
			return err
		}
		n := article.CountComments(list)
		return tx.Put(&store.Record{
			Article: art, Slug: "di-1-pian", Page: page, Comments: n,
			Statements: []store.Statement{{SHA256: page, Comments: n}},
		}, []byte("<p>正文</p>"))
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return art
}

func fillPlain(a testArchive) {
	a.t.Helper()
	art := example(2)
	err := a.Update(func(tx *store.Tx) error {
		return tx.Put(&store.Record{Article: art, Slug: "di-2-pian", Page: strings.Repeat("6", 64)}, []byte("<p>别的</p>"))
	})
	if err != nil {
		a.t.Fatal(err)
	}
}

// never are the words that no level shows, person those that tell of readers,
// full those that the full level alone shows.
var (
	never  = []string{"藏起", "删去", "secretface", "qlogo"}
	person = []string{"读者甲", "读者乙", "读者丙", "号主", "坐过这趟车", "comments.json", "7654321", "alert"}
	full   = []string{"710000000001", "9001", "avatar"}
)

// texts of all files below a folder, but for styles and templates.
func allText(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "/layouts/") || filepath.Ext(path) == ".css" || filepath.Ext(path) == ".png" {
			return err
		}
		data, err := os.ReadFile(path)
		b.WriteString(path[len(dir):] + "\n" + string(data) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func checkWords(t *testing.T, dir string, words []string, want bool) {
	t.Helper()
	text := allText(t, dir)
	for _, word := range words {
		if strings.Contains(text, word) != want {
			t.Errorf("%s is in the output: %v, want %v", word, !want, want)
		}
	}
}

func checkLevel(t *testing.T, dir string, level CommentLevel) {
	t.Helper()
	checkWords(t, dir, never, false)
	checkWords(t, dir, person, level != CommentsOff)
	checkWords(t, dir, full, level == CommentsFull)
}

func TestEachLevelShowsWhatItMay(t *testing.T) {
	a := newArchive(t)
	art := fillCommented(a)
	fillPlain(a)
	eachHugo(t, func(t *testing.T, hugo string) {
		for _, level := range []CommentLevel{CommentsOff, CommentsText, CommentsFull} {
			out := t.TempDir()
			a.publish(Options{Site: site.Hugo(), Out: out, Comments: level, BaseURL: "https://example.org/blog/"})
			checkLevel(t, out, level)
			b := built{t, buildHugo(t, hugo, out), "/blog"}
			checkLevel(t, b.dir, level)
			checkShown(t, b, art, level)
		}
	})
}

// checkShown reads the page that Hugo built.
func checkShown(t *testing.T, b built, art article.Article, level CommentLevel) {
	t.Helper()
	doc := b.page("/posts/di-1-pian/")
	if n := b.page("/posts/di-2-pian/").Find(".comments").Length(); n != 0 {
		t.Errorf("an article without comments shows some")
	}
	if level == CommentsOff {
		if n := doc.Find(".comments").Length(); n != 0 {
			t.Errorf("comments are shown with %s", level)
		}
		return
	}
	if n := doc.Find(".comments > ol > li").Length(); n != 3 {
		t.Errorf("%d comments, want 3", n)
	}
	var replies []string
	for _, s := range doc.Find(".comments ol ol .said").EachIter() {
		replies = append(replies, s.Text())
	}
	if diff := cmp.Diff([]string{"谢谢。", "回复 号主：不谢。", "怎么没了"}, replies); diff != "" {
		t.Errorf("replies (-want +got):\n%s", diff)
	}
	hostile := doc.Find(".comments > ol > li").Eq(1)
	if got := hostile.Find(".said").Text(); got != hostileWords {
		t.Errorf("hostile comment shows as %q", got)
	}
	if got := hostile.Find("b").Text(); got != "<b>敌</b>" || hostile.Find("script, a, h1, strong").Length() != 0 {
		t.Errorf("hostile comment became markup; its name is %q", got)
	}
	if meta := doc.Find("article > header .meta").Text(); !strings.Contains(meta, "阅读 7654321") || !strings.Contains(meta, "点赞 88") {
		t.Errorf("figures are %q", meta)
	}
	if text := doc.Find(".comments .meta").First().Text(); !strings.Contains(text, "2025-06-04 18:20") || !strings.Contains(text, "点赞 1000000") {
		t.Errorf("facts of a comment are %q", text)
	}
	pictures := doc.Find(".comments img")
	if want := map[CommentLevel]int{CommentsFull: 2}[level]; pictures.Length() != want {
		t.Errorf("%d pictures with %s, want %d", pictures.Length(), level, want)
	}
	for _, img := range pictures.EachIter() {
		src := img.AttrOr("src", "")
		if _, err := os.Stat(filepath.Join(b.dir, strings.TrimPrefix(src, b.base))); !strings.HasPrefix(src, "/blog/posts/di-1-pian/comments/") || err != nil {
			t.Errorf("picture at %q: %v", src, err)
		}
	}
}

func TestPublishingTwiceAndChangingTheLevel(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillCommented(a)
	fillPlain(a)
	run := func(level CommentLevel) (Report, map[string]fileState) {
		report := a.publish(Options{Site: site.Hugo(), Out: out, Comments: level})
		return report, readTree(t, out)
	}
	_, before := run("")
	for _, level := range []CommentLevel{CommentsText, CommentsFull, CommentsOff, CommentsText} {
		_, files := run(level)
		if _, again := run(level); !maps.Equal(files, again) {
			t.Errorf("publishing with %s twice wrote files again", level)
		}
		for _, path := range changed(before, files) {
			if path != ManifestName && !strings.HasPrefix(path, "content/posts/di-1-pian/") {
				t.Errorf("changing to %s changed %s", level, path)
			}
		}
		fresh := t.TempDir()
		a.publish(Options{Site: site.Hugo(), Out: fresh, Comments: level})
		if diff := cmp.Diff(texts(readTree(t, fresh)), texts(files)); diff != "" {
			t.Errorf("after a change to %s (-fresh +changed):\n%s", level, diff)
		}
		before = files
	}
}

func changed(before, after map[string]fileState) []string {
	var paths []string
	for path, f := range after {
		if before[path] != f {
			paths = append(paths, path)
		}
	}
	for path := range before {
		if _, there := after[path]; !there {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// An edited page keeps its pictures, and its comments go all the same.
func TestCommentsGoFromAnEditedPage(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillCommented(a)
	a.publish(Options{Site: site.Hugo(), Out: out, Comments: CommentsFull})
	const page, comments = "content/posts/di-1-pian/index.md", "content/posts/di-1-pian/comments.json"
	writeFile(t, filepath.Join(out, page), "mine")
	report := a.publish(Options{Site: site.Hugo(), Out: out, Comments: CommentsOff})
	files := readTree(t, out)
	if files[page].text != "mine" || !slices.Equal(report.Edited, []string{page}) {
		t.Errorf("page is %q, edited %v", files[page].text, report.Edited)
	}
	for path := range files {
		if strings.HasPrefix(path, "content/posts/di-1-pian/comments") {
			t.Errorf("%s is still there", path)
		}
	}
	a.publish(Options{Site: site.Hugo(), Out: out, Comments: CommentsText})
	writeFile(t, filepath.Join(out, comments), "[]")
	report = a.publish(Options{Site: site.Hugo(), Out: out, Comments: CommentsFull})
	if got := readTree(t, out)[comments].text; got != "[]" || !slices.Contains(report.Edited, comments) {
		t.Errorf("edited comments are %q, edited %v", got, report.Edited)
	}
}

func TestUnknownCommentLevelIsRefused(t *testing.T) {
	_, err := Options{Site: site.Hugo(), Comments: "some"}.settled()
	if !errors.Is(err, ErrCommentLevel) {
		t.Errorf("error %v, want %v", err, ErrCommentLevel)
	}
}

func TestCommentsFileIsPlainJSON(t *testing.T) {
	data, err := commentsJSON([]shownComment{{Name: "甲", Text: hostileWords}})
	if err != nil {
		t.Fatal(err)
	}
	var got []shownComment
	if err := json.Unmarshal(data, &got); err != nil || got[0].Text != hostileWords || strings.Contains(string(data), "<script") {
		t.Errorf("file is %s, %v", data, err)
	}
}
