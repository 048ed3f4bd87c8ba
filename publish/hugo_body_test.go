package publish

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/publish/site"
)

// TestHugoShowsFormulasCardsAndGuessedHeadings has Hugo build what Markdown
// has no common form for.
func TestHugoShowsFormulasCardsAndGuessedHeadings(t *testing.T) {
	a := newArchive(t)
	e := example(1)
	e.Assets = []article.Asset{a.picture(red)}
	a.add(e, `<p data-heading="3"><strong>像标题</strong></p><p>面积<math>\frac{a_1}{b}&lt;x*y*z</math>，$5 到 $6。</p>`+
		`<math display="block">\sum_{i=1}^n i</math><aside data-card="audio"><a href="asset:0">🔊 声音</a></aside>`)
	eachHugo(t, func(t *testing.T, hugo string) {
		out := t.TempDir()
		a.publish(Options{Site: site.Hugo(), Out: out, GuessHeadings: true})
		doc := built{t, buildHugo(t, hugo, out), ""}.page("/posts/di-1-pian/").Find(".body")
		if got := doc.Find("h3").Text(); got != "像标题" || doc.Find("strong").Length() != 0 {
			t.Errorf("the heading is %q", got)
		}
		text := doc.Text()
		if !strings.Contains(text, "，$5 到 $6。") {
			t.Errorf("the prices are not in %q", text)
		}
		if drawn := doc.Find("math").Length(); drawsFormulas(t, hugo) && (drawn != 2 || strings.Contains(text, "$$")) {
			t.Errorf("%d formulas drawn, want 2: %q", drawn, text)
		}
		if href, ok := doc.Find("a").Attr("href"); !ok || !strings.HasSuffix(href, ".png") {
			t.Errorf("the card leads to %q", href)
		}
	})
}

// drawsFormulas reports whether a hugo is new enough: from 0.132 on it has a
// hook for them, before 0.122 it reads them as Markdown.
func drawsFormulas(t *testing.T, hugo string) bool {
	t.Helper()
	version, err := exec.Command(hugo, "version").Output()
	if err != nil {
		t.Fatal(err)
	}
	var minor int
	_, err = fmt.Sscanf(string(version), "hugo v0.%d.", &minor)
	return err != nil || minor >= 132
}

func TestHeadingsAreNotGuessedUnasked(t *testing.T) {
	a := newArchive(t)
	a.add(example(1), `<p data-heading="3"><strong>像标题</strong></p><p>文</p>`)
	out := t.TempDir()
	a.publish(Options{Site: site.Hugo(), Out: out})
	document, err := os.ReadFile(filepath.Join(out, "content", "posts", "di-1-pian", "index.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(document), "\n**像标题**\n") {
		t.Errorf("the document is\n%s", document)
	}
}
