package publish

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

// hugoBinaries are the programs to build with: hugo of the search path, and
// those listed in WXBACKUP_HUGO.
func hugoBinaries(t *testing.T) []string {
	t.Helper()
	binaries := filepath.SplitList(os.Getenv("WXBACKUP_HUGO"))
	if found, err := exec.LookPath("hugo"); err == nil && !slices.Contains(binaries, found) {
		binaries = append(binaries, found)
	}
	if len(binaries) == 0 {
		const missing = "no hugo in the search path or in WXBACKUP_HUGO"
		if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	return binaries
}

// eachHugo runs a test with every hugo there is.
func eachHugo(t *testing.T, run func(t *testing.T, hugo string)) {
	for i, hugo := range hugoBinaries(t) {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if version, err := exec.Command(hugo, "version").Output(); err != nil {
				t.Fatalf("asking %s for its version: %v", hugo, err)
			} else {
				t.Logf("%s", version)
			}
			run(t, hugo)
		})
	}
}

// buildHugo builds the site in dir, in which a warning is an error, and
// returns the folder of the built pages.
func buildHugo(t *testing.T, hugo, dir string) string {
	t.Helper()
	public := t.TempDir()
	cmd := exec.Command(hugo, "--source", dir, "--destination", public, "--cacheDir", t.TempDir(), "--noBuildLock",
		"--panicOnWarning", "--printPathWarnings", "--printI18nWarnings")
	out, err := cmd.CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("WARN")) || bytes.Contains(out, []byte("ERROR")) {
		t.Fatalf("building with %s: %v\n%s", hugo, err, out)
	}
	return public
}

// built is a site as Hugo built it, to be served below base.
type built struct {
	t    *testing.T
	dir  string
	base string
}

