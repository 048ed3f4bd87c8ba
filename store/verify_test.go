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

// damaged and noticed are problems as the table below writes them.
func damaged(path, what string) store.Problem {
	return store.Problem{Path: path, What: what, Damage: true}
}

func noticed(path, what string) store.Problem { return store.Problem{Path: path, What: what} }

func TestVerify(t *testing.T) {
	s := newSample(2)
	id, asset := s.record.ID, s.record.Assets[0]
	page, picture := store.PagePath(s.record.Page), store.AssetPath(asset.SHA256, asset.Ext)
	stray := store.PagePath(sumOf([]byte("stray")))
	cases := map[string]struct {
		spoil func(t *testing.T, a *store.Archive)
		want  []store.Problem
	}{
		"whole": {func(*testing.T, *store.Archive) {}, nil},
		"missing page": {removing(page), []store.Problem{
			damaged(page, `missing, named by article "`+id+`"`),
			damaged(page, "missing, named by pages.jsonl"),
		}},
		"missing asset": {removing(picture), []store.Problem{
			damaged("index.db", `bucket "cdn": entry "`+asset.CDN()+`" leads nowhere; reindex makes it again`),
			damaged(picture, `missing, named by article "`+newSample(3).record.ID+`"`),
			damaged(picture, `missing, named by article "`+id+`"`),
			damaged(picture, "missing, named by assets.jsonl"),
		}},
		"another page":  {writing(page, "no frame"), []store.Problem{damaged(page, "cannot be read: invalid input: magic number mismatch")}},
		"empty page":    {writing(page, ""), []store.Problem{damaged(page, "its bytes have another hash")}},
		"changed asset": {writing(picture, "x"), []store.Problem{damaged(picture, "its bytes have another hash")}},
		"stray page": {func(t *testing.T, a *store.Archive) {
			if err := a.WritePage(sumOf([]byte("stray")), []byte("stray")); err != nil {
				t.Fatal(err)
			}
		}, []store.Problem{noticed(stray, "stands in no journal, left by a killed import")}},
		"lost journal": {removing("pages.jsonl"), lostPages()},
		"torn line": {writing("published.jsonl", "{\"id\n{}\n"), []store.Problem{
			noticed("published.jsonl", "reading published.jsonl: line 1: line cut short, left by a killed run"),
		}},
		"broken line": {writing("published.jsonl", "no\n"), []store.Problem{
			damaged("published.jsonl", "reading published.jsonl: line 1: invalid character 'o' in literal null (expecting 'u')"),
		}},
		"edited copy":  {writing(s.record.Markdown, "better"), []store.Problem{noticed(s.record.Markdown, "edited since it was written")}},
		"missing copy": {removing(s.record.Markdown), []store.Problem{damaged(s.record.Markdown, `missing, named by article "`+id+`"`)}},
		"stray copy":   {writing("articles/2024/mine.md", "x"), []store.Problem{noticed("articles/2024/mine.md", "belongs to no article")}},
		"leftovers": {func(t *testing.T, a *store.Archive) {
			for _, rel := range []string{"pages/ab/.tmp-1", "assets/.tmp-2", "articles/2024/.tmp-3", ".tmp-4", "index.db.new", "notes.txt", "assets/photo.jpg"} {
				writeFile(t, a, rel, []byte("x"))
			}
		}, []store.Problem{
			noticed(".tmp-4", "a temporary file, left by a killed run"),
			noticed("articles/2024/.tmp-3", "a temporary file, left by a killed run"),
			noticed("assets/.tmp-2", "a temporary file, left by a killed run"),
			noticed("assets/photo.jpg", "no file of the archive"),
			noticed("index.db.new", "an unfinished index, left by a killed reindex"),
			noticed("pages/ab/.tmp-1", "a temporary file, left by a killed run"),
		}},
		"lost name": {breaking("names", id), []store.Problem{
			damaged("index.db", `article "`+id+`" is not found by its name "`+id+`"; reindex makes it again`),
			damaged("index.db", `bucket "dates": entry "`+id+`" leads nowhere; reindex makes it again`),
		}},
		"lost article": {breaking("articles", id), []store.Problem{
			noticed(s.record.Markdown, "belongs to no article"),
			damaged("index.db", `bucket "bodies": entry "`+id+`" leads nowhere; reindex makes it again`),
			damaged("index.db", `bucket "dates": entry "`+id+`" leads nowhere; reindex makes it again`),
			damaged("index.db", `bucket "names": entry "`+id+`" leads nowhere; reindex makes it again`),
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			fill(t, a, 0, 6)
			c.spoil(t, a)
			before := tree(t, a.Dir())
			got := must(a.Verify(context.Background(), nil))(t)
			for i := range got {
				got[i].What = maskDate(got[i].What)
			}
			if diff := cmp.Diff(sortedProblems(c.want), got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, tree(t, a.Dir())); diff != "" {
				t.Errorf("files changed (-before +after):\n%s", diff)
			}
		})
	}
}

