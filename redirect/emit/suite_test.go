package emit

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

// The accounts of the suite: letters that queries escape, and two that differ
// in case only.
var suiteBizs = []string{testBiz, plusBiz, "mZa5otK5otK5oq"}

// thousands is an archive of n articles with keys, short ids and paths made to
// be confused: case twins, ids that begin with "-" or "_", percent signs, what
// means something to configurations, and addresses of domains before.
func thousands(n int) redirect.Input {
	in := redirect.Input{BaseURL: "https://www.example.com/博客/"}
	for i := range n {
		id := fmt.Sprint(i)
		short := fmt.Sprintf("%cAb%c%c_-%015d", "-_aA9"[i%5], "xX"[i%2], "yYzZ"[i%4], i/8)
		in.Articles = append(in.Articles, redirect.Article{
			ID:       id,
			Keys:     []article.Key{{Biz: suiteBizs[i%3], Mid: 2650000000 + uint64(i/9), Idx: uint64(i/3%3) + 1}},
			ShortIDs: []string{short},
			Path:     fmt.Sprintf("/posts/文章 %d/", i),
		})
		in.Former = append(in.Former, redirect.FormerPath{ID: id, Path: fmt.Sprintf("%s%d/", suitePaths[i%len(suitePaths)], i)})
		if i%10 == 0 {
			in.Legacy = append(in.Legacy, legacyRows(i, id)...)
		}
	}
	in.Articles = append(in.Articles, redirect.Article{ID: "unpublished", Keys: []article.Key{{Biz: testBiz, Mid: 77, Idx: 1}}, ShortIDs: []string{"Unpublished_Unpublishe"}})
	return in
}

// suitePaths are beginnings of paths of an earlier publish.
var suitePaths = []string{
	"/文章/第", "/About/", "/about/", "/100%/", "/a b/", "/$uri/${host}/", `/"quote"/`, `/back\slash/`, "/(a|b)*[c]?+^$/", "/;{}#&=/", "/%{QUERY_STRING}/", "/2024/03/",
}

func legacyRows(i int, id string) []redirect.Row {
	row := func(old, to string) redirect.Row { return redirect.Row{Cells: []string{old, to}} }
	return []redirect.Row{
		row(fmt.Sprintf("http://www.before.example/archives/%d.html", i), id),
		row(fmt.Sprintf("http://www.before.example/?p=%d", i), id),
		row(fmt.Sprintf("/index.php?m=content&a=show&id=%d", i), id),
		row(fmt.Sprintf("/旧/%d.html", i), id),
		row(fmt.Sprintf("http://gone.example/%d", i), "gone"),
		// The same path leads elsewhere on another host.
		row(fmt.Sprintf("http://other.example/archives/%d.html", i), fmt.Sprint(i+1)),
	}
}

// request is one request of the suite.
type request struct{ host, target string }

// requests are all forms of all old addresses of the input, and what must be
// left alone or refused.
func requests(in redirect.Input) []request {
	var all []request
	add := func(host string, targets ...string) {
		for _, target := range targets {
			all = append(all, request{host, target})
		}
	}
	for i, a := range in.Articles {
		for _, k := range a.Keys {
			add(mirror, longForms(k)...)
			if k.Idx == 1 {
				add(mirror, firstPlaceForms(k)...)
			}
			add(mirror, fmt.Sprintf("/s?__biz=%s&mid=%d&idx=9", article.PadBiz(k.Biz), k.Mid))
		}
		for _, id := range a.ShortIDs {
			add(mirror, shortForms(id)...)
			add(mirror, "/s/"+swapCase(id), "/S/"+id, "/s/"+id+"x", "/s/"+id+"/x")
		}
		if i < len(in.Former) {
			add(mirror, pathForms("/博客"+in.Former[i].Path)...)
		}
	}
	for _, row := range in.Legacy {
		all = append(all, legacyRequests(row.Cells[0])...)
	}
	for _, target := range strangeTargets() {
		add(mirror, target)
		add("www.before.example", target)
	}
	return all
}

// legacyRequests ask for an address as it is, with marks of sharing, with
// another query, and of the wrong host.
func legacyRequests(old string) []request {
	host, target := mirror, old
	if rest, ok := strings.CutPrefix(old, "http://"); ok {
		slash := strings.IndexByte(rest, '/')
		host, target = rest[:slash], rest[slash:]
	}
	p, query, _ := strings.Cut(target, "?")
	escaped := (&url.URL{Path: p}).EscapedPath()
	forms := []string{escaped + "?" + query + "&from=timeline&isappinstalled=0", escaped + "?" + query + "0", escaped + "?utm_source=a"}
	if query == "" {
		forms = []string{escaped, escaped + "/", escaped + "?utm_source=a&b=c", escaped + "?a=b"}
	} else {
		forms = append(forms, escaped+"?"+query)
	}
	var all []request
	for _, form := range forms {
		all = append(all, request{host, form}, request{"wrong.example", form})
	}
	return all
}

