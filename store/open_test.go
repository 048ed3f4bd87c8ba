package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"wxbackup/store"
)

func TestOpenWithoutArchive(t *testing.T) {
	empty := t.TempDir()
	for _, dir := range []string{empty, filepath.Join(empty, "none")} {
		for name, open := range openers() {
			if _, err := open(dir); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s(%q) = %v, want ErrNotFound", name, dir, err)
			}
		}
	}
	if entries := tree(t, empty); len(entries) != 0 {
		t.Errorf("opening left %v", entries)
	}
}

func openers() map[string]func(string) (*store.Archive, error) {
	return map[string]func(string) (*store.Archive, error){"Open": store.Open, "OpenReadOnly": store.OpenReadOnly}
}

func TestOpenDamagedIndex(t *testing.T) {
	whole := create(t)
	fill(t, whole, 0, 60)
	size := store.Size(t, whole)
	whole.Close()
	index, err := os.ReadFile(filepath.Join(whole.Dir(), "index.db"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty":      {},
		"tiny":       []byte("x"),
		"garbage":    []byte(strings.Repeat("no database ", 4096)),
		"cut short":  index[:len(index)/2],
		"metas only": index[:8192],
		"end lost":   index[:size-1],
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "index.db"), data, 0o644); err != nil {
				t.Fatal(err)
			}
			requireDamaged(t, dir)
			if got := tree(t, dir)["index.db"]; got != sumOf(data) {
				t.Error("opening changed the index")
			}
		})
	}
}

func requireDamaged(t *testing.T, dir string) {
	t.Helper()
	open := openers()
	open["Create"] = store.Create
	for name, open := range open {
		_, err := open(dir)
		if !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "reindex") {
			t.Errorf("%s = %v, want ErrDamaged and the way out", name, err)
		}
	}
}

func TestOpenForeignSchema(t *testing.T) {
	for name, change := range map[string]func(tx *bolt.Tx) error{
		"newer":          func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte("99")) },
		"none":           func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Delete([]byte("schema")) },
		"not ours":       func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte("meta")) },
		"missing bucket": func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte("names")) },
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			store.Break(t, a, change)
			a.Close()
			requireDamaged(t, a.Dir())
		})
	}
}

func TestCreateRefusesLostIndex(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 1)
	a.Close()
	if err := os.Remove(filepath.Join(a.Dir(), "index.db")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Create(a.Dir()); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("Create = %v, want ErrDamaged", err)
	}
}

func TestLock(t *testing.T) {
	a := create(t)
	for name, open := range openers() {
		if _, err := open(a.Dir()); !errors.Is(err, store.ErrLocked) {
			t.Errorf("%s while open = %v, want ErrLocked", name, err)
		}
	}
	if err := store.Rebuild(a.Dir(), nil); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Rebuild while open = %v, want ErrLocked", err)
	}
	a.Close()
	must(store.Open(a.Dir()))(t).Close()
}

func TestReadersShare(t *testing.T) {
	a := create(t)
	a.Close()
	for range 2 {
		r := must(store.OpenReadOnly(a.Dir()))(t)
		defer r.Close()
	}
}

func TestReadingChangesNothing(t *testing.T) {
	w := create(t)
	fill(t, w, 0, 5)
	s := newSample(3)
	publish(t, w, map[string]string{s.record.ID: "/a/"})
	w.Close()
	before := tree(t, w.Dir())

	a := must(store.OpenReadOnly(w.Dir()))(t)
	readAll(t, a, s)
	if problems := must(a.Verify(context.Background(), nil))(t); len(problems) != 0 {
		t.Errorf("problems %v", problems)
	}
	if a.Update(func(*store.Tx) error { return nil }) == nil {
		t.Error("Update succeeded")
	}
	if a.WritePage(s.record.Page, s.page) == nil || a.WriteAsset(sumOf(nil), ".x", nil) == nil {
		t.Error("writing content succeeded")
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, w.Dir())); diff != "" {
		t.Errorf("files changed (-before +after):\n%s", diff)
	}
}

// readAll calls every reading verb and wants an answer.
func readAll(t *testing.T, a *store.Archive, s sample) {
	t.Helper()
	id, asset := s.record.ID, s.record.Assets[0]
	must(a.Article(id))(t)
	must(a.Body(id))(t)
	must(a.ReadPage(s.record.Page))(t)
	must(a.OpenAsset(asset.SHA256, asset.Ext))(t).Close()
	must(a.PublishedPath(id))(t)
	if n := must(a.Count())(t); n != 5 {
		t.Errorf("Count = %d, want 5", n)
	}
	_, _, err1 := a.Resolve(id)
	_, _, err2 := a.AssetByCDN(asset.CDN())
	_, _, err3 := a.FileState(s.record.Sources[0].Path)
	_, _, err4 := a.Publication()
	for _, seq := range []func() error{
		func() error { return drain(a.Articles()) },
		func() error { return drain(a.Published()) },
		func() error { return drain(a.FormerPaths()) },
		func() error { return drain(store.PageEntries(a.Dir())) },
		func() error { return drain(store.AssetEntries(a.Dir())) },
		func() error { return drain(store.PublishedEntries(a.Dir())) },
	} {
		err1 = errors.Join(err1, seq())
	}
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
}

func drain[T any](seq func(yield func(T, error) bool)) error {
	for _, err := range seq {
		if err != nil {
			return err
		}
	}
	return nil
}
