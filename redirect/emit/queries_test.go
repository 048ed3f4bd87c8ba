package emit

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// testQueries asks a server that has the rules of the hostile archive for
// random long addresses, and holds its answers against the oracle.
func testQueries(t *testing.T, s site, m redirect.Map) {
	t.Helper()
	o, random := newOracle(m), rand.New(rand.NewPCG(1, 2))
	seen := map[int]int{}
	for range 3000 {
		target := randomAddress(random)
		want := o.answer(mirror, target)
		if a := s.get(t, target); a.status != want.status || !leadsTo(a.location, want.location) {
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

// leadsTo reports whether a location is the target, which a server may have
// made absolute with the host that it was asked as.
func leadsTo(location, target string) bool {
	return location == target || strings.HasPrefix(target, "/") && location == "http://"+mirror+target
}

// hostilePaths is an archive of articles whose earlier paths are made of what
// means something to some configuration.
func hostilePaths(n int) redirect.Input {
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{
		"/", "/", "/", " ", "  ", "#", `"`, `'`, `\`, `\\`, "$", "${", "}", "$1", "%", "%1", "%{ENV:PATH}", "%0a", "%20", "\\n",
		"[R]", "(", ")", "^", "*", "+", "?", "|", ";", "&", "=", "~", "@", ":", "!", "<", ">", "`", "--", "]]", "{", ",", "-f",
		"a", "B", "中", "文 字", "é", "\u00a0", "\u2028", "😀", ".", "..", "gone", "held", "default", "<IfModule x>", ".png", ".html",
	}
	in := redirect.Input{BaseURL: "https://www.example.com/"}
	for i := range n {
		var former strings.Builder
		former.WriteString("/")
		for range 1 + random.IntN(6) {
			former.WriteString(pieces[random.IntN(len(pieces))])
		}
		id := former.String()
		in.Articles = append(in.Articles, redirect.Article{ID: id, Path: "/posts/" + string(rune('一'+i)) + "/"})
		in.Former = append(in.Former, redirect.FormerPath{ID: id, Path: former.String()})
	}
	return in
}

// testHostilePaths asks a server for every path of the Map, spelled in three
// ways, and on hosts where old addresses have one.
func testHostilePaths(t *testing.T, s site, m redirect.Map) {
	t.Helper()
	if len(m.Rules) < 200 {
		t.Errorf("only %d rules: the test says little", len(m.Rules))
	}
	o := newOracle(m)
	for _, rule := range m.Rules {
		escaped := (&url.URL{Path: rule.Source.Path}).EscapedPath()
		for _, target := range []string{escaped, escapeAll(rule.Source.Path), escaped + "/"} {
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

// escapeAll percent-encodes all but slashes.
func escapeAll(path string) string {
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
