package publish

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/publish/site"
)

// lacking is an archive of which article 1 lacks two pictures, shown in three
// places, and article 2 nothing.
func lacking(t *testing.T) testArchive {
	a := newArchive(t)
	art := example(1)
	art.Assets = []article.Asset{a.picture(red), {URL: cdnURL("nobodyhasthispicture")}, {URL: cdnURL("nobodyhasthatpicture")}}
	a.add(art, `<p><img src="asset:0" alt=""/></p><p><img src="asset:1" alt="站台"/></p><p><img src="asset:1" alt=""/>和<img src="asset:2" alt=""/></p>`)
	a.add(example(2), "<p>没有图</p>")
	return a
}

var lackingLoads = []Load{
	{Reference{example(1).ID, "https://mmbiz.qpic.cn/mmbiz_png/nobodyhasthatpicture/640?wx_fmt=png&tp=webp"}, "content/posts/di-1-pian/index.md"},
	{Reference{example(1).ID, "https://mmbiz.qpic.cn/mmbiz_png/nobodyhasthispicture/640?wx_fmt=png&tp=webp"}, "content/posts/di-1-pian/index.md"},
}

func TestLoadsAreCountedOnceInEachArticle(t *testing.T) {
	r := lacking(t).publish(Options{Site: site.Hugo(), Out: t.TempDir()})
	if diff := cmp.Diff(lackingLoads, r.Loads); diff != "" || r.ExternalLoads != 2 || r.ExternalArticles != 1 {
		t.Errorf("%d loads in %d articles (-want +got):\n%s", r.ExternalLoads, r.ExternalArticles, diff)
	}
}

func TestStrictPublishesAllOrNothing(t *testing.T) {
	a, out := lacking(t), filepath.Join(t.TempDir(), "site")
	o := Options{Site: site.Hugo(), Out: out, Strict: true}
	r, err := Run(context.Background(), a.Archive, o)
	if !errors.Is(err, ErrExternal) {
		t.Fatalf("got %v, want ErrExternal", err)
	}
	if diff := cmp.Diff(lackingLoads, r.Loads); diff != "" {
		t.Errorf("loads (-want +got):\n%s", diff)
	}
	if files := readTree(t, out); len(files) > 0 {
		t.Errorf("files written: %v", files)
	}
	if path, err := a.PublishedPath(example(2).ID); path != "" || err != nil {
		t.Errorf("article 2 is published at %q, %v", path, err)
	}
	o.MissingImages = MissingLink
	if r := a.publish(o); r.ExternalLoads != 0 || len(r.Replaced) != 2 || r.Articles != 2 {
		t.Errorf("published %d articles with %d loads, replaced %v", r.Articles, r.ExternalLoads, r.Replaced)
	}
}

// A page that its owner edited is what readers get, and so is a layout.
func TestStrictReadsWhatTheOwnerWrote(t *testing.T) {
	for _, name := range []string{"content/posts/di-2-pian/index.md", "layouts/partials/footer.html"} {
		a, out := lacking(t), t.TempDir()
		o := Options{Site: site.Hugo(), Out: out, MissingImages: MissingDrop, Strict: true}
		a.publish(o)
		writeFile(t, filepath.Join(out, filepath.FromSlash(name)), `<script src="https://far.example/count.js"></script>`)
		r, err := Run(context.Background(), a.Archive, o)
		if !errors.Is(err, ErrExternal) || len(r.Loads) != 1 || r.Loads[0].File != name || r.Loads[0].URL != "https://far.example/count.js" {
			t.Errorf("%s: %v, loads %v", name, err, r.Loads)
		}
	}
}

func TestMissingImages(t *testing.T) {
	assets := []article.Asset{{SHA256: "5"}, {URL: "http://a.example/1"}, {Ref: "x_files/2.png"}}
	tests := map[string]struct{ body, link, drop string }{
		"there":        {`<p><img src="asset:0" alt="站"/></p>`, `<p><img src="asset:0" alt="站"/></p>`, `<p><img src="asset:0" alt="站"/></p>`},
		"alt":          {`<p>看<img src="asset:1" alt="站"/></p>`, `<p>看<a href="https://a.example/1">站</a></p>`, `<p>看站</p>`},
		"no alt":       {`<p>看<img src="asset:1" alt=""/></p>`, `<p>看<a href="https://a.example/1">图片</a></p>`, `<p>看</p>`},
		"alone":        {`<ul><li><p><strong><img src="asset:1" alt=""/></strong></p></li></ul><p>完</p>`, `<ul><li><p><strong><a href="https://a.example/1">图片</a></strong></p></li></ul><p>完</p>`, `<p>完</p>`},
		"in a link":    {`<p><a href="https://b.example/"><img src="asset:1" alt=""/></a>。</p>`, `<p><a href="https://b.example/">图片</a>。</p>`, `<p>。</p>`},
		"in a cell":    {`<table><tbody><tr><td><img src="asset:1" alt=""/></td><td>二</td></tr></tbody></table>`, `<table><tbody><tr><td><a href="https://a.example/1">图片</a></td><td>二</td></tr></tbody></table>`, `<table><tbody><tr><td></td><td>二</td></tr></tbody></table>`},
		"character":    {`<p>好<img src="asset:1" alt="[微笑]" data-emoji="true"/></p>`, `<p>好[微笑]</p>`, `<p>好[微笑]</p>`},
		"no address":   {`<p>看<img src="asset:2" alt="站"/></p>`, `<p>看站</p>`, `<p>看站</p>`},
		"not an image": {`<aside data-card="audio"><a href="asset:1">听</a></aside>`, `<aside data-card="audio"><a href="asset:1">听</a></aside>`, `<aside data-card="audio"><a href="asset:1">听</a></aside>`},
	}
	for name, test := range tests {
		for treatment, want := range map[MissingImages]string{MissingKeep: test.body, MissingLink: test.link, MissingDrop: test.drop} {
			root, err := clean.Parse([]byte(test.body))
			if err != nil {
				t.Fatal(err)
			}
			replaced := treatment.settle(root, assets)
			got, err := clean.Bytes(root)
			if err != nil || string(got) != want {
				t.Errorf("%s, %s: got %s, %v, want %s", name, treatment, got, err, want)
			}
			if lost := treatment != MissingKeep && strings.Count(test.body, "<img") > strings.Count(want, "<img"); lost != (len(replaced) > 0) {
				t.Errorf("%s, %s: replaced %q", name, treatment, replaced)
			}
		}
	}
}