// strangeTargets name nothing, or try to lead readers away.
func strangeTargets() []string {
	biz := article.PadBiz(testBiz)
	return []string{
		"/", "/s", "/s/", "/s?", "/s?__biz=", "/s?__biz=" + biz, "/s?mid=2650000000", "/s?__biz=" + biz + "&mid=77&idx=1",
		"/s?__biz=" + biz + "&mid=2650000000&tempkey=a", "/s?__biz=" + biz + "&mid=2650000000&preview=1", "/s/Unpublished_Unpublishe",
		"/s?__biz=" + alienBiz + "&mid=2650000000&idx=1", "/s?__biz=" + biz + "&mid=2650000000&idx=65536", "/s?__biz=" + biz + "&mid=0",
		"/x/s?__biz=" + biz + "&mid=2650000000&idx=1", "/mp/profile_ext?__biz=" + biz + "&mid=2650000000",
		"//evil.example/", "//evil.example/s/-Abxy_-000000000000000", "/%5C%5Cevil.example/", "/s//evil.example", "/s/%2F%2Fevil.example",
		"/s?__biz=" + biz + "&mid=2650000000&idx=1%0d%0aLocation:%20https://evil.example/", "/s/-Abxy_-000000000000000%0d%0aSet-Cookie:a=b",
		"/s?__biz=" + biz + "&mid=//evil.example&idx=1", "/s?url=https://evil.example/", "/%0d%0aLocation:%20https://evil.example/",
		"/index.php?m=content&a=show&id=0%0d%0a", "/?p=//evil.example",
	}
}

func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}, s)
}

// suiteSize is how many articles the suite asks a real server for, with -short
// fewer.
func suiteSize() int {
	if testing.Short() {
		return 500
	}
	return 10_000
}

// askers is how many requests the suite makes at once.
const askers = 8

// mayAnswer are answers besides the oracle's that a server may give before any
// rule is asked: it refuses what is no address, or merges slashes.
type mayAnswer func(r request, a answer) bool

// testServer asks a server that has the rules of the suite for all forms of all
// addresses, and holds its answers against the oracle. Paths without a rule
// are answered with 404 by the server's own configuration, but the root, which is
// a page.
func testServer(t *testing.T, s site, in redirect.Input, m redirect.Map, may mayAnswer) {
	t.Helper()
	o, all := newOracle(m), requests(in)
	seen := make(map[int]int)
	var mu sync.Mutex
	var group sync.WaitGroup
	for n := range askers {
		group.Go(func() {
			counts := map[int]int{}
			for i := n; i < len(all) && !t.Failed(); i += askers {
				counts[s.check(t, o, all[i], may)]++
			}
			mu.Lock()
			defer mu.Unlock()
			for status, count := range counts {
				seen[status] += count
			}
		})
	}
	group.Wait()
	t.Logf("%d requests, answers by status: %v", len(all), seen)
	for status, atLeast := range map[int]int{301: len(in.Articles) * 20, 410: len(in.Articles) / 2, 404: len(in.Articles)} {
		if seen[status] < atLeast {
			t.Errorf("only %d answers are %d: the suite says little", seen[status], status)
		}
	}
}

// check asks for one address; a location that leaves the site is never right.
func (s site) check(t *testing.T, o oracle, r request, may mayAnswer) (status int) {
	t.Helper()
	got, want := s.ask(t, r.host, r.target), o.answer(r.host, r.target)
	if p, _, _ := strings.Cut(r.target, "?"); p == "/" && want.status == 404 {
		want.status = 200
	}
	if strings.Contains(got.location, "evil") && !strings.HasPrefix(got.location, "/") && !strings.HasPrefix(got.location, s.base) {
		t.Errorf("%s%s: leads away to %q", r.host, r.target, got.location)
	}
	if got.status == want.status && got.location == want.location || may != nil && may(r, got) {
		return want.status
	}
	t.Errorf("%s%s: %d %q, want %d %q", r.host, r.target, got.status, got.location, want.status, want.location)
	return got.status
}

// The forms must say what they are for: the oracle knows each as its article.
func TestTheFormsOfTheSuiteAreThoseOfTheirArticle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	in := thousands(300)
	o := newOracle(build(t, in))
	for range 300 {
		a := in.Articles[random.IntN(300)]
		for _, form := range append(longForms(a.Keys[0]), shortForms(a.ShortIDs[0])...) {
			if got := o.answer(mirror, form); got.status != 301 || !strings.HasSuffix(got.location, "%20"+a.ID+"/") {
				t.Errorf("%s: %d %q, want article %s", form, got.status, got.location, a.ID)
			}
		}
	}
}
