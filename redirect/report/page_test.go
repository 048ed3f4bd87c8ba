package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
	"wxbackup/redirect/emit"
)

// troubled is an archive and lists in which everything goes wrong once.
func troubled() redirect.Input {
	key := func(mid uint64) []article.Key { return []article.Key{{Biz: "MzA5OTk5OTk5OQ", Mid: mid, Idx: 1}} }
	row := func(line int, cells ...string) redirect.Row {
		return redirect.Row{File: "旧博客.csv", Line: line, Cells: cells}
	}
	return redirect.Input{
		BaseURL: "https://www.example.com/",
		Articles: []redirect.Article{
			{ID: "a", Keys: key(1), ShortIDs: []string{"AbCdEfGhIjKlMnOpQrStUv"}, Path: "/posts/一/"},
			{ID: "b", Keys: key(2), ShortIDs: []string{"abcdefghijklmnopqrstuv"}, Path: "/posts/二/"},
			{ID: "c", Keys: key(3)},
			{ID: `d<script>alert("x")</script>`, Path: "/posts/三/"},
		},
		Former: []redirect.FormerPath{
			{ID: "a", Path: "/old/"}, {ID: "b", Path: "/old/"}, {ID: "a", Path: "/posts/二/"}, {ID: "a", Path: "/"}, {ID: "b", Path: "/older/"},
		},
		Legacy: []redirect.Row{
			row(1, "http://www.before.example/1.html", "/older/"),
			row(2, "/x", "/y"), row(3, "/y", "/x"),
			row(4, "/z", "/mine/"),
			row(5, "http://www.before.example/2.html", "gone"),
			row(6, "http://www.before.example/3.html", "no & such <article>"),
		},
	}
}

func page(t *testing.T, in redirect.Input, formats ...Format) []byte {
	t.Helper()
	m, r, err := redirect.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	html, err := Page(m, r, formats)
	if err != nil {
		t.Fatal(err)
	}
	return html
}

func TestPageOfATroubledArchive(t *testing.T) {
	// The formats are made up, so that no real one's limits show in this page.
	golden.Equal(t, filepath.Join("testdata", "troubled.html"), page(t, troubled(),
		Format{"server", "A Server", emit.Output{}},
		Format{"pages", "Some Pages", emit.Output{Unserved: []emit.Unserved{
			{Reason: "Some Pages compares no query", Instead: "server", Count: 3}, {Reason: "Some Pages has no <410>", Count: 1},
		}}}))
}

func TestPageOfAnEmptyArchive(t *testing.T) {
	golden.Equal(t, filepath.Join("testdata", "empty.html"), page(t, redirect.Input{}))
}

// The page tells of everything that the report has, as text, and loads nothing.
func TestPageTellsAllAndLoadsNothing(t *testing.T) {
	in := troubled()
	html := page(t, in)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	if n := doc.Find("script, link, img, iframe, [src], [style]").Length(); n > 0 {
		t.Errorf("the page has %d elements that could load or run something", n)
	}
	if found := regexp.MustCompile(`url\(|@import`).Find(html); found != nil {
		t.Errorf("the style has %q", found)
	}
	doc.Find("a").Each(func(_ int, a *goquery.Selection) {
		if href, _ := a.Attr("href"); !strings.HasPrefix(href, "#") || doc.Find(href).Length() != 1 {
			t.Errorf("the page links %q", href)
		}
	})
	want := map[string]string{
		"conflicts": "/old", "loops": "/x", "strange": "no & such <article>", "unpublished": "c", "taken": "/posts/二",
		"nameless": `d<script>alert("x")</script>`, "unseen": "https://www.example.com/mine/", "unusable": `"/"`,
		"chains": "https://www.example.com/older/", "case-twins": "AbCdEfGhIjKlMnOpQrStUv",
	}
	for id, text := range want {
		section := doc.Find("section#" + id)
		if section.Length() != 1 || !strings.Contains(section.Find("tbody").Text(), text) {
			t.Errorf("%s: %d sections, without %q: %s", id, section.Length(), text, section.Text())
		}
		if section.Find("p").Length() < 2 || section.Find("p[lang=en]").Length() != 1 {
			t.Errorf("%s: it is not said in both languages what to do", id)
		}
	}
	if got := doc.Find("section").Length(); got != len(want) {
		t.Errorf("%d sections, want %d", got, len(want))
	}
}

func TestLongListsAreCut(t *testing.T) {
	var in redirect.Input
	for i := range maxRows + 1234 {
		in.Articles = append(in.Articles, redirect.Article{ID: fmt.Sprint(i), Path: fmt.Sprintf("/%d/", i)})
	}
	html := string(page(t, in))
	if n := strings.Count(html, `class="address"`); n != maxRows {
		t.Errorf("%d rows are shown, want %d", n, maxRows)
	}
	if !strings.Contains(html, "另有 1,234 行") {
		t.Error("the page does not say how many rows are left out")
	}
}
