package publish

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wxbackup/publish/site"
)

// referring is plain with a page's referrers under it.
func referring() site.Generator {
	g := plain()
	open := g.Open
	g.Open = func(s site.Settings) (site.Site, error) {
		opened, err := open(s)
		document := opened.Document
		opened.Document = func(p site.Page) ([]byte, error) {
			text, err := document(p)
			for _, r := range p.LinkedFrom {
				text = append(text, "from "+r.Title+" "+r.Path+"\n"...)
			}
			return text, err
		}
		return opened, err
	}
	return g
}

// referrers are the lines of what links to the n-th article.
func referrers(t *testing.T, out, slug string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, "texts", slug+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		if from, ok := strings.CutPrefix(line, "from "); ok {
			lines = append(lines, strings.TrimSpace(from))
		}
	}
	return lines
}

func linkBody(ns ...int) string {
	var b strings.Builder
	for _, n := range ns {
		b.WriteString(`<p><a href="` + strings.ReplaceAll(example(n).URL, "&", "&amp;") + `">它</a></p>`)
	}
	return b.String() + "<p>文</p>"
}

func TestPagesNameWhatLinksToThem(t *testing.T) {
	a := newArchive(t)
	a.add(example(1), linkBody(1))
	a.add(example(2), linkBody(1, 1, 3))
	more := example(3)
	more.Title, more.Digest, more.ReadMore = "", "没有标题，\n只有摘要", example(1).URL
	a.add(more, linkBody(2))
	draft := example(4)
	draft.Draft = true
	a.add(draft, linkBody(1))
	other := example(5)
	other.Account = "别的号"
	other.Key.Biz = "MzA1MTE1MTE1MQ"
	other.ID = other.Key.String()
	a.add(other, linkBody(1))

	for base, prefix := range map[string]string{"": "", "https://example.org/博客": "/%E5%8D%9A%E5%AE%A2"} {
		out := t.TempDir()
		a.publish(Options{Site: referring(), Out: out, BaseURL: base, Account: "测试号", LinkedFrom: true, Permalink: "/例/:slug/"})
		at := func(slug string) string { return prefix + "/%E4%BE%8B/" + slug + "/" }
		want := map[string][]string{
			"di-1-pian": {"没有标题， 只有摘要 " + at("di-3-pian"), "第2篇 " + at("di-2-pian")},
			"di-2-pian": {"没有标题， 只有摘要 " + at("di-3-pian")},
			"di-3-pian": {"第2篇 " + at("di-2-pian")},
		}
		for slug := range want {
			if diff := cmp.Diff(want[slug], referrers(t, out, slug)); diff != "" {
				t.Errorf("base %q, linked from of %s (-want +got):\n%s", base, slug, diff)
			}
		}
	}
	out := t.TempDir()
	a.publish(Options{Site: referring(), Out: out})
	if got := referrers(t, out, "di-1-pian"); got != nil {
		t.Errorf("unasked: %v", got)
	}
}

// A page is written again when what links to it changed, unless its owner
// edited it; no other page is.
func TestNewLinksWriteTheirTargetsAgain(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	a.add(example(1), linkBody())
	a.add(example(2), linkBody())
	a.add(example(3), linkBody(1))
	o := Options{Site: referring(), Out: out, LinkedFrom: true}
	a.publish(o)
	if r := a.publish(o); r.Written+len(r.Removed)+len(r.Edited) != 0 {
		t.Errorf("publishing again: %+v", r)
	}
	writeFile(t, filepath.Join(out, "texts", "di-2-pian.txt"), "我改的\n")
	a.add(example(4), linkBody(1, 2))
	r := a.publish(o)
	if r.Written != 3 || !slices.Equal(r.Edited, []string{"texts/di-2-pian.txt"}) {
		t.Errorf("with a new article: %+v; want it, its target and the index written", r)
	}
	if got := referrers(t, out, "di-1-pian"); len(got) != 2 || !strings.HasPrefix(got[0], "第4篇 ") {
		t.Errorf("linked from %v", got)
	}
	a.remove(example(4).ID)
	a.remove(example(3).ID)
	a.publish(o)
	if got := referrers(t, out, "di-1-pian"); got != nil {
		t.Errorf("still linked from %v", got)
	}
}

// TestHugoPagesNameWhatLinksToThem reads from the pages that Hugo built which
// links to which, and holds what each page names against that.
func TestHugoPagesNameWhatLinksToThem(t *testing.T) {
	a := newArchive(t)
	for i, title := range hostileTitles {
		art := example(i + 1)
		art.Title = title
		if i%4 == 0 {
			art.ReadMore = example(1).URL
		}
		a.add(art, linkBody((i+1)%len(hostileTitles)+1, i*i%len(hostileTitles)+1, 7, i+1))
	}
	eachHugo(t, func(t *testing.T, hugo string) {
		for _, c := range hugoPatterns[5:8] {
			out := t.TempDir()
			a.publish(Options{Site: site.Hugo(), Out: out, Permalink: c.pattern, Slug: c.slug, BaseURL: c.baseURL, LinkedFrom: true})
			b := built{t, buildHugo(t, hugo, out), basePath(mustSettle(t, c.baseURL))}
			b.checkAddresses()
			b.checkReferrers(out)
		}
	})
}

// checkReferrers wants every page to name the pages with a link to it, by
// their headings.
func (b built) checkReferrers(out string) {
	b.t.Helper()
	data, err := os.ReadFile(filepath.Join(out, ManifestName))
	if err != nil {
		b.t.Fatal(err)
	}
	var manifest Manifest
	if err := json.Unmarshal(data, &manifest); err != nil {
		b.t.Fatal(err)
	}
	want, got := map[string][]string{}, map[string][]string{}
	for _, from := range manifest.Articles {
		doc := b.page(from.Path)
		self := unescaped(b.t, b.base) + from.Path
		entry := doc.Find("article h1").Text() + " " + self
		doc.Find(".body a, .origin a").Each(func(_ int, s *goquery.Selection) {
			to := unescaped(b.t, s.AttrOr("href", ""))
			if to != self && !strings.HasPrefix(to, "https:") && !slices.Contains(want[to], entry) {
				want[to] = append(want[to], entry)
			}
		})
		doc.Find(".linked-from a").Each(func(_ int, s *goquery.Selection) {
			got[self] = append(got[self], s.Text()+" "+unescaped(b.t, s.AttrOr("href", "")))
		})
	}
	for _, named := range []map[string][]string{want, got} {
		for to := range named {
			slices.Sort(named[to])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < len(manifest.Articles) {
		b.t.Errorf("%d of %d pages have links to them; what they name (-want +got):\n%s", len(want), len(manifest.Articles), diff)
	}
}

func unescaped(t *testing.T, address string) string {
	t.Helper()
	plain, err := url.PathUnescape(address)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
