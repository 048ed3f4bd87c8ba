package store_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/store"
)

var site = store.Publication{Site: "hugo", BaseURL: "https://example.com/"}

// publish makes the paths, by ID, the published ones.
func publish(t *testing.T, a *store.Archive, paths map[string]string) {
	t.Helper()
	update(t, a, func(tx *store.Tx) error { return tx.Publish(site, pagesOf(paths), noon) })
}

func pagesOf(paths map[string]string) []store.PublishedPage {
	var pages []store.PublishedPage
	for id, path := range paths {
		pages = append(pages, store.PublishedPage{ID: id, Path: path})
	}
	return pages
}

// requirePaths wants these current paths by ID and former ones by path.
func requirePaths(t *testing.T, a *store.Archive, current, former map[string]string) {
	t.Helper()
	got := map[string]string{}
	for page, err := range a.Published() {
		got[must(page, err)(t).ID] = page.Path
	}
	if diff := cmp.Diff(current, got); diff != "" {
		t.Errorf("current paths (-want +got):\n%s", diff)
	}
	got = map[string]string{}
	for page, err := range a.FormerPaths() {
		got[must(page, err)(t).Path] = page.ID
	}
	if len(got) != len(former) || !maps.Equal(got, former) {
		t.Errorf("former paths %v, want %v", got, former)
	}
}

func TestPublish(t *testing.T) {
	type paths = map[string]string
	steps := []struct {
		name            string
		publish, former paths
		lines           int
	}{
		{"first", paths{"a": "/a/", "b": "/b/", "c": "/c/"}, nil, 3},
		{"the same", paths{"a": "/a/", "b": "/b/", "c": "/c/"}, nil, 3},
		{"one moves", paths{"a": "/a2/", "b": "/b/", "c": "/c/"}, paths{"/a/": "a"}, 4},
		{"another takes its path", paths{"a": "/a2/", "b": "/a/", "c": "/c/"}, paths{"/b/": "b"}, 5},
		{"swap", paths{"a": "/a/", "b": "/a2/", "c": "/c/"}, paths{"/b/": "b"}, 7},
		{"one is missing", paths{"a": "/a/", "b": "/a2/"}, paths{"/b/": "b", "/c/": "c"}, 8},
		{"still missing", paths{"a": "/a/", "b": "/a2/"}, paths{"/b/": "b", "/c/": "c"}, 8},
		{"it comes back", paths{"a": "/a/", "b": "/a2/", "c": "/c/"}, paths{"/b/": "b"}, 9},
		{"ring", paths{"a": "/a2/", "b": "/c/", "c": "/a/"}, paths{"/b/": "b"}, 12},
		{"all leave", nil, paths{"/a/": "c", "/a2/": "a", "/c/": "b", "/b/": "b"}, 15},
	}
	a := create(t)
	put(t, a, record("a", noon), record("b", noon), record("c", noon))
	if _, published, err := a.Publication(); published || err != nil {
		t.Errorf("published before the first publish: %v, %v", published, err)
	}
	for _, step := range steps {
		publish(t, a, step.publish)
		t.Log(step.name)
		if step.publish == nil {
			step.publish = paths{}
		}
		requirePaths(t, a, step.publish, step.former)
		if n := len(lines(t, a, "published.jsonl")); n != step.lines {
			t.Errorf("%d journal lines, want %d", n, step.lines)
		}
		requireRebuilt(t, a)
	}
}

// requireRebuilt rebuilds the index from the journals and wants the same
// published paths.
func requireRebuilt(t *testing.T, a *store.Archive) {
	t.Helper()
	before := publishedDump(t, a)
	var records []*store.Record
	for rec, err := range a.Articles() {
		records = append(records, must(rec, err)(t))
	}
	dir := t.TempDir()
	for _, name := range []string{"pages.jsonl", "published.jsonl"} {
		copied := ""
		for _, line := range lines(t, a, name) {
			copied += line
		}
		writeAt(t, dir, name, copied)
	}
	rebuild(t, dir, records)
	b := must(store.Open(dir))(t)
	defer b.Close()
	if diff := cmp.Diff(before, publishedDump(t, b)); diff != "" {
		t.Errorf("rebuilt paths (-before +after):\n%s", diff)
	}
}

