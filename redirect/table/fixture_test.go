package table_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
	"wxbackup/redirect/table"
)

const biz = "MzA5OTk5OTk5OQ"

// allKinds are n rules of each kind of source, with something held and
// something gone.
func allKinds(n int) redirect.Map {
	m := redirect.Map{Accounts: []string{biz, "Mz+5OTk/OTk5OQ"}}
	add := func(s redirect.Source, i int) {
		m.Rules = append(m.Rules, redirect.Rule{Source: s, Target: fmt.Sprintf("https://example.com/posts/%d/", i), ID: fmt.Sprintf("article-%d", i/2)})
	}
	for i := range n {
		add(redirect.Source{Key: article.Key{Biz: biz, Mid: uint64(i + 1), Idx: 1}}, i)
		add(redirect.Source{ShortID: fmt.Sprintf("AbCdEfGh%014d", i)}, i)
		add(redirect.Source{Path: fmt.Sprintf("/旧/%d", i)}, i)
		add(redirect.Source{Path: fmt.Sprintf("/旧/%d", i), Query: "a=b"}, i)
		add(redirect.Source{Path: fmt.Sprintf("/旧/%d", i), Host: "a.example"}, i)
		add(redirect.Source{Path: fmt.Sprintf("/旧/%d", i), Host: "a.example", Query: "a=b"}, i)
		m.Rules = append(m.Rules, redirect.Rule{Source: redirect.Source{Path: fmt.Sprintf("/gone/%d", i)}})
		m.Held = append(m.Held, redirect.Source{Key: article.Key{Biz: biz, Mid: uint64(i + 1), Idx: 2}})
	}
	return m
}

func encode(t testing.TB, m redirect.Map) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := table.Write(&b, m, table.Stamp{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t testing.TB, data []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "wxbackup.table")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t testing.TB, m redirect.Map) *table.Table {
	t.Helper()
	opened, err := table.Open(write(t, encode(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	return opened
}

// strangers are sources that are in no map of the tests, though their letters
// are: the parts of an address must not run into each other.
func strangers() []redirect.Source {
	return []redirect.Source{
		{Path: "/"},
		{Path: "/旧/0a.example"},
		{Path: "/旧/0", Host: "a.examplea=b"},
		{Path: "/旧/0", Query: "a.examplea=b"},
		{Path: "/旧/0", Host: "a.example", Query: "a=c"},
		{Path: "/旧/0\x00a.example"},
		{Path: "/AbCdEfGh00000000000000"},
		{ShortID: "abcdEfGh00000000000000"},
		{Key: article.Key{Biz: strings.ToLower(biz), Mid: 1, Idx: 1}},
		{Key: article.Key{Biz: biz, Mid: 1, Idx: 11}},
		{Key: article.Key{Biz: biz, Mid: 11, Idx: 9}},
		{Path: strings.Repeat("/long", 20_000)},
	}
}
