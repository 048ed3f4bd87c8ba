package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/store"
)

func writeAt(t *testing.T, dir, name, data string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// rebuild makes the index of the archive in dir again, with these records.
func rebuild(t *testing.T, dir string, records []*store.Record) {
	t.Helper()
	writeAt(t, dir, "index.db", "damaged")
	err := store.Rebuild(dir, func(a *store.Archive) error {
		put(t, a, records...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRebuildGivesTheSameIndex(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 30)
	publish(t, a, map[string]string{newSample(2).record.ID: "/2/"})
	want := store.Dump(t, a)
	a.Close()
	files := tree(t, a.Dir())
	for name, spoil := range map[string]func(path string) error{
		"whole":   func(string) error { return nil },
		"damaged": func(path string) error { return os.WriteFile(path, []byte("x"), 0o644) },
		"missing": os.Remove,
		"left by a killed reindex": func(path string) error {
			return os.WriteFile(filepath.Join(filepath.Dir(path), "index.db.new"), []byte("half"), 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := spoil(filepath.Join(a.Dir(), "index.db")); err != nil {
				t.Fatal(err)
			}
			if err := store.Rebuild(a.Dir(), refill); err != nil {
				t.Fatal(err)
			}
			b := must(store.Open(a.Dir()))(t)
			defer b.Close()
			if diff := cmp.Diff(want, store.Dump(t, b)); diff != "" {
				t.Errorf("index (-before +after):\n%s", diff)
			}
			after := tree(t, a.Dir())
			delete(files, "index.db")
			delete(after, "index.db")
			if diff := cmp.Diff(files, after); diff != "" {
				t.Errorf("other files changed (-before +after):\n%s", diff)
			}
		})
	}
}

// refill imports the first 30 samples again.
func refill(a *store.Archive) error {
	return a.Update(func(tx *store.Tx) error {
		for n := range 30 {
			if err := newSample(n).put(tx, noon.AddDate(1, 0, 0)); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestRebuildAddsNothingToJournals(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 1)
	publish(t, a, map[string]string{newSample(0).record.ID: "/0/"})
	a.Close()
	before := tree(t, a.Dir())
	err := store.Rebuild(a.Dir(), func(a *store.Archive) error {
		if err := refill(a); err != nil {
			return err
		}
		publish(t, a, map[string]string{newSample(1).record.ID: "/1/"})
		pageLine(t, a, entry("new"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	after := tree(t, a.Dir())
	for _, name := range []string{"pages.jsonl", "assets.jsonl", "published.jsonl"} {
		if before[name] != after[name] {
			t.Errorf("%s changed", name)
		}
	}
}

func TestFailedRebuildKeepsTheIndex(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 3)
	a.Close()
	before := tree(t, a.Dir())
	fail := errors.New("fail")
	err := store.Rebuild(a.Dir(), func(a *store.Archive) error {
		put(t, a, record("other", noon))
		return fail
	})
	if !errors.Is(err, fail) {
		t.Errorf("Rebuild = %v", err)
	}
	if diff := cmp.Diff(before, tree(t, a.Dir())); diff != "" {
		t.Errorf("files changed (-before +after):\n%s", diff)
	}
}

func TestRebuildLocksTheArchive(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 1)
	a.Close()
	err := store.Rebuild(a.Dir(), func(*store.Archive) error {
		for name, open := range openers() {
			if _, err := open(a.Dir()); !errors.Is(err, store.ErrLocked) {
				t.Errorf("%s during Rebuild = %v, want ErrLocked", name, err)
			}
		}
		if err := store.Rebuild(a.Dir(), nil); !errors.Is(err, store.ErrLocked) {
			t.Errorf("second Rebuild = %v, want ErrLocked", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Who waits for the lock while the index is replaced must not get the old one,
// which has no name any more.
func TestReplacedIndexIsNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no open file can be replaced")
	}
	old, next := create(t), create(t)
	put(t, next, record("next", noon))
	next.Close()
	opened := make(chan error)
	go func() {
		a, err := store.OpenReadOnly(old.Dir())
		if err == nil {
			_, err = a.Article("next")
			err = errors.Join(err, a.Close())
		}
		opened <- err
	}()
	time.Sleep(200 * time.Millisecond)
	if err := os.Rename(filepath.Join(next.Dir(), "index.db"), filepath.Join(old.Dir(), "index.db")); err != nil {
		t.Fatal(err)
	}
	old.Close()
	if err := <-opened; err != nil && !errors.Is(err, store.ErrLocked) {
		t.Errorf("OpenReadOnly = %v, want ErrLocked or the new index", err)
	}
}

func TestRebuildWithoutArchive(t *testing.T) {
	dir := t.TempDir()
	for _, dir := range []string{dir, filepath.Join(dir, "none")} {
		if err := store.Rebuild(dir, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("Rebuild(%q) = %v, want ErrNotFound", dir, err)
		}
	}
	if files := tree(t, dir); len(files) != 0 {
		t.Errorf("files %v", files)
	}
}

func TestIndexMadeAnewKnowsTheJournals(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 300)
	a.Close()
	if err := store.Rebuild(a.Dir(), func(*store.Archive) error { return nil }); err != nil {
		t.Fatal(err)
	}
	before := tree(t, a.Dir())["pages.jsonl"]
	b := must(store.Open(a.Dir()))(t)
	defer b.Close()
	fill(t, b, 0, 300)
	if tree(t, b.Dir())["pages.jsonl"] != before {
		t.Error("lines were written again")
	}
	fill(t, b, 300, 301)
	if got := lines(t, b, "pages.jsonl"); len(got) != 301 || !strings.Contains(got[300], "export/300.html") {
		t.Errorf("%d lines, want 301", len(got))
	}
}
