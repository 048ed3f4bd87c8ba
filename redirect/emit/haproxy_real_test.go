package emit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

func TestHAProxyFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "haproxy", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

func TestHAProxyAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	testServer(t, startHAProxy(t, m, haproxySite), in, m, nil)
}

func TestHAProxyReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	testQueries(t, startHAProxy(t, m, haproxySite), m, nil)
}

func TestHAProxyTakesHostilePathsAsTheyAre(t *testing.T) {
	m := build(t, hostilePaths(2000))
	testHostilePaths(t, startHAProxy(t, m, haproxySite), m)
}

// The lines of the frontend are pasted once; only maps change.
func TestHAProxyFrontendIsTheSameForEveryArchive(t *testing.T) {
	want := files(t, "haproxy", build(t, redirect.Input{}))[0]
	for name, in := range map[string]redirect.Input{"hostile": hostile(), "thousands": thousands(100)} {
		if got := files(t, "haproxy", build(t, in))[0]; got.Name != want.Name || string(got.Data) != string(want.Data) {
			t.Errorf("%s: the lines differ from those of an empty archive", name)
		}
	}
}

func TestHAProxyShowsTheUsersPageForWhatIsGone(t *testing.T) {
	page := filepath.ToSlash(filepath.Join(t.TempDir(), "410.http"))
	if err := os.WriteFile(page, []byte("HTTP/1.1 410 Gone\r\nContent-Type: text/plain\r\n\r\nthe user's own page"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startHAProxy(t, build(t, hostile()), haproxySite+"\n\terrorfile 410 "+page)
	if a := s.get(t, "/s?__biz="+article.PadBiz(testBiz)+"&mid=2650000002&idx=1"); a.status != 410 || a.body != "the user's own page" {
		t.Errorf("what is gone gives %d %q", a.status, a.body)
	}
}

func TestHAProxyTellsOfAddressesThatNoMapHolds(t *testing.T) {
	long := "/" + strings.Repeat("长", 2000)
	m := build(t, redirect.Input{
		Articles: []redirect.Article{{ID: "a", Path: "/a/"}},
		Former:   []redirect.FormerPath{{ID: "a", Path: long}, {ID: "a", Path: "/short/"}},
	})
	out := emit(t, "haproxy", m)
	if len(out.Unserved) != 1 || out.Unserved[0].Count != 1 || out.Unserved[0].Rules[0].Source.Path != long {
		t.Errorf("unserved: %+v", out.Unserved)
	}
}

func TestHAProxyKnowsWhichArticlesAreGone(t *testing.T) {
	testGoneArticle(t, startHAProxy(t, build(t, goneArticle()), haproxySite))
}

func TestHAProxyLoadsRulesOfAnEmptyArchive(t *testing.T) {
	if a := startHAProxy(t, build(t, redirect.Input{}), haproxySite).get(t, "/s?__biz="+testBiz+"&mid=1"); a.status != 404 {
		t.Errorf("a long address gives %d %q", a.status, a.location)
	}
}

func TestHAProxyReadsHostsInAnyCase(t *testing.T) {
	testHostInCapitals(t, func(m redirect.Map) site { return startHAProxy(t, m, haproxySite) })
}
