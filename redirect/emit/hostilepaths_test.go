package emit

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// hostilePaths has n paths of an earlier publish, made by chance of all that
// means something to a server, and their twins in capitals.
func hostilePaths(n int) redirect.Input {
	random := rand.New(rand.NewPCG(3, 4))
	alphabet := []string{
		`"`, `'`, "`", `\`, "$", "{", "}", "{{", "}}", ";", "#", " ", "~", "*", "^", "(", ")", "[", "]", "?", "+", "|", ".", "%", "&", "=", ",", "@", "!", "<<EOF", "//", "\u2028", "😀", "文", "a", "A",
		"default", "import", "-", "{path}", "{$HOME}", "{env.HOME}", "{args.0}", "{http.request.host}", caddyPrefix + "paths", "%[src]", "${HOME}", "$(id)", "%2e%2e", "%{REQUEST_URI}",
	}
	in := redirect.Input{Articles: []redirect.Article{{ID: "a", Path: "/a/"}, {ID: "b", Path: "/b/"}}}
	for i := range n {
		var p strings.Builder
		for range 1 + random.IntN(20) {
			p.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		// The number keeps the path apart from all others.
		path := fmt.Sprintf("/%s/%d%s/", p.String(), i, alphabet[random.IntN(len(alphabet))])
		in.Former = append(in.Former, redirect.FormerPath{ID: "a", Path: path}, redirect.FormerPath{ID: "b", Path: strings.ToUpper(path)})
	}
	return in
}

// testPaths asks for every path of the rules.
func testPaths(t *testing.T, s site, m redirect.Map) {
	t.Helper()
	for _, rule := range m.Of(redirect.Former) {
		target := (&url.URL{Path: rule.Source.Path}).EscapedPath()
		if a := s.get(t, target+"/"); a.status != 301 || a.location != rule.Target {
			t.Errorf("%s: %d %q, want 301 %q", target, a.status, a.location, rule.Target)
		}
	}
}

// testQueries holds the answers to long addresses made by chance against
// article.ParseAddress and the Map.
func testQueries(t *testing.T, s site, m redirect.Map, may mayAnswer) {
	t.Helper()
	o, seen, random := newOracle(m), map[int]int{}, rand.New(rand.NewPCG(1, 2))
	for range 6000 {
		target := randomAddress(random)
		a, want := s.get(t, target), o.answer(mirror, target)
		if (a.status != want.status || a.location != want.location) && (may == nil || !may(request{mirror, target}, a)) {
			t.Errorf("%s: %d %q, want %d %q", target, a.status, a.location, want.status, want.location)
		}
		seen[want.status]++
	}
	for _, status := range []int{301, 404, 410} {
		if seen[status] < 300 {
			t.Errorf("only %d of the addresses ask for %d: the test says little", seen[status], status)
		}
	}
}

// goneArticle is an archive with an article of another account that the owner
// lists as gone; nothing is known of the account's other articles.
func goneArticle() redirect.Input {
	in := hostile()
	in.Articles = in.Articles[:2]
	in.Legacy = []redirect.Row{{Cells: []string{"https://mp.weixin.qq.com/s?__biz=" + alienBiz + "==&mid=8&idx=1", "gone"}}}
	return in
}

// testGoneArticle asks for the article of goneArticle and for its neighbours.
func testGoneArticle(t *testing.T, s site) {
	t.Helper()
	for target, want := range map[string]int{
		"/s?__biz=" + alienBiz + "==&mid=8":       410,
		"/s?__biz=" + alienBiz + "==&mid=8&idx=2": 404,
		"/s?__biz=" + testBiz + "==&mid=8&idx=2":  410,
	} {
		if a := s.get(t, target); a.status != want {
			t.Errorf("%s: %d, want %d", target, a.status, want)
		}
	}
}

// testHost asks for a listed address with a host in capitals and a port.
func testHost(t *testing.T, start func(redirect.Map) site) {
	t.Helper()
	m := build(t, redirect.Input{
		BaseURL:  "https://example.com/",
		Articles: []redirect.Article{{ID: "a", Path: "/a/"}},
		Legacy:   []redirect.Row{{Cells: []string{"http://www.before.example/old", "a"}}},
	})
	if a := start(m).ask(t, "WWW.Before.Example:8080", "/old/"); a.status != 301 || a.location != "https://example.com/a/" {
		t.Errorf("got %d %q, want 301 to the article", a.status, a.location)
	}
}
