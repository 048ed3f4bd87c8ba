package publish

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/store"
)

func TestPermalinkExpandsEveryToken(t *testing.T) {
	rec := &store.Record{Slug: "an-example", Article: article.Article{
		ID: "MzA5OTk5OTk5OQ:2650000001:2", Title: "Go 语言：入门", Account: "测试 Lab",
		Published: time.Date(2024, 3, 4, 23, 30, 0, 0, time.UTC),
	}}
	undated := &store.Record{Slug: "x", Article: article.Article{ID: "id", Title: "甲"}}
	for _, c := range []struct {
		rec           *store.Record
		pattern, want string
	}{
		{rec, "/posts/:slug/", "/posts/:slug/"},
		{rec, ":slug", "/:slug/"},
		{rec, "/:year/:month/:day/:slug/", "/2024/03/05/:slug/"},
		{rec, "/:title/", "/go-语言-入门/"},
		{rec, "/:filename-safe/", "/Go-语言-入门/"},
		{rec, "/s/:id", "/s/MzA5OTk5OTk5OQ-2650000001-2/"},
		{rec, "/:account/:year-:slug/", "/测试-lab/2024-:slug/"},
		{rec, "/文章/:slug-:id/", "/文章/:slug-MzA5OTk5OTk5OQ-2650000001-2/"},
		{undated, "/:year/:month/:day/:title/", "/0000/00/00/甲/"},
		{undated, "/:account/:id/", "/account/id/"},
	} {
		p, err := parsePermalink(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.expand(c.rec); got != c.want {
			t.Errorf("%q expands to %q, want %q", c.pattern, got, c.want)
		}
	}
}

func TestPermalinkRefusesPatternsThatCannotWork(t *testing.T) {
	for _, pattern := range []string{
		"", "/", "/posts/", "/:year/:month/", "/:slugs/", "/:Slug/", "/:/:slug/",
		"/a//:slug/", "/../:slug/", "/:slug.html", "/:slug?x=1", "/a b/:slug/", "/%41/:slug/", `\:slug`, "/:slug#x",
	} {
		if _, err := parsePermalink(pattern); !errors.Is(err, ErrPermalink) {
			t.Errorf("pattern %q: error %v, want ErrPermalink", pattern, err)
		}
	}
}

func TestSlugIsFoundAgainInItsPath(t *testing.T) {
	for _, c := range []struct{ pattern, path, want string }{
		{"/posts/:slug/", "/posts/an-example-2/", "an-example-2"},
		{"/:year/:slug/", "/2024/an-example/", "an-example"},
		{"/:id/", "/an-example/", ""},
		{"/posts/:slug/", "/blog/an-example/", ""},
		{"/posts/:slug/", "", ""},
	} {
		p, err := parsePermalink(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.slugIn(c.path); got != c.want {
			t.Errorf("slug of %q by %q = %q, want %q", c.path, c.pattern, got, c.want)
		}
	}
}

func TestBaseURLs(t *testing.T) {
	for _, c := range []struct{ raw, settled, path string }{
		{"", "", ""},
		{"https://example.org", "https://example.org/", ""},
		{"https://example.org/", "https://example.org/", ""},
		{"https://example.org/blog", "https://example.org/blog/", "/blog"},
		{"http://example.org/博客/", "http://example.org/%E5%8D%9A%E5%AE%A2/", "/%E5%8D%9A%E5%AE%A2"},
	} {
		got, err := settleBaseURL(c.raw)
		if err != nil || got != c.settled || basePath(got) != c.path {
			t.Errorf("base URL %q settles as %q with path %q, %v; want %q, %q", c.raw, got, basePath(got), err, c.settled, c.path)
		}
	}
	for _, raw := range []string{"example.org", "/blog/", "ftp://example.org", "https://", "https://example.org/?a=1", "https://example.org/#x", "https://me:secret@example.org/", "http://[::1"} {
		if _, err := settleBaseURL(raw); !errors.Is(err, ErrBaseURL) {
			t.Errorf("base URL %q: error %v, want ErrBaseURL", raw, err)
		}
	}
}

func TestUnknownSlugStyleIsRefused(t *testing.T) {
	_, err := Options{Site: plain(), Slug: "wubi"}.settled()
	if !errors.Is(err, ErrSlugStyle) || !strings.Contains(err.Error(), `"wubi"`) {
		t.Errorf("error %v, want ErrSlugStyle that names the style", err)
	}
}
