package emit

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

// noTime makes servers leave out when a file was changed.
var noTime time.Time

func TestResolverFilesOfAHostileMap(t *testing.T) {
	for _, f := range files(t, "resolver", build(t, hostile())) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

// resolverSite is what the README says to put onto a host, and a front page of
// the owner's that loads the script.
func resolverSite(t testing.TB, m redirect.Map) map[string][]byte {
	t.Helper()
	site := map[string][]byte{"/index.html": []byte(`<!DOCTYPE html><title>home</title><script src="/s/resolver.js" defer></script>`)}
	for _, f := range files(t, "resolver", m) {
		site[strings.TrimPrefix(f.Name, "resolver")] = f.Data
	}
	return site
}

// isState reports whether a page says what a server would answer; the states
// of what nobody knows are several.
func isState(a answer, state string) bool {
	switch a.status {
	case http.StatusMovedPermanently:
		return state == "found"
	case http.StatusGone:
		return state == "gone"
	}
	return slices.Contains([]string{"unknown", "preview", "empty", ""}, state)
}

// Every form of a thousand addresses is opened, and what must not lead on.
func TestResolverLeadsReadersOnInABrowser(t *testing.T) {
	in := thousands(30)
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

// resolverRun are the questions to the script without a page, see
// testdata/read.mjs.
type resolverRun struct {
	Code      string          `json:"code"`
	Settings  json.RawMessage `json:"settings"`
	Shards    []string        `json:"shards"`
	Addresses []string        `json:"addresses"`
	URLs      []string        `json:"urls"`
	Pastes    []string        `json:"pastes"`
}

type resolverAnswer struct {
	State  string
	Target string
	Shard  int
}

type resolverAnswers struct {
	Addresses    []string
	URLs, Pastes []resolverAnswer
}

func newResolverRun(t testing.TB, m redirect.Map) resolverRun {
	t.Helper()
	run := resolverRun{Addresses: []string{}, URLs: []string{}, Pastes: []string{}}
	for _, f := range files(t, "resolver", m) {
		if strings.HasPrefix(f.Name, "resolver/s/map/") {
			run.Shards = append(run.Shards, string(f.Data))
		}
		if f.Name == "resolver/s/resolver.js" {
			_, after, _ := strings.Cut(string(f.Data), "const settings = ")
			line, code, _ := strings.Cut(after, "\n")
			run.Settings = json.RawMessage(line)
			run.Code, _, _ = strings.Cut(code, "// Sends the reader on")
		}
	}
	return run
}

// run asks, and checks that the shards are counted as the page counts them.
func (r resolverRun) run(t testing.TB) resolverAnswers {
	t.Helper()
	var settings struct{ Shards int }
	if err := json.Unmarshal(r.Settings, &settings); err != nil || settings.Shards != len(r.Shards) {
		t.Fatalf("%d shards, the page says %d: %v", len(r.Shards), settings.Shards, err)
	}
	var answers resolverAnswers
	runNode(t, r, &answers, "read.mjs")
	return answers
}

func TestResolverAnswersEveryFormOfAThousandArticles(t *testing.T) {
	in := thousands(1000)
	m := build(t, in)
	o, all, run := newOracle(m), requests(in), newResolverRun(t, m)
	for _, r := range all {
		run.URLs = append(run.URLs, "http://"+r.host+r.target)
	}
	shards := map[int]bool{}
	for i, got := range run.run(t).URLs {
		want := o.answer(all[i].host, all[i].target)
		if !isState(want, got.State) || got.Target != want.location {
			t.Errorf("%s%s: %q %q, want %d %q", all[i].host, all[i].target, got.State, got.Target, want.status, want.location)
		}
		shards[got.Shard] = true
	}
	t.Logf("%d addresses, %d shards", len(all), len(run.Shards))
	if len(run.Shards) < 3 || len(shards) != len(run.Shards) {
		t.Errorf("%d of %d shards were used: the test says little", len(shards), len(run.Shards))
	}
	for i, shard := range run.Shards {
		if len(shard) > resolverShardSize {
			t.Errorf("shard %d has %d bytes", i, len(shard))
		}
	}
}

// The oracle is ParseAddress.
func TestResolverReadsAddressesAsParseAddressDoes(t *testing.T) {
	run, random := newResolverRun(t, build(t, hostile())), rand.New(rand.NewPCG(3, 4))
	read := 0
	for range 40_000 {
		run.Addresses = append(run.Addresses, randomWhole(random))
	}
	for i, got := range run.run(t).Addresses {
		want := ""
		if a, ok := article.ParseAddress(run.Addresses[i]); ok && a.ShortID != "" {
			want, read = "/s/"+a.ShortID, read+1
		} else if ok {
			want, read = a.Key.String(), read+1
		}
		if got != want {
			t.Errorf("%q: %q, want %q", run.Addresses[i], got, want)
		}
	}
	t.Logf("%d of %d addresses name an article", read, len(run.Addresses))
	if read < 8000 || read > 32_000 {
		t.Error("the test says little")
	}
}

// randomWhole is an address as it is found in pages and chats.
func randomWhole(random *rand.Rand) string {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	target := pick(randomAddress(random), randomAddress(random), randomAddress(random), pick(shortForms(short1)...),
		"/s/"+short3+pick("", "x", "//", "%2F", "%zz", "#rd", "&amp;a", " "), "/mp/wappoc_appmsgcaptcha?poc_token=a&target_url="+url.QueryEscape(pick("https://", "", "x")+article.Host+randomAddress(random)),
		"/mp/profile_ext?"+randomAddress(random))
	host := pick("", "https://"+article.Host, "https://"+article.Host, "http://"+article.Host+":80", "https://MP.weixin.QQ.com:443", article.Host, "//"+article.Host,
		"https://a@"+article.Host, "https://"+article.Host+".evil.example", "https://"+article.Host+":8443", "ftp://"+article.Host, "javascript://"+article.Host)
	return pick("", "", "", " ", "\n") + host + target + pick("", "", "#rd", "#wechat_redirect", "&#38;mid=7", "\x01", "?a", "\u00a0", "%")
}

func TestResolverReadsWhatPeoplePaste(t *testing.T) {
	in := thousands(200)
	m := build(t, in)
	run := newResolverRun(t, m)
	var targets []string
	add := func(target string, pastes ...string) {
		for _, paste := range pastes {
			run.Pastes, targets = append(run.Pastes, paste), append(targets, target)
		}
	}
	for i, target := range targetsOf(m, in) {
		key, id := in.Articles[i].Keys[0], in.Articles[i].ShortIDs[0]
		add(target, key.String(), " "+id+"\n", key.Biz+"==:"+fmt.Sprint(key.Mid)+":"+fmt.Sprint(key.Idx))
		for _, form := range append(longForms(key), shortForms(id)...) {
			add(target, form, article.Host+form, "https://"+article.Host+form, "http://"+mirror+form, mirror+form, "看这篇 https://"+article.Host+form+" 复制打开", "https://"+article.Host+form+"#wechat_redirect")
		}
		for _, form := range pathForms("/博客" + in.Former[i].Path) {
			add(target, "http://"+mirror+form, mirror+form, form)
		}
		if i%10 == 0 {
			add(target, fmt.Sprintf("http://www.before.example/?p=%d", i), fmt.Sprintf("www.before.example/archives/%d.html", i))
		}
	}
	for i, got := range run.run(t).Pastes {
		if got.State != "found" || got.Target != targets[i] {
			t.Errorf("%q: %q %q, want %q", run.Pastes[i], got.State, got.Target, targets[i])
		}
	}
}

// targetsOf are the targets of articles, in their order, by their short ids.
func targetsOf(m redirect.Map, in redirect.Input) []string {
	var targets []string
	for _, a := range in.Articles {
		for _, rule := range m.Of(redirect.Short) {
			if rule.Source.ShortID == a.ShortIDs[0] {
				targets = append(targets, rule.Target)
			}
		}
	}
	return targets
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

// The list has every rule once, in order, on pages of a bearable size that lead
// from one to the next.
func TestResolverListsEveryRuleForReadersWithoutScripts(t *testing.T) {
	m := build(t, thousands(700))
	site := resolverSite(t, m)
	var rows [][2]string
	for page := "1.html"; page != ""; {
		data := site["/s/list/"+page]
		links, next := listLinks(t, data)
		if len(links) > 1000 || len(data) > 256<<10 || !strings.Contains(string(site["/s/list/index.html"]), `href="`+page+`"`) {
			t.Errorf("%s: %d links, %d bytes, or not in the contents", page, len(links), len(data))
		}
		rows, page = append(rows, links...), next
	}
	if len(rows) != len(m.Rules) {
		t.Fatalf("%d rows, want %d", len(rows), len(m.Rules))
	}
	for i, rule := range m.Rules {
		if rows[i] != [2]string{oldAddress(rule.Source), rule.Target} {
			t.Errorf("row %d is %q, want %v to %q", i, rows[i], rule.Source, rule.Target)
		}
	}
}

// listLinks reads the rows of a page of the list, and the page after it.
func listLinks(t testing.TB, page []byte) (rows [][2]string, next string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.Data == "code":
			rows = append(rows, [2]string{n.Data, ""})
		case n.Data == "a" && n.Parent.Data == "li":
			rows[len(rows)-1][1] = n.Attr[0].Val
		case n.Data == "a" && strings.HasPrefix(n.FirstChild.Data, "下一页"):
			next = n.Attr[0].Val
		}
	}
	return rows, next
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
