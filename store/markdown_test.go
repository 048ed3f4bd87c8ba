package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"wxbackup/store"
)

const copyPath = "articles/2024/文.md"

func TestWriteMarkdown(t *testing.T) {
	old, edited, fresh := []byte("old"), []byte("edited"), []byte("fresh")
	for name, c := range map[string]struct {
		there    []byte
		previous string
		written  bool
	}{
		"no file":               {nil, "", true},
		"removed by hand":       {nil, sumOf(old), true},
		"as it was written":     {old, sumOf(old), true},
		"the same already":      {fresh, sumOf(old), true},
		"the same, not ours":    {fresh, "", true},
		"edited":                {edited, sumOf(old), false},
		"somebody else's":       {edited, "", false},
		"an empty file, edited": {[]byte{}, sumOf(old), false},
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			want := c.there
			if c.there != nil {
				writeFile(t, a, copyPath, c.there)
			}
			if c.written {
				want = fresh
			}
			update(t, a, func(tx *store.Tx) error {
				written, err := tx.WriteMarkdown(copyPath, fresh, c.previous)
				if written != c.written {
					t.Errorf("written is %v", written)
				}
				return err
			})
			if got := must(os.ReadFile(filepath.Join(a.Dir(), copyPath)))(t); string(got) != string(want) {
				t.Errorf("file is %q, want %q", got, want)
			}
		})
	}
}

func writeFile(t *testing.T, a *store.Archive, rel string, data []byte) {
	t.Helper()
	path := filepath.Join(a.Dir(), filepath.FromSlash(rel))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

func TestMarkdownStaysUnderArticles(t *testing.T) {
	a := create(t)
	for _, rel := range []string{
		"", "articles", "articles/", "articles/../x.md", "articles/../../x.md", "/articles/x.md",
		"../articles/x.md", "articles//x.md", "articles/./x.md", `articles\..\x.md`, `articles/..\x.md`, "index.db", "pages.jsonl",
	} {
		err := a.Update(func(tx *store.Tx) error { _, err := tx.WriteMarkdown(rel, []byte("x"), ""); return err })
		if err == nil {
			t.Errorf("WriteMarkdown(%q) succeeded", rel)
		}
		if a.Update(func(tx *store.Tx) error { return tx.RemoveMarkdown(rel, "") }) == nil {
			t.Errorf("RemoveMarkdown(%q) succeeded", rel)
		}
	}
	if files := tree(t, filepath.Dir(a.Dir())); len(files) != 1 {
		t.Errorf("files %v, want the index only", files)
	}
}

func TestRemoveMarkdown(t *testing.T) {
	fail := errors.New("fail")
	remove := func(tx *store.Tx) error { return tx.RemoveMarkdown(copyPath, sumOf([]byte("old"))) }
	for name, c := range map[string]struct {
		there  string
		batch  func(tx *store.Tx) error
		remain bool
	}{
		"unedited":    {"old", remove, false},
		"edited":      {"edited", remove, true},
		"rolled back": {"old", func(tx *store.Tx) error { return errors.Join(remove(tx), fail) }, true},
		"written again": {"old", func(tx *store.Tx) error {
			_, err := tx.WriteMarkdown(copyPath, []byte("old"), "")
			return errors.Join(remove(tx), err, second(tx.WriteMarkdown(copyPath, []byte("old"), "")))
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			a := create(t)
			writeFile(t, a, copyPath, []byte(c.there))
			if err := a.Update(c.batch); err != nil && !errors.Is(err, fail) {
				t.Fatal(err)
			}
			if _, remain := tree(t, a.Dir())[copyPath]; remain != c.remain {
				t.Errorf("file remains: %v, want %v", remain, c.remain)
			}
		})
	}
}

func second[T any](_ T, err error) error { return err }
