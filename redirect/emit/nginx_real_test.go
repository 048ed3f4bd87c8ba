package emit

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

func TestNginxRedirectsEveryFormOfEveryArticle(t *testing.T) {
	in := manyArticles(45)
	in.Articles[4].Keys = append(in.Articles[4].Keys, article.Key{Biz: plusBiz, Mid: 12345, Idx: 8})
	in.Articles[5].ShortIDs = append(in.Articles[5].ShortIDs, strings.ToUpper(in.Articles[6].ShortIDs[0]), short1, short3)
	in.Articles[7].ShortIDs = append(in.Articles[7].ShortIDs, short2)
	s := startNginx(t, build(t, in), nginxConfig{server: "location / { try_files $uri $uri/ =404; }"})

	expect := func(forms []string, want string) {
		for _, form := range forms {
			if a := s.get(t, form); a.status != 301 || a.location != want {
				t.Errorf("%s: %d %q, want 301 %q", form, a.status, a.location, want)
			}
		}
	}
	for i, a := range in.Articles {
		want := "https://example.com" + a.Path
		for _, k := range a.Keys {
			expect(longForms(k), want)
			for _, form := range longForms(k) {
				if parsed, ok := article.ParseAddress(form); !ok || parsed.Key != k {
					t.Errorf("%s: ParseAddress reads %v", form, parsed)
				}
			}
			if k.Idx == 1 {
				expect(firstPlaceForms(k), want)
			}
		}
		for _, id := range a.ShortIDs {
			expect(shortForms(id), want)
		}
		expect(pathForms(in.Former[i].Path), want)
	}
}

func TestNginxLeavesEverythingElseToTheUser(t *testing.T) {
	s := startNginx(t, build(t, hostile()), nginxConfig{server: `
		error_page 410 /gone.html;
		location / { try_files $uri $uri/ =404; }
		location = /s/own { return 200 "own"; }`})
	biz := article.PadBiz(testBiz)
	tests := []struct {
		target   string
		status   int
		location string
		body     string
	}{
		{"/", 200, "", "home"},
		{"/own/", 200, "", "own page"},
		{"/About/", 404, "", ""}, // a page of the site; the former path /about/ must not hide it
		{"/s/own", 200, "", "own"},
		{"/s", 404, "", ""},
		{"/s/", 404, "", ""},
		{"/s/" + short3, 404, "", ""},
		{"/s/" + short1 + "x", 404, "", ""},
		{"/s/" + short1 + "/x", 404, "", ""},
		{"/S/" + short1, 404, "", ""},
		{"/s/" + strings.ToUpper(short1), 404, "", ""},
		{"/x/s?__biz=" + biz + "&mid=2650000001", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=2650000001&tempkey=abc", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=2650000001&preview=1", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=2650000001&preview=1&preview=0", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=x&appmsgid=2650000001", 404, "", ""},
		{"/s?__biz=" + biz, 404, "", ""},
		{"/s?__biz=" + biz + "&mid=0", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=2650000001&idx=65536", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=2650000009", 404, "", ""}, // known, not published
		{"/s?__biz=" + alienBiz + "&mid=7&idx=2", 404, "", ""},
		{"/s?__biz=" + strings.ToLower(biz) + "&mid=2650000001", 404, "", ""},
		{"/s?src=11&timestamp=1&ver=2&signature=x&new=1", 404, "", ""},
		{"/mp/profile_ext?__biz=" + biz + "&mid=2650000001", 404, "", ""},
		{"/s?__biz=" + biz + "&mid=2650000002&idx=1", 410, "", "the user's own page"},
		{"/s?__biz=" + biz + "&mid=2650000001&idx=2", 410, "", "the user's own page"},
		{"/mp/rumor?__biz=" + biz + "&mid=5&idx=65535", 410, "", "the user's own page"},
		{"/s?__biz=" + biz + "&mid=2650000001", 301, "/posts/%E4%B8%AD%E6%96%87%20%E6%A0%87%E9%A2%98/", ""},
		{"/s?__biz=" + url.QueryEscape(plusBiz) + "&mid=7&idx=2", 301, "/posts/%24host%3B%7B%7D%22%27%5C%0D%0A/", ""},
		{"/s?__biz=" + plusBiz + "&mid=7&idx=2", 301, "/posts/%24host%3B%7B%7D%22%27%5C%0D%0A/", ""},
	}
	for _, tt := range tests {
		a := s.get(t, tt.target)
		if a.status != tt.status || a.location != tt.location || !strings.Contains(a.body, tt.body) {
			t.Errorf("%s: %d %q %.30q, want %d %q %q", tt.target, a.status, a.location, a.body, tt.status, tt.location, tt.body)
		}
	}
	for _, former := range hostile().Former {
		u := url.URL{Path: former.Path}
		target := strings.ReplaceAll(u.EscapedPath(), "//", "/")
		if a := s.get(t, target); a.status != 301 || a.location != "/posts/%E4%B8%AD%E6%96%87%20%E6%A0%87%E9%A2%98/" {
			t.Errorf("%s: %d %q, want 301 to the article", target, a.status, a.location)
		}
	}
}

