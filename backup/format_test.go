package backup_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/backup/source"
	"wxbackup/store"
)

// withoutSources are articles without what tells where they came from.
func withoutSources(all map[string]logical) map[string]logical {
	bare := map[string]logical{}
	for id, l := range all {
		l.Record.Sources = nil
		l.Record.Hints = slices.DeleteFunc(l.Record.Hints, func(hint string) bool { return strings.HasPrefix(hint, "stem:") })
		bare[id] = l
	}
	return bare
}

// A container brings what the folder in it would.
func TestEveryContainerBringsWhatAFolderDoes(t *testing.T) {
	files := tree{"说明.txt": "x"}
	for n := range 5 {
		p := newPost(n)
		p.body += img(cdnURL(n), "./x_files/640") + img("", "../beside.png")
		dir := p.title + "/"
		files[dir+"x.html"], files[dir+"x_files/640"] = p.page(), picture(n)
	}
	files["beside.png"] = picture(9)
	plain := create(t)
	importInto(t, plain, files.export(t))
	want := withoutSources(articles(t, plain))
	for ext, pack := range containers {
		t.Run(ext, func(t *testing.T) {
			a := create(t)
			dir := tree{"all" + ext: pack(t, files)}.export(t)
			if got := importInto(t, a, dir); got.summary.Articles.New != 5 || got.summary.Assets != (backup.AssetCounts{Stored: 10}) {
				t.Errorf("summary %+v", got.summary)
			}
			if diff := cmp.Diff(want, withoutSources(articles(t, a))); diff != "" {
				t.Errorf("articles (-folder +container):\n%s", diff)
			}
			if got := importInto(t, a, dir); got.summary.Articles != (backup.ArticleCounts{Unchanged: 5}) {
				t.Errorf("again: %+v", got.summary)
			}
			assertWhole(t, assertReindexes(t, a))
		})
	}
}

const savedAddress = "https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe-6VyA"

// showing is an article with pictures in all the forms in which a page and the
// file it came in can name one, and how many of them the file has.
func showing() (s saved, stored int) {
	p := newPost(1)
	p.body += img(cdnURL(1), "") + // as it stands
		img(cdnURL(2), "") + // in another size
		img("https://img.example.com/3.png?a=1&amp;b=2", "") + // elsewhere, escaped
		img("", "cid:picture-4@mhtml.blink") + // by its id
		img("", "../img/5.png") + // seen from the page
		img(cdnURL(6), "") + // an error page
		img(cdnURL(7), "") // nowhere
	return saved{address: savedAddress, html: p.page(), parts: tree{
		cdnURL(1): picture(1),
		"https://mmbiz.qpic.cn/sz_mmbiz_jpg/" + cdnID(2) + "/0?wx_fmt=jpeg": picture(2),
		"https://img.example.com/3.png?a=1&b=2":                             picture(3),
		"cid:picture-4@mhtml.blink":                                         picture(4),
		"https://mp.weixin.qq.com/img/5.png":                                picture(5),
		cdnURL(6):                                                           "<!DOCTYPE html><html><body>404 Not Found, the picture is gone</body></html>",
	}}, 5
}

// A page in one file brings the pictures that are in the file.
func TestEveryBundleBringsItsPictures(t *testing.T) {
	s, stored := showing()
	formats := map[string]string{
		".mhtml": source.FormatMHTML, ".webarchive": source.FormatWebArchive, ".docx": source.FormatDOCX,
		".warc": source.FormatWARC, ".warc.gz": source.FormatWARC, ".wacz": source.FormatWACZ,
	}
	for ext, write := range bundles {
		t.Run(ext, func(t *testing.T) {
			a := create(t)
			dir := tree{"a" + ext: write(t, s)}.export(t)
			got := importInto(t, a, dir)
			got.want(t, "a"+ext+" new")
			if got.summary.Assets != (backup.AssetCounts{Stored: stored, Missing: 2}) || got.summary.Unreadable != 0 {
				t.Errorf("summary %+v", got.summary)
			}
			l := load(t, a, newPost(1).id())
			if src := l.Record.Sources[0]; src.Format != formats[ext] || src.SHA256 != sumOf(s.html) || !strings.HasSuffix(src.Path, "/a"+ext) {
				t.Errorf("source %+v", src)
			}
			for n, asset := range l.Record.Assets {
				want := ""
				if n < stored {
					want = sumOf(picture(n + 1))
				}
				if asset.SHA256 != want {
					t.Errorf("asset %d is %+v", n, asset)
				}
			}
			importInto(t, a, dir).want(t, "a"+ext+" unchanged")
			assertWhole(t, assertReindexes(t, a))
		})
	}
}

