package emit

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

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
