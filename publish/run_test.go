package publish

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/color"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/publish/site"
	"wxbackup/store"
)

var (
	red  = color.RGBA{R: 200, A: 255}
	blue = color.RGBA{B: 200, A: 255}
)

// fillExample puts three articles into an archive: they link to each other
// and to articles nobody has, and show pictures, some of them missing.
func fillExample(a testArchive) {
	redPicture, bluePicture := a.picture(red), a.picture(blue)
	first, second, third := example(1), example(2), example(3)
	first.Assets = []article.Asset{redPicture, redPicture, bluePicture}
	first.Cover = strings.Replace(bluePicture.URL, "/640?", "/0?", 1)
	second.Assets = []article.Asset{
		{URL: redPicture.URL},
		{URL: cdnURL("nobodyhasthispicture")},
		{Ref: "文章_files/1.png"},
	}
	second.ReadMore = first.URL
	a.add(first, `<h1>甲</h1><p><img src="asset:0"/><img src="asset:1"/></p>`)
	a.add(second, `<p><a href="`+strings.ReplaceAll(first.URL, "&", "&amp;")+`">上回</a><a href="https://mp.weixin.qq.com/s/`+exampleShort+`">别处</a>`+
		`<img src="asset:0"/><img src="asset:1"/><img src="asset:1"/><img src="asset:2" alt="图"/></p>`)
	a.add(third, `<p>丙</p>`)
}