// One article in every format is one article, with the pictures that only some
// of them have, in whatever order they come.
func TestAnArticleInEveryFormatIsOne(t *testing.T) {
	p := newPost(1)
	p.body += img(cdnURL(1), "")
	raw := p.page()
	// What a browser saves is not byte for byte what the server sent.
	p.captured = 0
	s := saved{address: savedAddress, html: p.page(), parts: tree{cdnURL(1): picture(1)}}
	exts := slices.Sorted(maps.Keys(bundles))
	var want map[string]logical
	for turn := range exts {
		a := create(t)
		paths := []string{tree{"raw.html": raw}.export(t)}
		for i := range exts {
			ext := exts[(turn+i)%len(exts)]
			paths = append(paths, tree{"a" + ext: bundles[ext](t, s)}.export(t))
		}
		if turn%2 == 1 {
			slices.Reverse(paths)
		}
		importInto(t, a, paths...)
		got := withoutSources(articles(t, a))
		if l, ok := got[newPost(1).id()]; !ok || len(got) != 1 || l.Record.Assets[0].SHA256 != sumOf(picture(1)) {
			t.Errorf("order %d: articles %+v", turn, got)
		}
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %d (-first +this):\n%s", turn, diff)
		}
		assertWhole(t, assertReindexes(t, a))
	}
}

// namelessPost is an article whose page does not say which one it is.
func namelessPost() post {
	p := newPost(1)
	p.mid, p.body = 0, "<p>"+strings.Repeat("慢火车上的一夜。", 40)+"</p>"
	return p
}

// A page without its scripts does not say which article it is; the address it
// was saved from does.
func TestAPageIsKnownByTheAddressItWasSavedFrom(t *testing.T) {
	const long = "https://mp.weixin.qq.com/s?__biz=" + biz + "==&mid=2650000001&idx=1&sn=0000000000000000000000009df3be81"
	nameless := namelessPost()
	for name, c := range map[string]struct {
		address, id, url string
	}{
		"short":         {savedAddress, "Kd0_sWm4hTq8Zr1Xe-6VyA", savedAddress},
		"long":          {long + "&chksm=1#rd", newPost(1).id(), long},
		"of no article": {"https://example.com/a.html", "sha256-" + sumOf(nameless.page())[:16], ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			importInto(t, a, tree{"a.mhtml": mhtmlOf(saved{address: c.address, html: nameless.page()})}.export(t))
			if got := load(t, a, c.id).Record; got.URL != c.url || got.ID != c.id {
				t.Errorf("record %+v", got.Article)
			}
			assertReindexes(t, a)
		})
	}
}

func TestWhatAPageSaysOfItselfComesBeforeItsAddress(t *testing.T) {
	a := create(t)
	importInto(t, a, tree{"a.mhtml": mhtmlOf(saved{address: savedAddress, html: newPost(1).page()})}.export(t))
	if got := load(t, a, newPost(1).id()).Record; len(got.ShortIDs) > 0 {
		t.Errorf("record %+v", got.Article)
	}
}

// The same page, first without and then with the address it came from.
func TestAnAddressThatComesLaterNamesAnArticle(t *testing.T) {
	nameless := namelessPost()
	files := tree{"a.html": nameless.page(), "b.mhtml": mhtmlOf(saved{address: savedAddress, html: nameless.page()})}
	a := create(t)
	importInto(t, a, files.export(t)).want(t, "a.html new", "b.mhtml updated")
	all := articles(t, a)
	if len(all) != 1 || all["Kd0_sWm4hTq8Zr1Xe-6VyA"].Record.URL != savedAddress {
		t.Errorf("articles %+v", all)
	}
	assertWhole(t, assertReindexes(t, a))
}