// page parses the page at a path of the site.
func (b built) page(sitePath string) *goquery.Document {
	b.t.Helper()
	f, err := os.Open(filepath.Join(b.dir, filepath.FromSlash(sitePath), "index.html"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	doc, err := goquery.NewDocumentFromReader(f)
	if err != nil {
		b.t.Fatal(err)
	}
	return doc
}

// checkArticles finds every article of the manifest at its path, under its
// own title, and nothing else below the name of an article.
func (b built) checkArticles(out string) map[string]ManifestArticle {
	b.t.Helper()
	data, err := os.ReadFile(filepath.Join(out, ManifestName))
	if err != nil {
		b.t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		b.t.Fatal(err)
	}
	titles := map[string]string{example(90).ID: example(90).Title, example(99).ID: "互链"}
	for i, title := range hostileTitles {
		titles[example(i+1).ID] = strings.Join(strings.Fields(title), " ")
	}
	byID := map[string]ManifestArticle{}
	for _, a := range m.Articles {
		byID[a.ID] = a
		doc := b.page(a.Path)
		if got := doc.Find("article h1").Text(); got != titles[a.ID] {
			b.t.Errorf("%s: title is %q, want %q", a.Path, got, titles[a.ID])
		}
		if got := doc.Find(".body h1").Length(); got != 0 {
			b.t.Errorf("%s: body has %d headings of the first level", a.Path, got)
		}
	}
	if len(byID) != len(titles) {
		b.t.Errorf("manifest has %d articles, want %d", len(byID), len(titles))
	}
	return byID
}

// checkAddresses opens every page and follows every address on it: each must
// lead to a file of the site or be a link a reader may click; nothing is
// loaded from elsewhere but the one picture that is missing.
func (b built) checkAddresses() {
	b.t.Helper()
	err := filepath.WalkDir(b.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
		if err != nil {
			return err
		}
		if _, alias := doc.Find(`meta[http-equiv="refresh"]`).Attr("content"); alias {
			return nil
		}
		rel, _ := filepath.Rel(b.dir, name)
		b.checkPage(filepath.ToSlash(rel), doc)
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b built) checkPage(name string, doc *goquery.Document) {
	b.t.Helper()
	if lang := doc.Find("html").AttrOr("lang", ""); lang != "zh-CN" {
		b.t.Errorf("%s: language is %q", name, lang)
	}
	if doc.Find(`meta[name="viewport"]`).Length() != 1 || doc.Find("main").Length() != 1 || doc.Find("title").Text() == "" {
		b.t.Errorf("%s: lacks a viewport, main or title", name)
	}
	if n := doc.Find("script, iframe, style, [style], [onclick]").Length(); n != 0 {
		b.t.Errorf("%s: has %d scripts, frames or inline styles", name, n)
	}
	for _, address := range []struct{ selector, attr string }{
		{"img", "src"}, {`link[rel="stylesheet"]`, "href"}, {`link[rel="alternate"]`, "href"}, {"a", "href"},
	} {
		doc.Find(address.selector).Each(func(_ int, s *goquery.Selection) {
			b.checkAddress(name, s.AttrOr(address.attr, ""), address.selector)
		})
	}
}

func (b built) checkAddress(page, raw, selector string) {
	b.t.Helper()
	u, err := url.Parse(raw)
	switch {
	case err != nil || raw == "":
		b.t.Errorf("%s: address %q of %s: %v", page, raw, selector, err)
		return
	case u.Host != "":
		if selector != "a" && !strings.Contains(raw, "nobodyhasthispicture") {
			b.t.Errorf("%s: loads %q", page, raw)
		}
		return
	}
	base, _ := url.PathUnescape(b.base)
	rest, below := strings.CutPrefix(u.Path, base+"/")
	if !below {
		b.t.Errorf("%s: address %q is not below %q", page, raw, b.base)
		return
	}
	if strings.HasSuffix(u.Path, "/") {
		rest = path.Join(rest, "index.html")
	}
	if info, err := os.Stat(filepath.Join(b.dir, filepath.FromSlash(rest))); err != nil || info.IsDir() {
		b.t.Errorf("%s: address %q leads nowhere: %v", page, raw, err)
	}
}

// checkLinking reads the article that shows everything.
func (b built) checkLinking(at, target string) {
	b.t.Helper()
	doc := b.page(at)
	if got := doc.Find(".body h2").Text(); got != "大标题" {
		b.t.Errorf("highest heading is %q", got)
	}
	want := b.base + escapePath(target)
	links := doc.Find(".body li a")
	if links.Length() != len(everyForm) {
		b.t.Errorf("%d links, want %d", links.Length(), len(everyForm))
	}
	links.Each(func(i int, s *goquery.Selection) {
		if got := s.AttrOr("href", ""); !sameAddress(got, want) {
			b.t.Errorf("link %q leads to %q, want %q", everyForm[i], got, want)
		}
	})
	if got := doc.Find(".body pre").Text(); !strings.Contains(got, "func main() {\n\t// {{< x >}}\n}") {
		b.t.Errorf("code is %q", got)
	}
	if n := doc.Find(".body img[loading=lazy][alt]").Length(); n != 2 {
		b.t.Errorf("%d pictures, want 2", n)
	}
	if n := doc.Find(".body table td").Length(); n != 2 {
		b.t.Errorf("%d cells, want 2", n)
	}
	if got := doc.Find(".notice").Text(); !strings.Contains(got, "付费") {
		b.t.Errorf("notice of a paid article is %q", got)
	}
	if got := doc.Find("article > header").Text(); !strings.Contains(got, "原创") || !strings.Contains(got, "更新于 2024-07-07") {
		b.t.Errorf("header is %q", got)
	}
}

func sameAddress(a, b string) bool {
	plainA, errA := url.PathUnescape(a)
	plainB, errB := url.PathUnescape(b)
	return errA == nil && errB == nil && plainA == plainB
}

// checkTags wants one page for every tag that has an address.
func (b built) checkTags() {
	b.t.Helper()
	var got []string
	b.page("/tags/").Find(".terms a").Each(func(_ int, s *goquery.Selection) { got = append(got, s.Text()) })
	slices.Sort(got)
	want := []string{"#话题#", "100%", ".NET", "C", "C#", "C++", "CON", "a／b", "a b", "《读书笔记》", "no"}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		b.t.Errorf("tags (-want +got):\n%s", diff)
	}
}

func (b built) checkFeed() {
	b.t.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, "index.xml"))
	if err != nil {
		b.t.Fatal(err)
	}
	var feed struct {
		Items []struct {
			Title string `xml:"title"`
			Link  string `xml:"link"`
			Date  string `xml:"pubDate"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		b.t.Fatalf("feed: %v\n%s", err, data)
	}
	if len(feed.Items) != 30 {
		b.t.Fatalf("feed has %d items, want 30", len(feed.Items))
	}
	newest := feed.Items[0]
	if newest.Title != "互链" || newest.Link != "https://example.org/blog/posts/di-99-pian/" || newest.Date != "Fri, 07 Jun 2024 08:05:00 +0800" {
		b.t.Errorf("newest item is %+v", newest)
	}
}

func (b built) checkMetadata() {
	b.t.Helper()
	doc := b.page("/posts/di-99-pian/")
	for selector, want := range map[string]string{
		`link[rel="canonical"]`:                   "https://example.org/blog/posts/di-99-pian/",
		`meta[property="og:url"]`:                 "https://example.org/blog/posts/di-99-pian/",
		`meta[property="og:title"]`:               "互链",
		`meta[property="og:type"]`:                "article",
		`meta[property="og:site_name"]`:           hostileAccount,
		`meta[property="article:published_time"]`: "2024-06-07T08:05:00+08:00",
	} {
		s := doc.Find(selector)
		if got := s.AttrOr("content", s.AttrOr("href", "")); got != want {
			b.t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	if got := doc.Find(`meta[property="og:image"]`).AttrOr("content", ""); !strings.HasPrefix(got, "https://example.org/blog/posts/di-99-pian/") {
		b.t.Errorf("cover is %q", got)
	}
}

// checkNeighbours wants the older article before, the newer after.
func (b built) checkNeighbours() {
	b.t.Helper()
	doc := b.page("/posts/di-5-pian/")
	for rel, want := range map[string]string{"prev": "/blog/posts/di-4-pian/", "next": "/blog/posts/di-6-pian/"} {
		if got := doc.Find(`.pager a[rel="`+rel+`"]`).AttrOr("href", ""); got != want {
			b.t.Errorf("%s is %q, want %q", rel, got, want)
		}
	}
}
