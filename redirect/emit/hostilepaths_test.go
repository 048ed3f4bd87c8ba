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
		"/", "/", "  ", `\\`, "$1", "%1", "%{ENV:PATH}", "%0a", "%20", "\\n", "[R]", ":", "!", "<", ">", "]]", "-f", "B", "文 字", "é", "\u00a0", "gone", "held", "<IfModule x>", ".png", ".html", "..",
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

// testHostilePaths asks a server for every path of the Map, spelled in three
// ways.
func testHostilePaths(t *testing.T, s site, m redirect.Map) {
	t.Helper()
	o, rules := newOracle(m), m.Of(redirect.Former)
	if len(rules) < 200 {
		t.Errorf("only %d rules: the test says little", len(rules))
	}
	for _, rule := range rules {
		escaped := (&url.URL{Path: rule.Source.Path}).EscapedPath()
		for _, target := range []string{escaped, escapeEvery(rule.Source.Path), escaped + "/"} {
			want := o.answer(mirror, target)
			if want.status != 301 {
				t.Errorf("%s: the oracle says %d", target, want.status)
			}
			if a := s.get(t, target); a.status != want.status || !leadsTo(a.location, want.location) {
				t.Errorf("%s: %d %q, want %d %q", target, a.status, a.location, want.status, want.location)
			}
		}
	}
}

// escapeEvery percent-encodes every byte but slashes.
func escapeEvery(path string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := range len(path) {
		if c := path[i]; c == '/' {
			b.WriteByte(c)
		} else {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		}
	}
	return b.String()
}

// leadsTo reports whether a location is the target, which a server may have
// made absolute with the host that it was asked as.
func leadsTo(location, target string) bool {
	return location == target || strings.HasPrefix(target, "/") && location == "http://"+mirror+target
}

// testQueries asks a server that has the rules of the hostile archive for
// random long addresses, and holds its answers against the oracle.
func testQueries(t *testing.T, s site, m redirect.Map, may mayAnswer) {
	t.Helper()
	o, random := newOracle(m), rand.New(rand.NewPCG(1, 2))
	seen := map[int]int{}
	for range 3000 {
		target := randomAddress(random)
		a, want := s.get(t, target), o.answer(mirror, target)
		if (a.status != want.status || !leadsTo(a.location, want.location)) && (may == nil || !may(request{mirror, target}, a)) {
			t.Errorf("%s: %d %q, want %d %q", target, a.status, a.location, want.status, want.location)
		}
		seen[want.status]++
	}
	for _, status := range []int{301, 404, 410} {
		if seen[status] < 150 {
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

// testHostInCapitals asks for a listed address with a host in capitals and a port.
func testHostInCapitals(t *testing.T, start func(redirect.Map) site) {
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