func TestPublishWritesArticlesPicturesFrameAndManifest(t *testing.T) {
	a, out := newArchive(t), filepath.Join(t.TempDir(), "new", "site")
	fillExample(a)
	var progress []string
	report := a.publish(Options{Site: plain(), Out: out, BaseURL: "https://example.org/blog", Progress: func(done, total int) {
		progress = append(progress, fmt.Sprint(done, "/", total))
	}})

	redName, blueName := a.picture(red).SHA256[:12]+".png", a.picture(blue).SHA256[:12]+".png"
	files := texts(readTree(t, out))
	manifest := files[ManifestName]
	delete(files, ManifestName)
	want := map[string]string{
		"index.txt": "测试号 https://example.org/blog/ /posts/:slug/\n/posts/di-3-pian/ 第3篇\n/posts/di-2-pian/ 第2篇\n/posts/di-1-pian/ 第1篇\n",
		"texts/di-1-pian.txt": "第1篇\n/posts/di-1-pian/\ncover=../pictures/di-1-pian/" + blueName + " more=\n" +
			`<h2>甲</h2><p><img src="../pictures/di-1-pian/` + redName + `"/><img src="../pictures/di-1-pian/` + redName + `"/></p>` + "\n",
		"texts/di-2-pian.txt": "第2篇\n/posts/di-2-pian/\ncover= more=/blog/posts/di-1-pian/\n" +
			`<p><a href="/blog/posts/di-1-pian/">上回</a><a href="https://mp.weixin.qq.com/s/` + exampleShort + `">别处</a>` +
			`<img src="../pictures/di-2-pian/` + redName + `"/>` +
			strings.Repeat(`<img src="https://mmbiz.qpic.cn/mmbiz_png/nobodyhasthispicture/640?wx_fmt=png&amp;tp=webp"/>`, 2) +
			`<img src="" alt="图"/></p>` + "\n",
		"texts/di-3-pian.txt":            "第3篇\n/posts/di-3-pian/\ncover= more=\n<p>丙</p>\n",
		"pictures/di-1-pian/" + redName:  readAsset(t, a, red),
		"pictures/di-1-pian/" + blueName: readAsset(t, a, blue),
		"pictures/di-2-pian/" + redName:  readAsset(t, a, red),
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	wantReport := Report{
		Articles: 3, Written: 7,
		External:   []Reference{{example(2).ID, "https://mmbiz.qpic.cn/mmbiz_png/nobodyhasthispicture/640?wx_fmt=png&tp=webp"}},
		Lost:       []Reference{{example(2).ID, "文章_files/1.png"}},
		Unresolved: []Reference{{example(2).ID, "https://mp.weixin.qq.com/s/" + exampleShort}},
	}
	if diff := cmp.Diff(wantReport, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if want := []string{"1/3", "2/3", "3/3"}; !slices.Equal(progress, want) {
		t.Errorf("progress %v, want %v", progress, want)
	}
	checkManifest(t, manifest, files)
	checkPublished(t, a)
}

func readAsset(t *testing.T, a testArchive, c color.Color) string {
	t.Helper()
	asset := a.picture(c)
	data, err := os.ReadFile(filepath.Join(a.Dir(), filepath.FromSlash(store.AssetPath(asset.SHA256, asset.Ext))))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func checkManifest(t *testing.T, text string, files map[string]string) {
	t.Helper()
	var m Manifest
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatalf("manifest %s: %v", text, err)
	}
	want := Manifest{Site: "plain", BaseURL: "https://example.org/blog/"}
	for n := 1; n <= 3; n++ {
		slug := fmt.Sprintf("di-%d-pian", n)
		want.Articles = append(want.Articles, ManifestArticle{example(n).ID, "/posts/" + slug + "/", "texts/" + slug + ".txt"})
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		want.Files = append(want.Files, ManifestFile{path, bytesContent([]byte(files[path])).sum.String()})
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	if lines, want := strings.Count(text, "\n"), 5+len(m.Articles)+len(m.Files); lines != want {
		t.Errorf("manifest has %d lines, want one an entry:\n%s", lines, text)
	}
}

func checkPublished(t *testing.T, a testArchive) {
	t.Helper()
	p, ok, err := a.Publication()
	if want := (store.Publication{Site: "plain", BaseURL: "https://example.org/blog/"}); p != want || !ok || err != nil {
		t.Errorf("publication %v, %v, %v; want %v", p, ok, err, want)
	}
	for n := 1; n <= 3; n++ {
		path, err := a.PublishedPath(example(n).ID)
		if want := fmt.Sprintf("/posts/di-%d-pian/", n); path != want || err != nil {
			t.Errorf("published path of article %d is %q, %v; want %q", n, path, err, want)
		}
	}
}

func TestPublishingAgainWritesNothing(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	o := Options{Site: plain(), Out: out}
	first := a.publish(o)
	before, folder := readTree(t, out), modTime(t, out)
	second := a.publish(o)
	if diff := cmp.Diff(before, readTree(t, out), cmp.AllowUnexported(fileState{})); diff != "" {
		t.Errorf("files changed (-before +after):\n%s", diff)
	}
	if after := modTime(t, out); after != folder {
		t.Errorf("the output folder was written to: %v, before %v", after, folder)
	}
	if second.Written != 0 || second.Unchanged != first.Written {
		t.Errorf("second publish wrote %d files and left %d; want 0 and %d", second.Written, second.Unchanged, first.Written)
	}
}

func modTime(t *testing.T, path string) string {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime().String()
}

func TestEditedFilesAreKept(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	o := Options{Site: plain(), Out: out}
	a.publish(o)
	edited := filepath.Join(out, "texts", "di-3-pian.txt")
	writeFile(t, edited, "改过的")
	changed := example(3)
	changed.Title = "新题"
	a.add(changed, "<p>新文</p>")
	for range 2 {
		report := a.publish(o)
		if want := []string{"texts/di-3-pian.txt"}; !slices.Equal(report.Edited, want) || len(report.Foreign) != 0 {
			t.Errorf("edited %v, foreign %v; want %v and none", report.Edited, report.Foreign, want)
		}
		if got := readTree(t, out)["texts/di-3-pian.txt"].text; got != "改过的" {
			t.Errorf("edited file became %q", got)
		}
	}
	if err := os.Remove(edited); err != nil {
		t.Fatal(err)
	}
	if report := a.publish(o); report.Written != 1 || len(report.Edited) != 0 {
		t.Errorf("after the edited file went: %d written, edited %v; want 1, none", report.Written, report.Edited)
	}
}

func TestUneditedFilesFollowTheArchive(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	o := Options{Site: plain(), Out: out}
	a.publish(o)
	a.add(example(3), "<p>新文</p>")
	if report := a.publish(o); report.Written != 1 || len(report.Edited)+len(report.Foreign) != 0 {
		t.Errorf("report %+v, want one file written", report)
	}
	if got := readTree(t, out)["texts/di-3-pian.txt"].text; !strings.Contains(got, "新文") {
		t.Errorf("article is %q, want its new text", got)
	}
}

func TestFilesThatNoPublishWroteAreNeverTouched(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	writeFile(t, filepath.Join(out, "texts", "di-3-pian.txt"), "自己写的")
	writeFile(t, filepath.Join(out, "texts", "other.txt"), "别的")
	if err := os.MkdirAll(filepath.Join(out, "index.txt"), 0o755); err != nil {
		t.Fatal(err)
	}
	o := Options{Site: plain(), Out: out}
	for range 2 {
		report := a.publish(o)
		if want := []string{"index.txt", "texts/di-3-pian.txt"}; !slices.Equal(report.Foreign, want) || len(report.Edited) != 0 {
			t.Errorf("foreign %v, edited %v; want %v and none", report.Foreign, report.Edited, want)
		}
	}
	a.remove(example(3).ID)
	a.publish(o)
	files := readTree(t, out)
	if files["texts/di-3-pian.txt"].text != "自己写的" || files["texts/other.txt"].text != "别的" {
		t.Errorf("the owner's files are %+v", files)
	}
}

func TestFilesOfArticlesThatWentAreRemoved(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	o := Options{Site: plain(), Out: out}
	a.publish(o)
	writeFile(t, filepath.Join(out, "texts", "di-2-pian.txt"), "改过的")
	a.remove(example(1).ID)
	a.remove(example(2).ID)
	report := a.publish(o)
	redName, blueName := a.picture(red).SHA256[:12]+".png", a.picture(blue).SHA256[:12]+".png"
	wantGone := []string{"pictures/di-1-pian/" + redName, "pictures/di-1-pian/" + blueName, "pictures/di-2-pian/" + redName, "texts/di-1-pian.txt"}
	slices.Sort(wantGone)
	if diff := cmp.Diff(wantGone, report.Removed); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	if want := []string{"texts/di-2-pian.txt"}; !slices.Equal(report.Edited, want) {
		t.Errorf("edited %v, want %v", report.Edited, want)
	}
	if _, err := os.Stat(filepath.Join(out, "pictures")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("empty folder was left: %v", err)
	}
}

func TestPicturesBesideAnEditedDocumentStay(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	g := plain()
	g.Open = beside
	o := Options{Site: g, Out: out}
	a.publish(o)
	document := filepath.Join(out, "posts", "di-1-pian", "index.txt")
	writeFile(t, document, "改过的")
	a.remove(example(1).ID)
	for range 2 {
		report := a.publish(o)
		if len(report.Removed) != 0 || len(report.Edited) != 1 {
			t.Errorf("removed %v, edited %v; want none and the document", report.Removed, report.Edited)
		}
	}
	if n := len(readTree(t, filepath.Dir(document))); n != 3 {
		t.Errorf("bundle holds %d files, want the document and two pictures", n)
	}
}

func TestKilledPublishIsCompleted(t *testing.T) {
	a, out, whole := newArchive(t), t.TempDir(), t.TempDir()
	fillExample(a)
	for n := 4; n < 60; n++ {
		a.add(example(n), "<p>文</p>")
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Run(ctx, a.Archive, Options{Site: plain(), Out: out, Progress: func(done, _ int) {
		if done == 9 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want %v", err, context.Canceled)
	}
	started := len(readTree(t, out))
	if started < 9 || started > 60 {
		t.Fatalf("the publish that was stopped left %d files", started)
	}
	writeFile(t, filepath.Join(out, tempDir, "7"), "half a fi")
	report := a.publish(Options{Site: plain(), Out: out})
	if report.Unchanged != started || len(report.Edited)+len(report.Foreign) != 0 {
		t.Errorf("report %+v, want the %d files there taken as they are", report, started)
	}
	a.publish(Options{Site: plain(), Out: whole})
	if diff := cmp.Diff(texts(readTree(t, whole)), texts(readTree(t, out))); diff != "" {
		t.Errorf("completed publish differs (-whole +completed):\n%s", diff)
	}
}

func TestArticlesThatJoinMoveNoOther(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	titled := func(n int) article.Article {
		art := example(n)
		art.Title = "早安"
		return art
	}
	a.add(titled(5), "<p>五</p>")
	a.add(titled(6), "<p>六</p>")
	o := Options{Site: plain(), Out: out, Slug: SlugTitle}
	a.publish(o)
	a.add(titled(2), "<p>二</p>")
	a.publish(o)
	for n, want := range map[int]string{5: "/posts/早安/", 6: "/posts/早安-2/", 2: "/posts/早安-3/"} {
		if got, err := a.PublishedPath(example(n).ID); got != want || err != nil {
			t.Errorf("article %d is at %q, %v; want %q", n, got, err, want)
		}
	}
}

func TestTheOldestOfOneTitleHasItsPlainPath(t *testing.T) {
	a := newArchive(t)
	for n, day := range map[int]int{5: 20, 6: 10} {
		art := example(n)
		art.Title, art.Published = "早安", example(day).Published
		a.add(art, "<p>文</p>")
	}
	a.publish(Options{Site: plain(), Out: t.TempDir(), Permalink: "/:title/"})
	for n, want := range map[int]string{6: "/早安/", 5: "/早安-2/"} {
		if got, err := a.PublishedPath(example(n).ID); got != want || err != nil {
			t.Errorf("article %d is at %q, %v; want %q", n, got, err, want)
		}
	}
}

func TestAccountLeavesOutTheOthers(t *testing.T) {
	a := newArchive(t)
	fillExample(a)
	other := example(9)
	other.Key.Biz, other.Account = "MzI4ODg4ODg4OA", "另一个号"
	other.ID = other.Key.String()
	a.add(other, `<p><a href="`+strings.ReplaceAll(example(1).URL, "&", "&amp;")+`">甲</a></p>`)
	for _, name := range []string{"另一个号", "MzI4ODg4ODg4OA", "MzI4ODg4ODg4OA=="} {
		report := a.publish(Options{Site: plain(), Out: t.TempDir(), Account: name})
		if report.Articles != 1 || len(report.Unresolved) != 1 {
			t.Errorf("account %q: report %+v, want one article and its link unresolved", name, report)
		}
	}
	if _, err := Run(context.Background(), a.Archive, Options{Site: plain(), Out: t.TempDir(), Account: "没有"}); !errors.Is(err, ErrNoArticles) {
		t.Errorf("error %v, want ErrNoArticles", err)
	}
}

func TestReservedPathsAreNoArticles(t *testing.T) {
	a := newArchive(t)
	art := example(1)
	art.Title = "Index"
	a.add(art, "<p>甲</p>")
	a.publish(Options{Site: plain(), Out: t.TempDir(), Permalink: "/:title/"})
	if got, err := a.PublishedPath(art.ID); got != "/index-2/" || err != nil {
		t.Errorf("article is at %q, %v; want /index-2/", got, err)
	}
}

func TestPublishRefuses(t *testing.T) {
	a := newArchive(t)
	fillExample(a)
	foreign, broken, badHash := t.TempDir(), t.TempDir(), t.TempDir()
	writeFile(t, filepath.Join(foreign, ManifestName), `{"site":"other"}`)
	writeFile(t, filepath.Join(broken, ManifestName), `{"site":`)
	writeFile(t, filepath.Join(badHash, ManifestName), `{"site":"plain","files":[{"path":"a","sha256":"00"}]}`)
	for _, c := range []struct {
		about   string
		options Options
		want    error
	}{
		{"another generator's folder", Options{Out: foreign}, ErrManifest},
		{"a broken manifest", Options{Out: broken}, ErrManifest},
		{"a manifest with a bad hash", Options{Out: badHash}, ErrManifest},
		{"a bad pattern", Options{Out: t.TempDir(), Permalink: "/:x/"}, ErrPermalink},
		{"a bad base URL", Options{Out: t.TempDir(), BaseURL: "x"}, ErrBaseURL},
	} {
		c.options.Site = plain()
		before := texts(readTree(t, c.options.Out))
		if _, err := Run(context.Background(), a.Archive, c.options); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.about, err, c.want)
		}
		if diff := cmp.Diff(before, texts(readTree(t, c.options.Out))); diff != "" {
			t.Errorf("%s: files changed:\n%s", c.about, diff)
		}
	}
	if _, err := Run(context.Background(), a.Archive, Options{Out: t.TempDir()}); !errors.Is(err, site.ErrUnknown) {
		t.Errorf("no generator: error %v, want ErrUnknown", err)
	}
	if _, err := Run(context.Background(), newArchive(t).Archive, Options{Site: plain(), Out: t.TempDir()}); !errors.Is(err, ErrNoArticles) {
		t.Errorf("empty archive: error %v, want ErrNoArticles", err)
	}
}

func TestNothingIsWrittenOutsideTheFolder(t *testing.T) {
	a, out, outside := newArchive(t), t.TempDir(), t.TempDir()
	fillExample(a)
	if err := os.Symlink(outside, filepath.Join(out, "texts")); err != nil {
		t.Skipf("symbolic links cannot be made here: %v", err)
	}
	if _, err := Run(context.Background(), a.Archive, Options{Site: plain(), Out: out}); err == nil {
		t.Error("publishing through a link that leads outside succeeded")
	}
	if files := readTree(t, outside); len(files) != 0 {
		t.Errorf("files outside: %v", files)
	}
}

func TestDamagedAssetStopsThePublish(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	asset := a.picture(red)
	writeFile(t, filepath.Join(a.Dir(), filepath.FromSlash(store.AssetPath(asset.SHA256, asset.Ext))), "other bytes")
	if _, err := Run(context.Background(), a.Archive, Options{Site: plain(), Out: out}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("error %v, want ErrDamaged", err)
	}
	for path := range readTree(t, out) {
		if strings.HasSuffix(path, ".png") && strings.Contains(path, asset.SHA256[:12]) {
			t.Errorf("damaged picture was published as %q", path)
		}
	}
}