func publishedDump(t *testing.T, a *store.Archive) map[string]any {
	t.Helper()
	p, published, err := a.Publication()
	dump := map[string]any{"publication": p, "published": published}
	for page, err := range a.Published() {
		dump["current "+page.ID] = must(page, err)(t).Path
	}
	for page, err := range a.FormerPaths() {
		dump["former "+page.Path] = must(page, err)(t).ID
	}
	if err != nil {
		t.Fatal(err)
	}
	return dump
}

func TestPublishElsewhereIsRecorded(t *testing.T) {
	a := create(t)
	put(t, a, record("a", noon))
	publish(t, a, map[string]string{"a": "/a/"})
	elsewhere := store.Publication{Site: "hugo", BaseURL: "https://example.org/"}
	for range 2 {
		update(t, a, func(tx *store.Tx) error {
			return tx.Publish(elsewhere, []store.PublishedPage{{ID: "a", Path: "/a/"}}, noon)
		})
	}
	if p, published, err := a.Publication(); p != elsewhere || !published || err != nil {
		t.Errorf("publication %v, %v, %v", p, published, err)
	}
	if got := lines(t, a, "published.jsonl"); len(got) != 2 {
		t.Errorf("journal %q, want two lines", got)
	}
	requireRebuilt(t, a)
}

func TestPublishedLine(t *testing.T) {
	a := create(t)
	put(t, a, record("a", noon))
	publish(t, a, map[string]string{"a": "/帖子/a&b/"})
	want := []string{`{"site":"hugo","base_url":"https://example.com/","id":"a","path":"/帖子/a&b/","time":"2024-03-05T12:00:00+08:00"}` + "\n"}
	if diff := cmp.Diff(want, lines(t, a, "published.jsonl")); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
}

func TestPublishAfterMergingRebuilds(t *testing.T) {
	a := create(t)
	put(t, a, record("a", noon), record("b", noon), record("c", noon))
	publish(t, a, map[string]string{"a": "/a/", "c": "/c/", "b": "/b/"})
	rec := record("b", noon)
	rec.Aliases = []string{"a", "c"}
	update(t, a, func(tx *store.Tx) error {
		return errors.Join(tx.Remove("a"), tx.Remove("c"), tx.Put(rec, nil))
	})
	requirePaths(t, a, map[string]string{"b": "/b/"}, map[string]string{"/a/": "b", "/c/": "b"})
	requireRebuilt(t, a)
	publish(t, a, map[string]string{"a": "/new/"})
	requirePaths(t, a, map[string]string{"b": "/new/"}, map[string]string{"/a/": "b", "/b/": "b", "/c/": "b"})
	requireRebuilt(t, a)
}

func TestPublishRefuses(t *testing.T) {
	for name, pages := range map[string][]store.PublishedPage{
		"unknown article":   {{ID: "none", Path: "/x/"}},
		"one path twice":    {{ID: "a", Path: "/x/"}, {ID: "b", Path: "/x/"}},
		"one article twice": {{ID: "a", Path: "/x/"}, {ID: "alias", Path: "/y/"}},
		"no slash before":   {{ID: "a", Path: "x/"}},
		"no slash after":    {{ID: "a", Path: "/x"}},
		"no path":           {{ID: "a"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			rec := record("a", noon)
			rec.Aliases = []string{"alias"}
			put(t, a, rec, record("b", noon))
			before := tree(t, a.Dir())
			if a.Update(func(tx *store.Tx) error { return tx.Publish(site, pages, noon) }) == nil {
				t.Error("Publish succeeded")
			}
			if diff := cmp.Diff(before, tree(t, a.Dir())); diff != "" {
				t.Errorf("files changed (-before +after):\n%s", diff)
			}
		})
	}
}
