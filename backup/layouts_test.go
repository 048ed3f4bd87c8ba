package backup_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/internal/golden"
	"wxbackup/store"
)

// Each case is an export as a tool writes it, and the archive that becomes of
// it: what is said of each article, its Markdown copy, and which files were
// passed over.
func TestLayoutsBecomeArchives(t *testing.T) {
	golden.Cases(t, filepath.Join("testdata", "layouts"), func(t *testing.T, c *golden.Case) {
		a, files := create(t), tree{}
		for _, f := range txtar.Parse(c.Read(t, "export.txtar")).Files {
			files[f.Name] = string(f.Data)
		}
		dir := files.export(t)
		outcomes := importInto(t, a, dir).outcomes
		c.Equal(t, "archive.txt", []byte(told(t, a, dir, outcomes)))
		assertWhole(t, assertReindexes(t, a))
	})
}

// told is an archive as text.
func told(t *testing.T, a *store.Archive, dir string, outcomes []backup.Outcome) string {
	t.Helper()
	var b strings.Builder
	for _, o := range outcomes {
		fmt.Fprintf(&b, "%s %s %s\n", o.Result, strings.TrimPrefix(o.Path, filepath.ToSlash(dir)+"/"), o.Reason)
	}
	all := articles(t, a)
	for _, id := range slices.Sorted(maps.Keys(all)) {
		l := all[id]
		fmt.Fprintf(&b, "\n=== %s\n%s\n--- %s\n%s", id, saying(t, &l.Record), l.Record.Markdown, l.Copy)
	}
	for rec, err := range a.Named() {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n=== %s, no text\n%s\n", rec.ID, saying(t, rec))
	}
	return b.String()
}

// saying is what a record says, but for figures and names of files.
func saying(t *testing.T, rec *store.Record) string {
	t.Helper()
	a := rec.Article
	a.Fidelity = article.Fidelity{}
	src, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
