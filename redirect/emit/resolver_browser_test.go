package emit

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

// browserArticles is how many articles the browser opens the addresses of. A
// test run has time for a few; WXBACKUP_BROWSER_ARTICLES asks for more.
func browserArticles(t testing.TB) int {
	t.Helper()
	text := os.Getenv("WXBACKUP_BROWSER_ARTICLES")
	if text == "" {
		return 30
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 30 {
		t.Fatalf("WXBACKUP_BROWSER_ARTICLES is %q, not a number from 30 on", text)
	}
	return n
}

// Every form of every address is opened, and what must not lead on: a thousand
// pages for thirty articles.
func TestResolverLeadsReadersOnInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a thousand pages")
	}
	in := thousands(browserArticles(t))
	in.BaseURL = "http://" + mirror + farPath
	m := build(t, in)
	all := slices.DeleteFunc(requests(in), func(r request) bool { return r.host != mirror })
	site := resolverSite(t, m)
	site["/frames.html"] = []byte("<!DOCTYPE html><title>frames</title>")
	checkVisits(t, m, all, visits{Server: staticHost(t, site), JavaScript: true, Frames: "http://" + mirror + "/frames.html"}, 1000)
}

// Addresses of domains before are told apart by their host.
func TestResolverMindsTheHostInABrowser(t *testing.T) {
	in := thousands(1)
	in.BaseURL = "http://" + farHost + "/博客/"
	var all []request
	for _, row := range in.Legacy {
		all = append(all, legacyRequests(row.Cells[0])...)
	}
	m := build(t, in)
	checkVisits(t, m, all, visits{Server: staticHost(t, resolverSite(t, m)), JavaScript: true}, 40)
}

// checkVisits opens the addresses and holds where they end against the oracle.
func checkVisits(t *testing.T, m redirect.Map, all []request, v visits, atLeast int) {
	t.Helper()
	o, seen := newOracle(m), map[int]int{}
	for _, r := range all {
		v.Visits = append(v.Visits, visit{URL: "http://" + r.host + r.target, Stays: o.answer(r.host, r.target).status != 301})
	}
	for i, got := range v.open(t) {
		r, want := all[i], o.answer(all[i].host, all[i].target)
		seen[want.status]++
		left := !strings.HasPrefix(got.URL, "http://"+r.host+"/") || strings.HasPrefix(got.URL, "http://"+mirror+farPath)
		switch {
		case want.status == 301 && got.URL != want.location:
			t.Errorf("%s%s: ends at %s, want %s", r.host, r.target, got.URL, want.location)
		case want.status != 301 && (left || !isState(want, got.State)):
			t.Errorf("%s%s: ends at %s, %q, want %d", r.host, r.target, got.URL, got.State, want.status)
		}
		got.check(t)
	}
	t.Logf("%d addresses, answers by status: %v", len(all), seen)
	if len(all) < atLeast || seen[301] < atLeast/3 || seen[404] < atLeast/10 {
		t.Errorf("%d addresses, answers by status %v: the test says little", len(all), seen)
	}
}

// check holds for every visit: one shard is loaded at most, nothing is asked of
// other hosts but the target, and nothing of the request is in the page.
func (s sight) check(t testing.TB) {
	t.Helper()
	shards := 0
	for _, asked := range s.Asked {
		if strings.Contains(asked, "/s/map/") {
			shards++
		}
		if u, err := url.Parse(asked); err == nil && strings.Contains(u.Host, "evil") {
			t.Errorf("%s: %s was asked for", s.URL, asked)
		}
	}
	if shards > 1 || s.Strange || len(s.Asked) > 5 {
		t.Errorf("%s: asked for %q, strange: %v", s.URL, s.Asked, s.Strange)
	}
}

