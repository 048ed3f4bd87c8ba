package serve

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

func TestAnswers(t *testing.T) {
	m := rules(0, 3, "https://example.com")
	m.Rules = append(m.Rules,
		redirect.Rule{Source: redirect.Source{Path: "/gone"}},
		redirect.Rule{Source: redirect.Source{Path: "/p"}, Target: "/plain/"},
		redirect.Rule{Source: redirect.Source{Path: "/p", Query: "a=b"}, Target: "/query/"},
		redirect.Rule{Source: redirect.Source{Path: "/p", Host: "old.example.com"}, Target: "/host/"},
		redirect.Rule{Source: redirect.Source{Path: "/healthz"}, Target: "/never/"},
		redirect.Rule{Source: redirect.Source{Key: article.Key{Biz: biz, Mid: 1, Idx: 1}}, Target: "/long/"})
	s := newServer(t, m)
	defer s.Close()
	for _, c := range []struct {
		target         string
		status         int
		location, body string
	}{
		{"/s/" + shortID(1), 301, "https://example.com/posts/1/", ""},
		{"/s/" + shortID(1) + "/?from=timeline", 301, "https://example.com/posts/1/", ""},
		{"/s/" + shortID(3), 404, "", "没有找到"},
		{"/s?__biz=" + biz + "==&amp;mid=1", 301, "/long/", ""},
		{"/s?__biz=" + biz + "==&mid=2", 410, "", "This article is gone"},
		{"/s?__biz=" + biz + "==&mid=77", 404, "", "no such page"},
		{"/s?__biz=MzI5OTk5OTk5OQ==&mid=2", 404, "", "no such page"},
		{"/gone/", 410, "", "文章已不存在"},
		{"/p?a=b&utm_source=c", 301, "/query/", ""},
		{"/p?a=c", 301, "/host/", ""},
		{"/", 404, "", ""},
		{"/healthz", 200, "", `{"status":"ok","rules":9}`},
		{"//evil.example/", 404, "", ""},
		{"/https://evil.example/", 404, "", ""},
		{"/s?url=https://evil.example/&__biz=" + biz, 404, "", ""},
		{"/s/" + shortID(1) + "%0d%0aSet-Cookie:%20a=b", 404, "", ""},
	} {
		resp := s.test(http.MethodGet, c.target)
		body := resp.Body.String()
		if resp.Code != c.status || resp.Header().Get("Location") != c.location || !strings.Contains(body, c.body) {
			t.Errorf("%s: %d %q %q, want %+v", c.target, resp.Code, resp.Header().Get("Location"), body, c)
		}
		if strings.Contains(body, "evil") || len(body) > 400 || resp.Header().Get("Server") != "" {
			t.Errorf("%s: %v %q", c.target, resp.Header(), body)
		}
	}
}

func TestOnlyReadingIsAnswered(t *testing.T) {
	s := newServer(t, rules(0, 1, ""))
	defer s.Close()
	for method, want := range map[string]int{"GET": 301, "HEAD": 301, "POST": 405, "PUT": 405, "DELETE": 405, "OPTIONS": 405, "TRACE": 405, "BREW": 405} {
		resp := s.test(method, "/s/"+shortID(0))
		if resp.Code != want || (want == 405) != (resp.Header().Get("Allow") == "GET, HEAD") {
			t.Errorf("%s: %d, Allow %q", method, resp.Code, resp.Header().Get("Allow"))
		}
	}
}

// A table that breaks while it is served gives no wrong answers, and one
// warning.
func TestABrokenTableIsTold(t *testing.T) {
	s := newServer(t, rules(0, 3, ""))
	defer s.now.table.Close()
	warnings := 0
	s.opts.Warn = func(error) { warnings++ }
	if err := os.Truncate(s.opts.Table, 200); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if resp := s.test(http.MethodGet, "/s/"+shortID(0)); resp.Code != 503 || resp.Header().Get("Retry-After") == "" {
			t.Errorf("%d %v", resp.Code, resp.Header())
		}
	}
	if warnings != 1 {
		t.Errorf("%d warnings", warnings)
	}
}
