package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/store"
)

func pageLine(t *testing.T, a *store.Archive, entries ...store.PageEntry) {
	t.Helper()
	update(t, a, func(tx *store.Tx) error {
		for _, e := range entries {
			if err := tx.Page(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func entry(source string) store.PageEntry {
	return store.PageEntry{SHA256: sumOf([]byte("p")), Source: source, URL: "https://mp.weixin.qq.com/s?a=1&b=<2>", Time: noon}
}

func TestJournalLine(t *testing.T) {
	a := create(t)
	pageLine(t, a, entry("甲\xff.html"))
	want := `{"sha256":"` + sumOf([]byte("p")) + `","size":0,"source":"甲` + "\uFFFD" +
		`.html","url":"https://mp.weixin.qq.com/s?a=1&b=<2>","format":"","id":"","slug":"","tool":"","time":"2024-03-05T12:00:00+08:00"}` + "\n"
	if diff := cmp.Diff([]string{want}, lines(t, a, "pages.jsonl")); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
}

func TestJournalLinesAreNotRepeated(t *testing.T) {
	a := create(t)
	later := entry("a")
	later.Time = noon.AddDate(1, 0, 0)
	pageLine(t, a, entry("a"), entry("a"), entry("b"), entry("\xff"))
	pageLine(t, a, later, entry("\xff"))
	a.Close()
	b := must(store.Open(a.Dir()))(t)
	defer b.Close()
	pageLine(t, b, later, entry("b"))
	if got := lines(t, b, "pages.jsonl"); len(got) != 3 {
		t.Errorf("journal %q, want 3 lines", got)
	}
	renamed := entry("a")
	renamed.ID, renamed.Slug = "id", "slug"
	pageLine(t, b, renamed)
	if got := lines(t, b, "pages.jsonl"); len(got) != 4 {
		t.Errorf("journal %q, want a line for the new slug", got)
	}
}

func TestAssetLinesAreNotRepeated(t *testing.T) {
	a := create(t)
	base := store.AssetEntry{SHA256: sumOf(nil), Ext: ".png", Page: sumOf([]byte("p")), Ref: "r", URL: "u"}
	ref, url, page, sum, source := base, base, base, base, base
	ref.Ref, url.URL, page.Page, sum.SHA256, source.Source = "r2", "u2", sumOf([]byte("q")), sumOf([]byte("s")), "elsewhere"
	update(t, a, func(tx *store.Tx) error {
		for _, e := range []store.AssetEntry{base, base, ref, url, page, sum, source} {
			if err := tx.Asset(e); err != nil {
				return err
			}
		}
		return nil
	})
	if got := lines(t, a, "assets.jsonl"); len(got) != 5 {
		t.Errorf("journal %q, want 5 lines", got)
	}
}

func TestJournalRefusesForeignNames(t *testing.T) {
	a := create(t)
	for name, batch := range map[string]func(tx *store.Tx) error{
		"page": func(tx *store.Tx) error { return tx.Page(store.PageEntry{SHA256: "../x"}) },
		"asset": func(tx *store.Tx) error {
			return tx.Asset(store.AssetEntry{SHA256: sumOf(nil), Ext: "/x", Page: sumOf(nil)})
		},
		"asset's page":  func(tx *store.Tx) error { return tx.Asset(store.AssetEntry{SHA256: sumOf(nil)}) },
		"fails later":   func(tx *store.Tx) error { return errors.Join(tx.Page(entry("a")), errors.New("fail")) },
		"broken record": func(tx *store.Tx) error { return errors.Join(tx.Page(entry("a")), tx.Put(record("", noon), nil)) },
	} {
		if a.Update(batch) == nil {
			t.Errorf("%s: Update succeeded", name)
		}
	}
	if got := lines(t, a, "pages.jsonl"); got != nil {
		t.Errorf("journal %q, want none", got)
	}
}

func TestReadingBrokenJournal(t *testing.T) {
	good := func(source string) string { return `{"sha256":"` + sumOf(nil) + `","source":"` + source + `"}` + "\n" }
	for name, c := range map[string]struct {
		journal string
		want    []string // sources, "torn" or "broken"
	}{
		"none":             {"", nil},
		"whole":            {good("a") + good("b"), []string{"a", "b"}},
		"torn at the end":  {good("a") + `{"sha256":"`, []string{"a"}},
		"end missing only": {good("a") + strings.TrimSpace(good("b")), []string{"a", "b"}},
		"torn before":      {good("a") + `{"sha256":"` + "\n" + good("b"), []string{"a", "torn", "b"}},
		"zeros":            {good("a") + "\x00\x00\n" + good("b"), []string{"a", "torn", "b"}},
		"no JSON":          {"hello\n" + good("b"), []string{"broken", "b"}},
		"no hash":          {`{"sha256":"../../etc"}` + "\n" + good("b"), []string{"broken", "b"}},
		"two on a line":    {strings.TrimSpace(good("a")) + good("b") + good("c"), []string{"broken", "c"}},
		"empty lines, CR":  {"\n\r\n" + strings.ReplaceAll(good("a"), "\n", "\r\n"), []string{"a"}},
		"very long":        {good(strings.Repeat("长", 100_000)) + good("b"), []string{strings.Repeat("长", 100_000), "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeAt(t, dir, "pages.jsonl", c.journal)
			if diff := cmp.Diff(c.want, sources(dir)); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func sources(dir string) (got []string) {
	for e, err := range store.PageEntries(dir) {
		switch {
		case errors.Is(err, store.ErrTorn):
			got = append(got, "torn")
		case err != nil:
			got = append(got, "broken")
		default:
			got = append(got, e.Source)
		}
	}
	return got
}

func TestJournalsThatAreNotThere(t *testing.T) {
	if got := sources(filepath.Join(t.TempDir(), "none")); got != nil {
		t.Errorf("entries %q", got)
	}
}

func TestTornLineIsEndedBeforeTheNext(t *testing.T) {
	a := create(t)
	pageLine(t, a, entry("a"))
	path := filepath.Join(a.Dir(), "pages.jsonl")
	whole := must(os.ReadFile(path))(t)
	writeAt(t, a.Dir(), "pages.jsonl", string(whole)+`{"sha256":"12`)
	pageLine(t, a, entry("b"))
	if diff := cmp.Diff([]string{"a", "torn", "b"}, sources(a.Dir())); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// A run killed between journal and commit left lines: they are not repeated.
func TestLinesOfAKilledRunAreKnown(t *testing.T) {
	for _, committed := range []int{0, 1, 500} {
		a := create(t)
		fill(t, a, 0, committed)
		before := tree(t, a.Dir())["index.db"]
		index := must(os.ReadFile(filepath.Join(a.Dir(), "index.db")))(t)
		fill(t, a, committed, committed+200)
		want := store.Dump(t, a)
		a.Close()
		journal := tree(t, a.Dir())["pages.jsonl"]
		if sumOf(index) != before {
			t.Fatal("the index changed while it was copied")
		}
		writeAt(t, a.Dir(), "index.db", string(index))

		b := must(store.Create(a.Dir()))(t)
		fill(t, b, committed, committed+200)
		if tree(t, b.Dir())["pages.jsonl"] != journal {
			t.Errorf("after %d articles: lines were repeated", committed)
		}
		if diff := cmp.Diff(want, store.Dump(t, b)); diff != "" {
			t.Errorf("after %d articles: index (-want +got):\n%s", committed, diff)
		}
		b.Close()
	}
}

func TestFullDiskRollsBack(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs /dev/full")
	}
	a := create(t)
	before := store.Dump(t, a)
	journal := filepath.Join(a.Dir(), "assets.jsonl")
	if err := os.Symlink("/dev/full", journal); err != nil {
		t.Fatal(err)
	}
	s := newSample(1)
	if err := s.files(a); err != nil {
		t.Fatal(err)
	}
	err := a.Update(func(tx *store.Tx) error { return s.put(tx, noon) })
	if err == nil || !strings.Contains(err.Error(), "assets.jsonl") {
		t.Fatalf("Update = %v, want an error that names the journal", err)
	}
	if diff := cmp.Diff(before, store.Dump(t, a)); diff != "" {
		t.Errorf("index changed (-before +after):\n%s", diff)
	}
	if err := os.Remove(journal); err != nil {
		t.Fatal(err)
	}
	fill(t, a, 1, 2)
	if n := len(lines(t, a, "pages.jsonl")); n != 1 {
		t.Errorf("%d page lines after the second try, want 1", n)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	a := create(t)
	if err := os.Chmod(a.Dir(), 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(a.Dir(), 0o755)
	before := tree(t, a.Dir())
	if err := newSample(1).files(a); !errors.Is(err, os.ErrPermission) {
		t.Errorf("writing content = %v, want ErrPermission", err)
	}
	if diff := cmp.Diff(before, tree(t, a.Dir())); diff != "" {
		t.Errorf("files changed:\n%s", diff)
	}
}
