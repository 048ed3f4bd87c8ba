package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/store"
)

func TestPutKeepsListsSortedAndUnique(t *testing.T) {
	a := create(t)
	rec := record("id", noon)
	rec.ShortIDs = []string{"s2", "s1", "s2", ""}
	rec.Aliases = []string{"b", "a", "b"}
	source := func(path, sum string) store.Source { return store.Source{Path: path, SHA256: sum} }
	rec.Sources = []store.Source{source("b", "1"), source("a", "2"), source("a", "1"), source("b", "1"), source("\xff", "1")}
	given := slices.Clone(rec.Sources)
	put(t, a, rec)
	got := must(a.Article("id"))(t)
	want := []store.Source{source("a", "1"), source("a", "2"), source("b", "1"), source("\uFFFD", "1")}
	if diff := cmp.Diff(want, got.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"s1", "s2"}, {"a", "b"}}, [][]string{got.ShortIDs, got.Aliases}); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if !cmp.Equal(rec.Sources, given) {
		t.Error("the caller's record changed")
	}
}

func TestArticleIsFoundByEveryName(t *testing.T) {
	a := create(t)
	key := article.Key{Biz: "MzA4", Mid: 7, Idx: 2}
	rec := record("sha256-1", noon)
	rec.Key, rec.ShortIDs, rec.Aliases = key, []string{"short"}, []string{strings.Repeat("长", 20_000)}
	put(t, a, rec)
	for _, name := range rec.Names() {
		if got := must(a.Article(name))(t); got.ID != "sha256-1" {
			t.Errorf("Article(%.20q) is %q", name, got.ID)
		}
		if id, ok, err := a.Resolve(name); id != "sha256-1" || !ok || err != nil {
			t.Errorf("Resolve(%.20q) = %q, %v, %v", name, id, ok, err)
		}
	}
	if _, err := a.Article("none"); !errors.Is(err, store.ErrNoArticle) {
		t.Errorf("unknown name = %v, want ErrNoArticle", err)
	}
	if _, err := a.Body("none"); !errors.Is(err, store.ErrNoArticle) {
		t.Errorf("body of unknown article = %v, want ErrNoArticle", err)
	}
}

func TestPutReplacesNames(t *testing.T) {
	a := create(t)
	rec := record("id", noon)
	rec.Aliases = []string{"old"}
	put(t, a, rec)
	rec.Aliases = []string{"new"}
	put(t, a, rec)
	if _, ok, _ := a.Resolve("old"); ok {
		t.Error("a name that was dropped still leads to the article")
	}
	if _, ok, _ := a.Resolve("new"); !ok {
		t.Error("the new name leads nowhere")
	}
}

func TestPutRefusesAndRollsBack(t *testing.T) {
	for name, spoil := range map[string]func(rec *store.Record){
		"no ID":             func(rec *store.Record) { rec.ID = "" },
		"ID too long":       func(rec *store.Record) { rec.ID = strings.Repeat("x", 600) },
		"name of another":   func(rec *store.Record) { rec.Aliases = []string{"first"} },
		"slug of another":   func(rec *store.Record) { rec.Slug = "SLUG-First" },
		"time JSON refuses": func(rec *store.Record) { rec.Published = time.Date(20_000, 1, 1, 0, 0, 0, 0, time.UTC) },
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			put(t, a, record("first", noon))
			before := store.Dump(t, a)
			rec := record("second", noon)
			spoil(rec)
			if err := a.Update(func(tx *store.Tx) error { return tx.Put(rec, nil) }); err == nil {
				t.Fatal("Put succeeded")
			}
			if diff := cmp.Diff(before, store.Dump(t, a)); diff != "" {
				t.Errorf("index changed (-before +after):\n%s", diff)
			}
		})
	}
}