func TestResolverTakesPastedAndHostileTextInABrowser(t *testing.T) {
	in := thousands(20)
	in.BaseURL = "http://" + farHost + "/博客/"
	m := build(t, in)
	key, id, far := in.Articles[3].Keys[0], in.Articles[3].ShortIDs[0], targetsOf(m, in)[3]
	long := "https://" + article.Host + longForms(key)[0]
	type test struct{ target, paste, end, state string }
	tests := []test{{"/s/", "", "", "empty"}, {"/s/#rd", "", "", "empty"}, {"/s/#" + id, "", far, ""}, {"/s/#" + long, "", far, ""}, {"/s/#" + url.QueryEscape(long), "", far, ""}}
	for _, paste := range []string{key.String(), id, long, "http://" + mirror + "/s/" + id} {
		tests = append(tests, test{"/s/", paste, far, ""}, test{"/nothing", paste, far, ""})
	}
	tests = append(tests, test{"/s/", long + "&tempkey=a", "", "preview"}, test{"/s/", fmt.Sprintf("%s:5:5", key.Biz), "", "gone"})
	const evil = `<script>evil=1</script><img src=x onerror="evil=1">`
	for _, text := range []string{"javascript:evil=1", "javascript://" + article.Host + "/s/%0aevil=1", "//evil.example", "https://evil.example/", "https://evil.example/s/x", evil, "\\\\evil.example", "https://" + article.Host + "/s?__biz=" + evil, "data:text/html," + evil, "/\\evil.example", "a\r\nLocation: https://evil.example"} {
		escaped := url.QueryEscape(text)
		tests = append(tests, test{"/s/", text, "", "unknown"}, test{"/s/#" + text, "", "", "empty or unknown"}, test{"/s/?url=" + escaped, "", "", "unknown"},
			test{"/s/?__biz=" + escaped + "&mid=1&idx=1", "", "", "unknown"}, test{"/" + url.PathEscape(text), "", "", "unknown"}, test{"/s/" + url.PathEscape(text), "", "", "unknown"}, test{"/x?" + text, "", "", "unknown"})
	}
	v := visits{Server: staticHost(t, resolverSite(t, m)), JavaScript: true}
	for _, tt := range tests {
		one := visit{URL: "http://" + mirror + tt.target, Stays: tt.end == ""}
		if tt.paste != "" {
			one.Paste = &tt.paste
		}
		v.Visits = append(v.Visits, one)
	}
	for i, got := range v.open(t) {
		tt := tests[i]
		stayed := strings.HasPrefix(got.URL, "http://"+mirror+"/")
		if tt.end != "" && got.URL != tt.end || tt.end == "" && (!stayed || !strings.Contains(tt.state, got.State)) {
			t.Errorf("%s, pasted %q: ends at %s, %q, want %q %q", tt.target, tt.paste, got.URL, got.State, tt.end, tt.state)
		}
		if got.Strange {
			t.Errorf("%s, pasted %q: the request is in the page", tt.target, tt.paste)
		}
	}
}

// Without scripts a page shows the way to the list, and the policy lets the
// style in.
func TestResolverWithoutScriptsShowsTheList(t *testing.T) {
	site := resolverSite(t, build(t, hostile()))
	for _, page := range []string{"/s/index.html", "/404.html"} {
		text := string(site[page])
		_, noscript, _ := strings.Cut(text, "<noscript>")
		if !strings.Contains(noscript, `list/index.html">全部旧链接`) || !strings.Contains(text, `<meta name="robots" content="noindex">`) {
			t.Errorf("%s does not lead to the list, or may be indexed", page)
		}
	}
	v := visits{Server: staticHost(t, site), Visits: []visit{{URL: "http://" + mirror + "/s/?a=b"}, {URL: "http://" + mirror + "/s/" + short1}}}
	for i, got := range v.open(t) {
		if got.URL != v.Visits[i].URL || len(got.Asked) != 1 {
			t.Errorf("%s: ends at %s, asked for %q", v.Visits[i].URL, got.URL, got.Asked)
		}
	}
}
