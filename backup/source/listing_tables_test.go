package source_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"wxbackup/backup/source"
	"wxbackup/convert/item"
)

// Each archive is an export, and in its last file what is to be known of it.
func TestListings(t *testing.T) {
	paths, err := filepath.Glob("testdata/listings/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no listings: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
			}
			want := files["want"]
			delete(files, "want")
			if diff := cmp.Diff(want, listed(t, folder(t, files))); diff != "" {
				t.Errorf("listing (-want +got):\n%s", diff)
			}
		})
	}
}

// listed tells what a walk finds below a path, and what its items state.
func listed(t testing.TB, path string) string {
	t.Helper()
	var b strings.Builder
	note := func(what, at string) {
		at = strings.TrimPrefix(strings.TrimPrefix(at, filepath.ToSlash(path)), "/")
		fmt.Fprintf(&b, "%s %s\n", what, at)
	}
	err := source.Walk(t.Context(), []string{path}, source.Visitor{
		Document: func(d *source.Document) error {
			defer d.Close()
			note(d.Format, d.Path)
			src, err := d.Read(nil)
			if err != nil {
				return err
			}
			s, err := item.Parse(src)
			if err != nil {
				fmt.Fprintf(&b, "\t%v\n", err)
				return nil
			}
			b.WriteString(statedLines(t, s))
			return nil
		},
		Skipped:    func(path, why string) error { note("skipped: "+why+":", path); return nil },
		Unreadable: func(path string, err error) error { note("unreadable: "+err.Error()+":", path); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// statedLines are all that a statement says, one for each fact.
func statedLines(t testing.TB, s *item.Statement) string {
	t.Helper()
	src, err := json.Marshal(s.Article)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(src, &all); err != nil {
		t.Fatal(err)
	}
	all["key"], all["fidelity"], all["trust"], all["form"] = s.Article.Key.String(), "", s.Trust.String(), string(s.Form)
	all["body"] = map[bool]string{true: "has one"}[s.Body != nil]
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] != "" {
			fmt.Fprintf(&b, "\t%s: %v\n", name, all[name])
		}
	}
	return b.String()
}
