package serve

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/internal/atomicfile"
	"wxbackup/redirect"
	"wxbackup/redirect/table"
)

const biz = "MzA5OTk5OTk5OQ"

// rules are those of articles from..to-1, which have a short id each, at a
// site of a generation of its own.
func rules(from, to int, site string) redirect.Map {
	m := redirect.Map{Accounts: []string{biz}, Held: []redirect.Source{{Key: article.Key{Biz: biz, Mid: 77, Idx: 1}}}}
	for i := from; i < to; i++ {
		m.Rules = append(m.Rules, redirect.Rule{Source: redirect.Source{ShortID: shortID(i)}, Target: fmt.Sprintf("%s/posts/%d/", site, i), ID: id(i)})
	}
	return m
}

func id(i int) string { return fmt.Sprintf("id-%04d", i) }

func shortID(i int) string { return fmt.Sprintf("AbCdEfGh-_%012d", i) }

func writeTable(t testing.TB, path string, m redirect.Map) {
	t.Helper()
	var b bytes.Buffer
	if err := table.Write(&b, m, table.Stamp{}); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(path, b.Bytes()); err != nil {
		t.Fatal(err)
	}
}

// newServer serves a table in a folder of its own, with counts beside it.
func newServer(t testing.TB, m redirect.Map) *Server {
	t.Helper()
	dir := t.TempDir()
	opts := Options{
		Table: filepath.Join(dir, "wxbackup.table"), Counts: filepath.Join(dir, "counts.jsonl"),
		Poll: 5 * time.Millisecond, Save: 5 * time.Millisecond,
		Warn: func(err error) { t.Errorf("warned: %v", err) },
	}
	writeTable(t, opts.Table, m)
	s, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// test gives the answer of the handler to a request.
func (s *Server) test(method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(method, "http://old.example.com"+target, nil))
	return w
}

func counts(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