// Articles of a web archive have a path each.
func TestAWebArchiveOfSeveralArticles(t *testing.T) {
	var archive strings.Builder
	for n := range 3 {
		p := newPost(n)
		p.body += img(cdnURL(n), "")
		archive.WriteString(strings.Join(recordsOf(saved{"https://mp.weixin.qq.com/s/" + shortID(n), p.page(), tree{cdnURL(n): picture(n)}}), ""))
	}
	a := create(t)
	dir := tree{"crawl.warc": archive.String()}.export(t)
	got := importInto(t, a, dir)
	if got.summary.Articles.New != 3 || got.summary.Assets != (backup.AssetCounts{Stored: 3}) {
		t.Errorf("summary %+v", got.summary)
	}
	for n := range 3 {
		want := "crawl.warc!/mp.weixin.qq.com/s/" + shortID(n)
		if src := load(t, a, newPost(n).id()).Record.Sources; len(src) != 1 || !strings.HasSuffix(src[0].Path, want) {
			t.Errorf("sources %+v, want one that ends in %q", src, want)
		}
	}
	if got := importInto(t, a, dir); got.summary.Articles != (backup.ArticleCounts{Unchanged: 3}) {
		t.Errorf("again: %+v", got.summary)
	}
	assertWhole(t, assertReindexes(t, a))
}

// A file that is cut off brings what precedes the cut, and is reported until
// it is whole.
func TestACutFileIsImportedAsFarAsItGoes(t *testing.T) {
	files := tree{}
	for n := range 4 {
		files[newPost(n).title+".html"] = newPost(n).page()
	}
	whole := tarOf(t, files)
	dir := tree{"a.tar": whole[:len(whole)-3000]}.export(t)
	a := create(t)
	got := importInto(t, a, dir)
	if got.summary.Articles.New != 3 || got.summary.Unreadable != 1 || !got.summary.NeedsLook() {
		t.Errorf("summary %+v", got.summary)
	}
	if last := got.outcomes[len(got.outcomes)-1]; !strings.HasSuffix(last.Path, "/a.tar") || last.Reason != source.ErrCutOff.Error() {
		t.Errorf("outcome %+v", last)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.tar"), []byte(whole), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := importInto(t, a, dir); got.summary.Articles != (backup.ArticleCounts{New: 1, Unchanged: 3}) || got.summary.Unreadable != 0 {
		t.Errorf("after the copy was made whole: %+v", got.summary)
	}
}

// The corpus has one article as HTML, MHTML and Markdown; the MHTML has the
// pictures.
func TestAnArticleOfTheCorpusInThreeFormatsIsOne(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(corpusDir(t), "wechatdownload", "20250110*"))
	if err != nil || len(found) == 0 {
		t.Skip("the corpus has no article as HTML and as MHTML")
	}
	a := create(t)
	importInto(t, a, found...)
	all := slices.Collect(maps.Values(articles(t, a)))
	if len(all) != 1 {
		t.Fatalf("%d articles", len(all))
	}
	var formats []string
	for _, s := range all[0].Record.Sources {
		formats = append(formats, s.Format)
	}
	if slices.Sort(formats); !slices.Equal(formats, []string{source.FormatMHTML, source.FormatPage, "qwd-md"}) {
		t.Errorf("formats %q", formats)
	}
	if slices.ContainsFunc(all[0].Record.Assets, article.Asset.Missing) {
		t.Errorf("pictures are missing: %+v", all[0].Record.Assets)
	}
	for _, asset := range all[0].Record.Assets {
		if !strings.Contains(all[0].Copy, store.AssetPath(asset.SHA256, asset.Ext)) {
			t.Errorf("%s is not in the copy", asset.URL)
		}
	}
	assertWhole(t, assertReindexes(t, a))
}
