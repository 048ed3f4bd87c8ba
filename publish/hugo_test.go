package publish

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/publish/site"
)

// hostileTitles are titles that break one program or another.
var hostileTitles = []string{
	`“双引号” "quotes" 'single' \ back\slash`, `{{< x >}} {{% y %}} {{ .Site.Title }}`, "😀❤️👩‍👩‍👧 表情",
	strings.Repeat("长标题", 100), "？！……", "...hidden", "CON", "nul", "no", "12:30", "? x", "<<", "1e3", "~", "- a: b #c",
	"<script>alert(1)</script> & <b>", "换\n行\t和\u2028分隔", "---", "../../etc/passwd", "Go", "GO", "Posts", "Tags", "é e\u0301",
	"*星* _号_ `码` [链](x)", "+++", "{", "null", "2024-01-02", "%E4%B8%AD", "第一期：A/B？C", "〇○〡", "!", "100%",
}

// hostileAccount is the site's title.
const hostileAccount = `"测试"号 \\ {{ x }} 😀`

var hostileTags = []string{
	"？？", "C", "c", "C#", "C++", "a/b", "ab", "a b", "a-b", "《读书笔记》", "读书笔记", ".NET", "..", "~", "#话题#", "no", "100%", "CON",
}

// fillHostile puts an article per hostile title into the archive, one
// without a date, and last one that links to the first in every form.
func fillHostile(a testArchive) (linking article.Article) {
	a.t.Helper()
	for i, title := range hostileTitles {
		art := example(i + 1)
		art.Title, art.Digest, art.Tags, art.Account = title, title, hostileTags, hostileAccount
		art.Albums = []article.Album{{Title: "老王说（一）"}, {Title: hostileTags[i%len(hostileTags)]}}
		a.add(art, `<p>文<strong>字</strong>。</p><p>{{&lt; x &gt;}} {{% y %}} {{ .Title }}</p>`)
	}
	undated := example(90)
	undated.Published = time.Time{}
	a.add(undated, "<p>没有日期</p>")
	linking = example(99)
	linking.ShortIDs = []string{"ZZcdEfGhIjKlMnOpQrSt_-"}
	linking.Title, linking.Paid, linking.Truncated, linking.Origin = "互链", true, true, article.OriginOriginal
	linking.Assets = []article.Asset{a.picture(red), {URL: cdnURL("nobodyhasthispicture")}}
	linking.Cover = linking.Assets[0].URL
	linking.Modified = linking.Published.AddDate(0, 1, 0)
	a.add(linking, linkingBody())
	first := example(1)
	first.ShortIDs = []string{exampleShort}
	first.Title = hostileTitles[0]
	a.add(first, "<p>第一篇</p>")
	return linking
}

func linkingBody() string {
	var b strings.Builder
	b.WriteString("<h1>大标题</h1><h3>小标题</h3><ul>")
	for i, href := range everyForm {
		fmt.Fprintf(&b, `<li><a href="%s">形式%d</a></li>`, html.EscapeString(href), i)
	}
	b.WriteString(`</ul><p><img src="asset:0" alt="图"/></p><p><img src="asset:1"/></p>` +
		`<pre data-lang="go">func main() {` + "\n\t// {{&lt; x &gt;}}\n" + `}</pre>` +
		`<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>`)
	return b.String()
}

// pattern and slug style, and whether Hugo has to be told each address.
var hugoPatterns = []struct {
	pattern string
	slug    SlugStyle
	baseURL string
	urls    bool
}{
	{"", "", "https://example.org/", false},
	{"", SlugTitle, "https://example.org/blog/", false},
	{"/:slug/", SlugID, "", false},
	{"/:year/:month/:day/:slug/", SlugTitle, "https://example.org/a/b", false},
	{"/:title/", "", "https://example.org/blog", true},
	{"/Notes/:title/", "", "https://example.org/", true},
	{"/s/:id/", "", "https://example.org/博客/", true},
	{"/:account/:filename-safe/", SlugTitle, "https://example.org/", true},
	{"/文章/:year/:slug-:id/", "", "https://example.org/", true},
}

func TestHugoBuildsEveryPermalinkPattern(t *testing.T) {
	a := newArchive(t)
	linking := fillHostile(a)
	eachHugo(t, func(t *testing.T, hugo string) {
		for _, c := range hugoPatterns {
			out := t.TempDir()
			report := a.publish(Options{Site: site.Hugo(), Out: out, Permalink: c.pattern, Slug: c.slug, BaseURL: c.baseURL})
			if len(report.Unresolved)+len(report.Foreign)+len(report.Edited)+len(report.Lost) != 0 || len(report.External) != 1 {
				t.Errorf("pattern %q: report %+v", c.pattern, report)
			}
			b := built{t, buildHugo(t, hugo, out), strings.TrimSuffix(basePath(mustSettle(t, c.baseURL)), "/")}
			manifest := b.checkArticles(out)
			b.checkAddresses()
			b.checkLinking(manifest[linking.ID].Path, manifest[example(1).ID].Path)
			document, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(manifest[linking.ID].File)))
			if err != nil {
				t.Fatal(err)
			}
			if has := bytes.Contains(document, []byte("\nurl: ")); has != c.urls {
				t.Errorf("pattern %q: front matter gives the address: %v, want %v", c.pattern, has, c.urls)
			}
		}
	})
}

