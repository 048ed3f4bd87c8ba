package backup_test

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup"
	"wxbackup/store"
)

// assetFiles are the assets in the archive.
func assetFiles(t *testing.T, a *store.Archive) tree {
	t.Helper()
	files := content(t, a)
	for name := range files {
		if !strings.HasPrefix(name, "assets/") {
			delete(files, name)
		}
	}
	return files
}

func TestOnePictureUnderFourAddressesIsOneAsset(t *testing.T) {
	id := cdnID(1)
	forms := []string{
		"http://mmbiz.qpic.cn/mmbiz/" + id + "/0",
		"//mmbiz.qpic.cn/mmbiz_jpg/" + id + "/640?wx_fmt=other&tp=webp",
		"https://mmbiz.qpic.cn/sz_mmbiz_png/" + id + "/640?wx_fmt=png&amp;from=appmsg#imgIndex=2",
		"https://mmbiz.qlogo.cn/mmbiz_png/" + id,
	}
	files := tree{"b_files/640": picture(1)}
	names := []string{"a.html", "b.html", "c.html", "d.html"}
	for n, form := range forms {
		p := newPost(n)
		src := ""
		if n == 1 {
			src = "b_files/640"
		}
		p.body += img(form, src)
		files[names[n]] = p.page()
	}
	a := create(t)
	got := importInto(t, a, files.export(t))
	if got.summary.Assets != (backup.AssetCounts{Stored: 4}) || got.summary.NeedsLook() {
		t.Errorf("assets %+v", got.summary.Assets)
	}
	path := store.AssetPath(sumOf(picture(1)), ".png")
	if diff := cmp.Diff(tree{path: picture(1)}, assetFiles(t, a)); diff != "" {
		t.Errorf("assets (-want +got):\n%s", diff)
	}
	for n := range forms {
		l := load(t, a, newPost(n).id())
		if asset := l.Record.Assets[0]; asset.SHA256 != sumOf(picture(1)) || asset.Size != int64(len(picture(1))) {
			t.Errorf("article %d: asset %+v", n, asset)
		}
		if !strings.Contains(l.Copy, "](../../"+path+")") || strings.Contains(l.Copy, "qpic.cn/") || strings.Contains(l.Copy, "](https://mmbiz") {
			t.Errorf("article %d: copy:\n%s", n, l.Copy)
		}
	}
	assertWhole(t, a)
}

// Bytes that a later import brings complete the articles of earlier ones.
func TestALaterImportCompletesEarlierArticles(t *testing.T) {
	without, with, other := newPost(1), newPost(2), newPost(3)
	without.body += img(cdnURL(1), "") + img(cdnURL(2), "")
	with.body += img(cdnURL(1), "b_files/640")
	other.body += img(cdnURL(1), "")
	a := create(t)
	first := importInto(t, a, one(t, without))
	if first.summary.Assets != (backup.AssetCounts{Missing: 2}) {
		t.Errorf("assets %+v", first.summary.Assets)
	}
	second := importInto(t, a, tree{"b.html": with.page(), "b_files/640": picture(1)}.export(t))
	if second.summary.Assets != (backup.AssetCounts{Stored: 1}) {
		t.Errorf("assets of the second import: %+v", second.summary.Assets)
	}
	importInto(t, a, one(t, other))
	for _, p := range []post{without, with, other} {
		l := load(t, a, p.id())
		if l.Record.Assets[0].Missing() || !strings.Contains(l.Copy, store.AssetPath(sumOf(picture(1)), ".png")) {
			t.Errorf("%s: assets %+v, copy:\n%s", p.title, l.Record.Assets, l.Copy)
		}
	}
	if l := load(t, a, without.id()); !l.Record.Assets[1].Missing() || !strings.Contains(l.Copy, cdnURL(2)) {
		t.Errorf("picture that nobody has: %+v", l.Record.Assets)
	}
	assertWhole(t, a)
}

func TestALateAssetKeepsAnEditedCopy(t *testing.T) {
	without, with := newPost(1), newPost(2)
	without.body += img(cdnURL(1), "")
	with.body += img(cdnURL(1), "b_files/640")
	a := create(t)
	importInto(t, a, one(t, without))
	path := filepath.Join(a.Dir(), filepath.FromSlash(load(t, a, without.id()).Record.Markdown))
	if err := os.WriteFile(path, []byte("笔记"), 0o644); err != nil {
		t.Fatal(err)
	}
	importInto(t, a, tree{"b.html": with.page(), "b_files/640": picture(1)}.export(t))
	if l := load(t, a, without.id()); l.Copy != "笔记" || l.Record.Assets[0].Missing() {
		t.Errorf("copy %q, asset %+v", l.Copy, l.Record.Assets[0])
	}
}