func TestNginxReadsQueriesAsParseAddressDoes(t *testing.T) {
	m := build(t, hostile())
	testQueries(t, startNginx(t, m, nginxConfig{server: "location / { return 404; }"}), m, nil)
}

func randomAddress(random *rand.Rand) string {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	pair := func() string {
		switch random.IntN(12) {
		case 0, 1:
			return pick("mid", "appmsgid", "mid", "amid", "Mid") + pick("=2650000001", "=7", "=2650000009", "=0", "=", "", "=12x", "==7", "=007", "=%", "=7,7", "=18446744073709551616")
		case 2, 3:
			return pick("idx", "itemidx", "idxs") + pick("=1", "=2", "=02", "=", "", "=0", "=9999", "=10000", "=64999", "=65499", "=65529", "=65535", "=65536", "=70000", "=100000", "=-1")
		case 4:
			return "__biz" + pick("", "=", "="+alienBiz, "="+testBiz+"==", "=%20", "="+testBiz+"x", "="+strings.ToLower(testBiz))
		case 5:
			return pick("tempkey", "preview", "tempkeys") + pick("", "=", "=1", "=0", "=11", "=a%26b")
		}
		return pick("scene=27", "chksm="+chksm, "sn="+sn, "sign=x", "", "amp;", "a=mid=7", "b", `c=\x2`, "%26mid=7", "utm=a;mid=7")
	}
	pairs := []string{
		"__biz=" + pick(testBiz, testBiz, plusBiz, "Mz%2B5OTk%2fOTk5OQ") + pick("", "=", "==", "%3D%3D", "%3d", "%253D%253d", "%3D="),
		pick("mid=2650000001", "mid=7", "mid=8", "appmsgid=7", "mid=2650000009"),
		pick("idx=1", "idx=2", "itemidx=2", "idx=3"),
	}
	for range random.IntN(4) {
		pairs = append(pairs, pair())
	}
	random.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	query := pairs[0]
	for _, p := range pairs[1:] {
		query += pick("&", "&", "&amp;", "&amp;amp;", `\x26`, `\x26amp;`, "&&") + p
	}
	return pick("/s", "/s/", "/mp/appmsg/show", "/mp/rumor", "/mp/show_refutation/") + "?" + query
}

func TestNginxAnswersEveryFormOfThousandsOfArticles(t *testing.T) {
	in := thousands(suiteSize())
	m := build(t, in)
	s := startNginx(t, m, nginxConfig{server: "location / { try_files $uri $uri/ =404; }"})
	testServer(t, s, in, m, ignoringCase(m))
}

// ignoringCase lets nginx answer an address that nobody knows as one that
// differs from it in case only, and is the only one that does.
func ignoringCase(m redirect.Map) mayAnswer {
	targets, twins := map[string]string{}, map[string]int{}
	for _, rule := range m.Rules {
		if p := rule.Source.URLPath(); p != "" {
			targets[nginxFold(p)] = rule.Target
			twins[nginxFold(p)]++
		}
	}
	return func(r request, a answer) bool {
		p, _, _ := strings.Cut(r.target, "?")
		p = nginxFold(strings.TrimRight(p, "/"))
		return a.status == 301 && twins[p] == 1 && targets[p] == a.location
	}
}

func TestNginxCallsAListedArticleGone(t *testing.T) {
	testGoneArticle(t, startNginx(t, build(t, goneArticle()), nginxConfig{server: "location / { try_files $uri $uri/ =404; }"}))
}