func TestNilBodyIsKept(t *testing.T) {
	a := create(t)
	put(t, a, record("id", noon))
	update(t, a, func(tx *store.Tx) error { return tx.Put(record("id", noon), nil) })
	if got := must(a.Body("id"))(t); string(got) != "<p>id</p>" {
		t.Errorf("body is %q", got)
	}
	update(t, a, func(tx *store.Tx) error {
		if err := tx.Put(record("id", noon), []byte{}); err != nil {
			return err
		}
		if got, err := tx.Body("id"); len(got) != 0 || err != nil {
			t.Errorf("empty body is %q, %v", got, err)
		}
		return nil
	})
}

func TestArticlesAreNewestFirst(t *testing.T) {
	a := create(t)
	times := map[string]time.Time{
		"undated-a": {}, "undated-b": {},
		"1969":    time.Date(1969, 7, 20, 0, 0, 0, 0, time.UTC),
		"2024-b":  noon,
		"2024-a":  noon.UTC(),
		"2024-ns": noon.Add(time.Nanosecond),
		"2031":    noon.AddDate(7, 0, 0),
	}
	for id, published := range times {
		put(t, a, record(id, published))
	}
	want := []string{"2031", "2024-ns", "2024-a", "2024-b", "1969", "undated-a", "undated-b"}
	if diff := cmp.Diff(want, ids(t, a)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	put(t, a, record("2031", time.Time{}))
	want = append(want[1:5:5], "2031", "undated-a", "undated-b")
	if diff := cmp.Diff(want, ids(t, a)); diff != "" {
		t.Errorf("order after a new date (-want +got):\n%s", diff)
	}
}

func ids(t *testing.T, a *store.Archive) []string {
	t.Helper()
	var ids []string
	for rec, err := range a.Articles() {
		ids = append(ids, must(rec, err)(t).ID)
	}
	return ids
}

// Random dates against a plain sort, over more articles than one part holds.
func TestArticlesInParts(t *testing.T) {
	a := create(t)
	random := rand.New(rand.NewPCG(1, 2))
	var records []*store.Record
	for n := range 700 {
		records = append(records, record(fmt.Sprint(n), time.Unix(random.Int64N(50)-25, 0)))
	}
	put(t, a, records...)
	slices.SortFunc(records, func(x, y *store.Record) int {
		if c := y.Published.Compare(x.Published); c != 0 {
			return c
		}
		return strings.Compare(x.ID, y.ID)
	})
	var want []string
	for _, rec := range records {
		want = append(want, rec.ID)
	}
	if diff := cmp.Diff(want, ids(t, a)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if n := must(a.Count())(t); n != 700 {
		t.Errorf("Count = %d", n)
	}
}

func TestWritingWhileReadingArticles(t *testing.T) {
	a := create(t)
	put(t, a, record("1", noon), record("2", noon))
	for rec, err := range a.Articles() {
		rec = must(rec, err)(t)
		rec.Title = "neu"
		put(t, a, rec)
	}
	if got := must(a.Article("2"))(t); got.Title != "neu" {
		t.Errorf("title is %q", got.Title)
	}
}

func TestLargestAssetWins(t *testing.T) {
	const cdn = "abcdefghijklmnopqrst"
	asset := func(sum string, size int64) article.Asset {
		return article.Asset{URL: "https://mmbiz.qpic.cn/mmbiz_jpg/" + cdn + "/0", SHA256: sum, Ext: ".jpg", Size: size, Width: 640}
	}
	all := []article.Asset{asset("c", 5), asset("b", 9), asset("a", 9), asset("", 0), {SHA256: "z", Size: 99}}
	want := article.Asset{SHA256: "a", Ext: ".jpg", Size: 9}
	for range 10 {
		a := create(t)
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		rec := record("id", noon)
		for _, one := range all {
			rec.Assets = []article.Asset{one}
			put(t, a, rec)
		}
		got, found, err := a.AssetByCDN(cdn)
		if diff := cmp.Diff(want, got); diff != "" || !found || err != nil {
			t.Fatalf("order %v: found %v, %v (-want +got):\n%s", all, found, err, diff)
		}
		if _, found, _ := a.AssetByCDN("another"); found {
			t.Fatal("an unknown CDN id was found")
		}
	}
}

func TestMergingTwoArticles(t *testing.T) {
	a := create(t)
	loser, survivor := record("sha256-1", noon), record("MzA4:1:1", noon)
	put(t, a, loser, survivor)
	publish(t, a, map[string]string{"sha256-1": "/l/", "MzA4:1:1": "/s/"})
	survivor.Aliases = []string{"sha256-1"}
	update(t, a, func(tx *store.Tx) error {
		if tx.Put(survivor, nil) == nil {
			t.Error("a name of a living article was taken")
		}
		if err := tx.Remove("sha256-1"); err != nil {
			return err
		}
		return tx.Put(survivor, nil)
	})
	if got := must(a.Article("sha256-1"))(t); got.ID != survivor.ID {
		t.Errorf("the old name leads to %q", got.ID)
	}
	if n := must(a.Count())(t); n != 1 {
		t.Errorf("Count = %d", n)
	}
	requirePaths(t, a, map[string]string{"MzA4:1:1": "/s/"}, map[string]string{"/l/": "MzA4:1:1"})
	err := a.Update(func(tx *store.Tx) error { return tx.Remove("sha256-1") })
	if !errors.Is(err, store.ErrNoArticle) {
		t.Errorf("removing again = %v, want ErrNoArticle", err)
	}
}

func TestNewIDKeepsSlugAndPath(t *testing.T) {
	a := create(t)
	rec := record("sha256-1", noon)
	put(t, a, rec)
	publish(t, a, map[string]string{"sha256-1": "/p/"})
	update(t, a, func(tx *store.Tx) error {
		if err := tx.Remove("sha256-1"); err != nil {
			return err
		}
		rec.ID, rec.Aliases = "MzA4:1:1", []string{"sha256-1"}
		return tx.Put(rec, nil)
	})
	for _, name := range []string{"sha256-1", "MzA4:1:1"} {
		if path := must(a.PublishedPath(name))(t); path != "/p/" {
			t.Errorf("path of %q is %q", name, path)
		}
	}
	requirePaths(t, a, map[string]string{"MzA4:1:1": "/p/"}, nil)
	update(t, a, func(tx *store.Tx) error {
		if slug, err := tx.GiveSlug(rec.Slug, rec.ID); slug != rec.Slug || err != nil {
			t.Errorf("slug is %q, %v, want %q", slug, err, rec.Slug)
		}
		return nil
	})
}

func TestFileState(t *testing.T) {
	a := create(t)
	long := strings.Repeat("很长的文件夹/", 6000)
	want := store.FileState{Stamp: store.Stamp{Size: 1, ModTime: 2, Beside: 3}, Result: "new", ID: "x"}
	update(t, a, func(tx *store.Tx) error {
		return errors.Join(tx.PutFileState("a\xffb", want), tx.PutFileState(long, want))
	})
	for _, path := range []string{"a\xffb", long} {
		got, found, err := a.FileState(path)
		if diff := cmp.Diff(want, got); diff != "" || !found || err != nil {
			t.Errorf("state of %.20q: %v, %v\n%s", path, found, err, diff)
		}
	}
	if _, found, err := a.FileState(long + "x"); found || err != nil {
		t.Errorf("unknown file: %v, %v", found, err)
	}
}

func TestBatchWithoutNewsChangesNoByte(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 5)
	publish(t, a, map[string]string{newSample(1).record.ID: "/1/"})
	before := tree(t, a.Dir())
	fill(t, a, 0, 5)
	publish(t, a, map[string]string{newSample(1).record.ID: "/1/"})
	if diff := cmp.Diff(before, tree(t, a.Dir())); diff != "" {
		t.Errorf("files changed (-before +after):\n%s", diff)
	}
}
