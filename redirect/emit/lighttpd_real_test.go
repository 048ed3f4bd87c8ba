package emit

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestLighttpdAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	s, _ := startLighttpd(t, m)
	testServer(t, s, in, m, refusingControls)
}

// refusingControls lets lighttpd refuse an address that holds a control
// character before it asks the rules.
func refusingControls(r request, a answer) bool {
	return a.status == 400 && strings.Contains(r.target, "%0d%0a")
}

func TestLighttpdReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	s, _ := startLighttpd(t, m)
	testQueries(t, s, m, nil)
}

func TestLighttpdFindsPathsThatMeanSomethingToIt(t *testing.T) {
	m := build(t, hostilePaths(400))
	s, _ := startLighttpd(t, m)
	testHostilePaths(t, s, m)
}

// Whoever copies a new table beside the script need not restart the server.
func TestLighttpdReadsAChangedTableAnew(t *testing.T) {
	s, dir := startLighttpd(t, build(t, hostile()))
	if a := s.get(t, "/new-rule"); a.status != 404 {
		t.Fatalf("before: %d, want 404", a.status)
	}
	if err := os.WriteFile(dir+"/wxbackup-map.txt", []byte("\t/new-rule\t\t/now/\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	for s.get(t, "/new-rule").location != "/now/" {
		if time.Now().After(deadline) {
			t.Fatal("the new table is not read")
		}
		time.Sleep(100 * time.Millisecond)
	}
	if a := s.get(t, "/s/"+short1); a.status != 404 {
		t.Errorf("a row that is gone still answers: %d", a.status)
	}
}

func TestLighttpdCallsAListedArticleGone(t *testing.T) {
	s, _ := startLighttpd(t, build(t, goneArticle()))
	testGoneArticle(t, s)
}