// Files that come to a saved page later are taken, the page being the same.
func TestFilesThatAppearBesideASavedPage(t *testing.T) {
	p := newPost(1)
	p.body += img("", "a_files/640") + img(cdnURL(2), "a_files/640(1)")
	dir := tree{"a.html": p.page(), "a_files/x.css": "x"}.export(t)
	a := create(t)
	if got := importInto(t, a, dir); got.summary.Assets.Missing != 2 {
		t.Errorf("assets %+v", got.summary.Assets)
	}
	tree{"a_files/640": picture(1), "a_files/640(1)": picture(2)}.into(t, dir)
	got := importInto(t, a, dir)
	got.want(t, "a.html updated")
	if got.summary.Assets != (backup.AssetCounts{Stored: 2}) {
		t.Errorf("assets %+v", got.summary.Assets)
	}
	l := load(t, a, p.id())
	for n, sum := range []string{sumOf(picture(1)), sumOf(picture(2))} {
		if l.Record.Assets[n].SHA256 != sum || !strings.Contains(l.Copy, sum) {
			t.Errorf("asset %d: %+v, copy:\n%s", n, l.Record.Assets[n], l.Copy)
		}
	}
	importInto(t, a, dir).want(t, "a.html unchanged")
	assertWhole(t, a)
}

// The same page twice, once with its files and once without, has its files,
// whichever comes first.
func TestTheSamePageWithAndWithoutItsFiles(t *testing.T) {
	p := newPost(1)
	p.body += img("", "a_files/640")
	for name, files := range map[string]tree{
		"with files first":    {"1/a.html": p.page(), "1/a_files/640": picture(1), "2/a.html": p.page()},
		"without files first": {"1/a.html": p.page(), "2/a_files/640": picture(1), "2/a.html": p.page()},
	} {
		a := create(t)
		importInto(t, a, files.export(t))
		l := load(t, a, p.id())
		if l.Record.Assets[0].Missing() || !strings.Contains(l.Copy, sumOf(picture(1))) || len(l.Record.Sources) != 2 {
			t.Errorf("%s: record %+v, copy:\n%s", name, l.Record, l.Copy)
		}
		assertWhole(t, a)
	}
}

// A newer version without its pictures has those of the older one, and so has
// its copy.
func TestANewVersionTakesThePicturesOfTheOld(t *testing.T) {
	const elsewhere = "https://img.example.com/1.png"
	older, newer := newPost(1), newPost(1)
	older.body += img(elsewhere, "a_files/1.png")
	newer.body, newer.captured = "<p>改过了。</p>"+img(elsewhere, ""), older.captured+1
	a := create(t)
	importInto(t, a, tree{"a.html": older.page(), "a_files/1.png": picture(1)}.export(t))
	importInto(t, a, one(t, newer)).want(t, "a.html updated")
	if l := load(t, a, newer.id()); l.Record.Assets[0].Missing() || !strings.Contains(l.Copy, sumOf(picture(1))) {
		t.Errorf("asset %+v, copy:\n%s", l.Record.Assets[0], l.Copy)
	}
	assertWhole(t, a)
}

func TestWhatIsNoPictureIsMissing(t *testing.T) {
	p := newPost(1)
	p.body += img(cdnURL(1), "a_files/640") + img(cdnURL(2), "a_files/641") + img(cdnURL(3), "../../outside.png")
	dir := tree{
		"a.html": p.page(), "a_files/640": "<html><body>404 Not Found, sorry about that</body></html>", "a_files/641": "",
	}.export(t)
	tree{"outside.png": picture(1)}.into(t, filepath.Dir(filepath.Dir(dir)))
	a := create(t)
	if got := importInto(t, a, dir); got.summary.Assets != (backup.AssetCounts{Missing: 3}) {
		t.Errorf("assets %+v", got.summary.Assets)
	}
	if files := assetFiles(t, a); len(files) > 0 {
		t.Errorf("assets %v", files)
	}
}

func TestPicturesInThePageItself(t *testing.T) {
	p := newPost(1)
	for n := range 2 {
		p.body += img("", "data:image/png;base64,"+base64.StdEncoding.EncodeToString([]byte(large(n))))
	}
	a := create(t)
	importInto(t, a, one(t, p))
	l := load(t, a, p.id())
	for n := range 2 {
		if got := l.Record.Assets[n].SHA256; got != sumOf(large(n)) {
			t.Errorf("asset %d is %q", n, got)
		}
	}
	assertWhole(t, a)
}

// large is a picture too large to be taken for a placeholder.
func large(n int) string { return picture(200 + n) }

// An import that ends before it completed earlier articles leaves that to the
// next one, which has no new file to read.
func TestCompletionIsNotForgotten(t *testing.T) {
	without, with := newPost(1), newPost(100)
	without.body += img(cdnURL(1), "")
	with.body += img(cdnURL(1), "b_files/640")
	a := create(t)
	importInto(t, a, one(t, without))
	dir := tree{"b.html": with.page(), "b_files/640": picture(1)}.export(t)
	year := filepath.Dir(filepath.Join(a.Dir(), filepath.FromSlash(load(t, a, without.id()).Record.Markdown)))
	if err := errors.Join(os.Rename(year, year+".away"), os.WriteFile(year, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, err := tryImport(t.Context(), a, dir); err == nil {
		t.Fatal("the earlier copy could be written")
	}
	if err := errors.Join(os.Remove(year), os.Rename(year+".away", year)); err != nil {
		t.Fatal(err)
	}
	if !load(t, a, without.id()).Record.Assets[0].Missing() {
		t.Fatal("the earlier article is complete already")
	}
	importInto(t, a, dir).want(t, "b.html unchanged")
	if l := load(t, a, without.id()); l.Record.Assets[0].Missing() || !strings.Contains(l.Copy, sumOf(picture(1))) {
		t.Errorf("asset %+v, copy:\n%s", l.Record.Assets[0], l.Copy)
	}
	assertWhole(t, a)
}
