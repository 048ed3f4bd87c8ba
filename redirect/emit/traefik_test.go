package emit

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

// modelSize is smaller than suiteSize: the model, as Traefik, looks at one
// router after the other.
const modelSize = 150

func TestTraefikModelAnswersEveryFormOfManyArticles(t *testing.T) {
	in := thousands(modelSize)
	m := build(t, in)
	testServer(t, startTraefikModel(t, files(t, "traefik", m)), in, m, traefikMay(newOracle(m)))
}

// traefikMay lets Traefik leave to the user's service what is gone, since
// nothing in it answers 410, and long addresses with separators of JavaScript,
// which Traefik does not take for separators and no browser sends.
func traefikMay(o oracle) mayAnswer {
	return func(r request, a answer) bool {
		return a.status == http.StatusNotFound &&
			(o.answer(r.host, r.target).status == http.StatusGone || strings.Contains(r.target, `\x26`))
	}
}

// Traefik misses parameters after a separator of JavaScript, and looks at all
// values of a parameter that is given twice.
func TestTraefikModelReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	may := traefikMay(newOracle(m))
	testQueries(t, startTraefikModel(t, files(t, "traefik", m)), m, func(r request, a answer) bool {
		return may(r, a) || strings.Contains(r.target, `\x26`) || givesTwice(r.target)
	})
}

// givesTwice reports whether a name that matters stands twice in a query.
func givesTwice(target string) bool {
	_, query, _ := strings.Cut(article.UnescapeURL(target), "?")
	seen := map[string]bool{}
	for _, pair := range strings.FieldsFunc(query, func(r rune) bool { return r == '&' || r == ';' }) {
		name, _, _ := strings.Cut(pair, "=")
		if seen[name] && slices.Contains([]string{"__biz", "mid", "appmsgid", "idx", "itemidx", "tempkey", "preview"}, name) {
			return true
		}
		seen[name] = true
	}
	return false
}

func TestTraefikModelTakesHostilePathsAsTheyAre(t *testing.T) {
	m := build(t, hostilePaths(1000))
	testHostilePaths(t, startTraefikModel(t, files(t, "traefik", m)), m)
}

// Files that are too large for a ConfigMap help nobody.
func TestTraefikFilesAreSmall(t *testing.T) {
	m := build(t, thousands(2000))
	routers := 0
	for _, f := range files(t, "traefik", m) {
		if len(f.Data) > 1<<20 {
			t.Errorf("%s has %d bytes", f.Name, len(f.Data))
		}
		routers += strings.Count(string(f.Data), "noop@internal")
	}
	unserved := 0
	for _, u := range emit(t, "traefik", m).Unserved {
		unserved += u.Count
	}
	if routers+unserved != len(m.Rules) || unserved == 0 {
		t.Errorf("%d routers and %d unserved rules of %d", routers, unserved, len(m.Rules))
	}
}

// Where an address is held, or gone, no router for less of it may answer.
func TestTraefikLeavesWhatIsMoreExactlyKnown(t *testing.T) {
	row := func(old, to string) redirect.Row { return redirect.Row{Cells: []string{old, to}} }
	m := build(t, redirect.Input{
		BaseURL:  "https://example.com/",
		Articles: []redirect.Article{{ID: "a", Path: "/a/"}},
		Legacy: []redirect.Row{
			row("/old", "a"), row("http://gone.example/old", "gone"), row("/old?p=1", "gone"),
			row("http://moved.example/old?p=1", "a"),
		},
	})
	if len(m.Rules) != 4 {
		t.Fatalf("%d rules of 4 rows", len(m.Rules))
	}
	s, o := startTraefikModel(t, files(t, "traefik", m)), newOracle(m)
	for _, r := range []request{
		{"a.example", "/old"}, {"gone.example", "/old"}, {"a.example", "/old?p=1"}, {"moved.example", "/old?p=1"}, {"gone.example", "/old?p=1"}, {"moved.example", "/old"},
	} {
		a, want := s.ask(t, r.host, r.target), o.answer(r.host, r.target)
		if want.status == http.StatusGone {
			want.status = http.StatusNotFound
		}
		if a.status != want.status || a.location != want.location {
			t.Errorf("%s%s: %d %q, want %d %q", r.host, r.target, a.status, a.location, want.status, want.location)
		}
	}
}

func TestTraefikFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "traefik", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}
