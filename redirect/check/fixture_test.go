package check

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/redirect"
)

const (
	biz    = "MzA5OTk5OTk5OQ"
	short1 = "AbCdEfGhIjKlMnOpQrStUv"
	short2 = "0123456789-_0123456789"
)

// server has a site and the right answers to all old addresses; tests spoil
// them.
type server struct {
	*httptest.Server
	m redirect.Map
	// spoil may answer in place of the server.
	spoil func(w http.ResponseWriter, r *http.Request) (done bool)

	mu   sync.Mutex
	seen map[string]int // requests by path and query
}

// newServer builds rules for a site on a server of its own. The rows are those
// of the owner's list, "HOST" in them is the server's name.
func newServer(t *testing.T, rows ...[2]string) *server {
	t.Helper()
	s := &server{seen: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	in := redirect.Input{
		BaseURL: s.URL,
		Articles: []redirect.Article{
			{ID: "a", Keys: []article.Key{{Biz: biz, Mid: 1, Idx: 1}, {Biz: biz, Mid: 2650000001, Idx: 2}}, ShortIDs: []string{short1}, Path: "/posts/一 篇/"},
			{ID: "b", ShortIDs: []string{short2}, Path: "/posts/b/"},
			{ID: "c", Keys: []article.Key{{Biz: biz, Mid: 2, Idx: 1}}},
		},
		Former: []redirect.FormerPath{{ID: "a", Path: "/old/一/"}},
	}
	for _, row := range rows {
		old := strings.ReplaceAll(row[0], "HOST", "127.0.0.1")
		in.Legacy = append(in.Legacy, redirect.Row{Cells: []string{old, strings.ReplaceAll(row[1], "HOST", s.URL)}})
	}
	var report redirect.Report
	var err error
	if s.m, report, err = redirect.Build(in); err != nil || len(report.Strange) > 0 {
		t.Fatal(err, report.Strange)
	}
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.seen[r.RequestURI]++
	s.mu.Unlock()
	if s.spoil != nil && s.spoil(w, r) {
		return
	}
	rule, ok := s.rule(r)
	switch {
	case ok && rule.Target != "":
		w.Header().Set("Location", rule.Target)
		w.WriteHeader(http.StatusMovedPermanently)
	case ok:
		w.WriteHeader(http.StatusGone)
	case strings.HasPrefix(r.URL.Path, "/posts/") || r.URL.Path == "/":
		fmt.Fprint(w, "a page")
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// rule is what the map says to a request.
func (s *server) rule(r *http.Request) (redirect.Rule, bool) {
	rules := map[redirect.Source]redirect.Rule{}
	for _, rule := range s.m.Rules {
		rules[rule.Source] = rule
	}
	p, query, name := path.Join("/", r.URL.Path), redirect.CutShared(r.URL.RawQuery), "127.0.0.1"
	for _, source := range []redirect.Source{{Host: name, Path: p, Query: query}, {Path: p, Query: query}, {Host: name, Path: p}} {
		if rule, ok := rules[source]; ok && source.Kind() == redirect.Legacy {
			return rule, true
		}
	}
	address, ok := article.ParseAddress(r.RequestURI)
	if !ok {
		rule, ok := rules[redirect.Source{Path: p}]
		return rule, ok
	}
	source := redirect.Source{ShortID: address.ShortID}
	if address.ShortID == "" {
		source = redirect.Source{Key: address.Key}
	}
	if rule, ok := rules[source]; ok || address.Key.Biz != biz || address.Key.Mid == 2 {
		return rule, ok
	}
	return redirect.Rule{Source: source}, true
}

// check runs a check with a clock that needs no time.
func (s *server) check(t *testing.T, opts Options) (Summary, []Failure, error) {
	t.Helper()
	clock := &clock{at: time.Unix(1_700_000_000, 0)}
	if opts.Hosts == nil {
		opts.Hosts = []string{s.URL}
	}
	if opts.Now == nil {
		opts.Now, opts.Sleep = clock.now, clock.sleep
	}
	var failures []Failure
	opts.Outcome = func(f Failure) { failures = append(failures, f) }
	summary, err := Run(t.Context(), s.m, opts)
	return summary, failures, err
}

// clock is a time that passes only when somebody sleeps.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	return ctx.Err()
}

// pathOf is path and query of an address, as a server gets them.
func pathOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.RequestURI()
}