// maskDate takes the date out of a key of the bucket of dates.
func maskDate(what string) string {
	const before = `bucket "dates": entry "`
	if i := strings.Index(what, "MzA4"); i > 0 && strings.HasPrefix(what, before) {
		return before + what[i:]
	}
	return what
}

func lostPages() []store.Problem {
	var want []store.Problem
	for n := range 6 {
		want = append(want, damaged(store.PagePath(newSample(n).record.Page), "stands in no journal, reindex would lose it"))
	}
	return want
}

func removing(rel string) func(*testing.T, *store.Archive) {
	return func(t *testing.T, a *store.Archive) {
		if err := os.Remove(filepath.Join(a.Dir(), filepath.FromSlash(rel))); err != nil {
			t.Fatal(err)
		}
	}
}

func writing(rel, data string) func(*testing.T, *store.Archive) {
	return func(t *testing.T, a *store.Archive) { writeFile(t, a, rel, []byte(data)) }
}

func breaking(bucket, key string) func(*testing.T, *store.Archive) {
	return func(t *testing.T, a *store.Archive) {
		store.Break(t, a, func(tx *bolt.Tx) error { return tx.Bucket([]byte(bucket)).Delete([]byte(key)) })
	}
}

func TestVerifyProgress(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 20)
	var want int64
	for _, dir := range []string{"pages", "assets"} {
		filepath.Walk(filepath.Join(a.Dir(), dir), func(_ string, info os.FileInfo, err error) error {
			if err == nil && !info.IsDir() {
				want += info.Size()
			}
			return err
		})
	}
	var last int64
	must(a.Verify(context.Background(), func(done, total int64) {
		if total != want || done < last || done > total {
			t.Errorf("progress %d of %d after %d, total is %d", done, total, last, want)
		}
		last = done
	}))(t)
	if last != want {
		t.Errorf("ended at %d of %d bytes", last, want)
	}
}

func TestVerifyStops(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 20)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := a.Verify(ctx, func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Verify = %v, want Canceled", err)
	}
}

// Bytes turned over anywhere in the index must give an answer: a problem, a
// refusal or none, but never a crash or a hang.
func TestVerifyBrokenIndex(t *testing.T) {
	a := create(t)
	fill(t, a, 0, 60)
	a.Close()
	path := filepath.Join(a.Dir(), "index.db")
	whole := must(os.ReadFile(path))(t)
	found := 0
	for page := 2 * 4096; page < len(whole); page += 4096 {
		broken := append([]byte{}, whole...)
		for i := range 64 {
			broken[page+i] ^= 0xa5
		}
		writeAt(t, a.Dir(), "index.db", string(broken))
		b, err := store.OpenReadOnly(a.Dir())
		if err != nil {
			requireIs(t, err, store.ErrDamaged)
			found++
			continue
		}
		if problems := must(b.Verify(context.Background(), nil))(t); len(problems) > 0 {
			found++
		}
		b.Close()
	}
	if found == 0 {
		t.Error("no broken page was found")
	}
}

func requireIs(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("error %v, want %v", err, target)
	}
}