func mustSettle(t *testing.T, baseURL string) string {
	t.Helper()
	settled, err := settleBaseURL(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	return settled
}

func TestHugoSiteHasItsListsFeedAndMetadata(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillHostile(a)
	a.publish(Options{Site: site.Hugo(), Out: out, BaseURL: "https://example.org/blog"})
	eachHugo(t, func(t *testing.T, hugo string) {
		b := built{t, buildHugo(t, hugo, out), "/blog"}
		total := len(hostileTitles) + 2
		listed := 0
		for page := 1; page <= (total+14)/15; page++ {
			at := "/"
			if page > 1 {
				at = fmt.Sprintf("/page/%d/", page)
			}
			listed += b.page(at).Find(".articles li").Length()
		}
		if listed != total {
			t.Errorf("home lists %d articles, want %d", listed, total)
		}
		archive := b.page("/archive/")
		if got := archive.Find(".year li").Length(); got != total {
			t.Errorf("archive lists %d articles, want %d", got, total)
		}
		if got := archive.Find(".year h2").Text(); got != "2024日期不详" {
			t.Errorf("years are %q", got)
		}
		if got := b.page("/albums/").Find(".terms a").First().Text(); got != "老王说（一）" {
			t.Errorf("first album is %q", got)
		}
		b.checkTags()
		b.checkFeed()
		b.checkMetadata()
		b.checkNeighbours()
		for _, name := range []string{"404.html", "sitemap.xml"} {
			if _, err := os.Stat(filepath.Join(b.dir, name)); err != nil {
				t.Errorf("site lacks %s: %v", name, err)
			}
		}
	})
}

func TestHugoSiteOfTheOwnerGetsArticlesOnly(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	linking := fillHostile(a)
	own := map[string]string{
		"hugo.yaml":                        "baseURL: https://example.org/\ntitle: 自己的站\ndisableKinds: [taxonomy, term, rss, sitemap]\n",
		"layouts/_default/single.html":     `<html><body><article><h1>{{ .Title }}</h1><div class="body">{{ .Content }}</div></article></body></html>`,
		"layouts/_default/list.html":       `<html><body>{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>`,
		"content/posts/my-own-text.md":     "---\ntitle: 自己写的\n---\n",
		"content/posts/di-3-pian/note.txt": "笔记",
	}
	for name, text := range own {
		writeFile(t, filepath.Join(out, filepath.FromSlash(name)), text)
	}
	for range 2 {
		a.publish(Options{Site: site.Hugo(), Out: out, BaseURL: "https://example.org"})
	}
	files := texts(readTree(t, out))
	for name, text := range files {
		switch {
		case own[name] != "":
			if text != own[name] {
				t.Errorf("%s was changed to %q", name, text)
			}
		case name != ManifestName && !strings.HasPrefix(name, "content/posts/di-"):
			t.Errorf("%s was written", name)
		}
	}
	eachHugo(t, func(t *testing.T, hugo string) {
		b := built{t, buildHugo(t, hugo, out), ""}
		manifest := b.checkArticles(out)
		links := b.page(manifest[linking.ID].Path).Find(".body li a")
		if got, want := links.AttrOr("href", ""), manifest[example(1).ID].Path; got != want {
			t.Errorf("link leads to %q, want %q", got, want)
		}
		b.page("/posts/my-own-text/")
	})
}

func TestHugoSiteStaysOursWhenItsOwnerChangesIt(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	o := Options{Site: site.Hugo(), Out: out, BaseURL: "https://example.org"}
	a.publish(o)
	whole := texts(readTree(t, out))
	writeFile(t, filepath.Join(out, "hugo.toml"), "# mine\n"+whole["hugo.toml"])
	if report := a.publish(o); !slices.Equal(report.Edited, []string{"hugo.toml"}) || len(report.Removed) != 0 || report.Written != 3 {
		t.Errorf("edited configuration: report %+v, want three articles written again, with their addresses", report)
	}
	if err := os.Rename(filepath.Join(out, "hugo.toml"), filepath.Join(out, "hugo.yaml")); err != nil {
		t.Fatal(err)
	}
	if report := a.publish(o); len(report.Removed)+report.Written+len(report.Edited) != 0 {
		t.Errorf("configuration under another name: report %+v", report)
	}
	if _, err := os.Stat(filepath.Join(out, "hugo.toml")); err == nil {
		t.Error("a second configuration was written")
	}
}

func TestKilledPublishIntoANewHugoSiteIsCompleted(t *testing.T) {
	a, out := newArchive(t), t.TempDir()
	fillExample(a)
	o := Options{Site: site.Hugo(), Out: out, BaseURL: "https://example.org"}
	a.publish(o)
	whole := texts(readTree(t, out))
	if err := os.Remove(filepath.Join(out, ManifestName)); err != nil {
		t.Fatal(err)
	}
	report := a.publish(o)
	if report.Written+len(report.Foreign)+len(report.Edited) != 0 {
		t.Errorf("report %+v, want all files taken as they are", report)
	}
	if diff := cmp.Diff(whole, texts(readTree(t, out))); diff != "" {
		t.Errorf("files (-before +after):\n%s", diff)
	}
}
