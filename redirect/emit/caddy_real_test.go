package emit

import (
	"path/filepath"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

func TestCaddyFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "caddy", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

func TestCaddyAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	testServer(t, startCaddy(t, m, caddySite), in, m, nil)
}

func TestCaddyReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	testQueries(t, startCaddy(t, m, caddySite), m, nil)
}

func TestCaddyTakesHostilePathsAsTheyAre(t *testing.T) {
	m := build(t, hostilePaths(2000))
	testHostilePaths(t, startCaddy(t, m, caddySite), m)
}

// What is gone has the user's own page, and directives that change or answer
// every request leave the rules alone.
func TestCaddyRulesStandBesideTheUsersDirectives(t *testing.T) {
	gone := "/s?__biz=" + article.PadBiz(testBiz) + "&mid=2650000002&idx=1"
	const page = "\n\thandle_errors {\n\t\trespond `the user's own page`\n\t}"
	for name, directives := range map[string]string{
		"one page for all": "try_files {path} /index.html\n\tfile_server\n\t" + caddyImport,
		"handle blocks":    caddyImport + "handle /own/* {\n\t\tfile_server\n\t}\n\thandle {\n\t\tfile_server\n\t}",
		"an answer":        caddyImport + "respond home",
		"a route":          "route {\n\t" + caddyImport + "redir /x* https://www.example.com{uri}\n\trespond home\n\t}",
	} {
		s := startCaddy(t, build(t, hostile()), directives+page)
		if a := s.get(t, gone); a.status != 410 || a.body != "the user's own page" {
			t.Errorf("%s: what is gone gives %d %q", name, a.status, a.body)
		}
		if a := s.get(t, "/s/"+short1); a.status != 301 || a.location != "/posts/%E4%B8%AD%E6%96%87%20%E6%A0%87%E9%A2%98/" {
			t.Errorf("%s: a short address gives %d %q", name, a.status, a.location)
		}
		if a := s.get(t, "/"); a.status != 200 || a.body != "home" {
			t.Errorf("%s: the front page gives %d %q", name, a.status, a.body)
		}
	}
}

// The README tells how to redirect a whole domain and still say what is gone.
func TestCaddyRulesComeFirstInARoute(t *testing.T) {
	s := startCaddy(t, build(t, hostile()), "route {\n\t"+caddyImport+"redir https://www.example.com{uri} permanent\n\t}")
	if a := s.get(t, "/s?__biz="+testBiz+"&mid=2650000002"); a.status != 410 {
		t.Errorf("what is gone gives %d %q", a.status, a.location)
	}
	if a := s.get(t, "/s/"+short1); a.status != 301 || a.location != "/posts/%E4%B8%AD%E6%96%87%20%E6%A0%87%E9%A2%98/" {
		t.Errorf("a short address gives %d %q", a.status, a.location)
	}
	if a := s.get(t, "/other?a=b"); a.location != "https://www.example.com/other?a=b" {
		t.Errorf("any other address gives %d %q", a.status, a.location)
	}
}

func TestCaddyKnowsWhichArticlesAreGone(t *testing.T) {
	testGoneArticle(t, startCaddy(t, build(t, goneArticle()), caddySite))
}

func TestCaddyLoadsRulesOfAnEmptyArchive(t *testing.T) {
	if a := startCaddy(t, build(t, redirect.Input{}), caddySite).get(t, "/s?__biz="+testBiz+"&mid=1"); a.status != 404 {
		t.Errorf("a long address gives %d %q", a.status, a.location)
	}
}

func TestCaddyReadsHostsInAnyCase(t *testing.T) {
	testHostInCapitals(t, func(m redirect.Map) site { return startCaddy(t, m, caddySite) })
}
