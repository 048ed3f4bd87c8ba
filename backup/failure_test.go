package backup_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/store"
)

// blockers make a part of an archive unwritable for any user, and undo it.
func blockers(t *testing.T) map[string]func(dir string) (undo func()) {
	replaced := func(name string) func(string) func() {
		return func(dir string) func() {
			path := filepath.Join(dir, name)
			if err := errors.Join(os.RemoveAll(path+".away"), os.MkdirAll(path, 0o755), os.Rename(path, path+".away")); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				t.Fatal(err)
			}
			return func() {
				if err := errors.Join(os.Remove(path), os.Rename(path+".away", path)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	full := func(dir string) func() {
		path := filepath.Join(dir, "assets.jsonl")
		if err := errors.Join(os.Rename(path, path+".away"), os.Symlink("/dev/full", path)); err != nil {
			t.Fatal(err)
		}
		return func() {
			if err := errors.Join(os.Remove(path), os.Rename(path+".away", path)); err != nil {
				t.Fatal(err)
			}
		}
	}
	all := map[string]func(string) func(){
		"pages": replaced("pages"), "assets": replaced("assets"), "copies": replaced("articles"),
	}
	if runtime.GOOS == "linux" {
		all["journal on a full disk"] = full
	}
	return all
}

// An archive that cannot be written ends the import with an error; what it
// held before is whole, and the next import completes it.
func TestAnArchiveThatCannotBeWritten(t *testing.T) {
	old, fresh := newPost(1), newPost(2)
	old.body += img(cdnURL(1), "a_files/640")
	fresh.body += img(cdnURL(2), "b_files/640")
	for name, block := range blockers(t) {
		t.Run(name, func(t *testing.T) {
			dir := tree{"a.html": old.page(), "a_files/640": picture(1)}.export(t)
			a := create(t)
			importInto(t, a, dir)
			before := articles(t, a)
			tree{"b.html": fresh.page(), "b_files/640": picture(2), "c.html": newPost(3).page()}.into(t, dir)

			undo := block(a.Dir())
			r, err := tryImport(t.Context(), a, dir)
			if err == nil {
				t.Fatalf("Import succeeded: %v", r.results())
			}
			undo()
			if r.summary.Articles.New != 0 {
				t.Errorf("told of %d articles that are not there", r.summary.Articles.New)
			}
			a.Close()
			b, err := store.OpenReadOnly(a.Dir())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, articles(t, b)); diff != "" {
				t.Errorf("articles (-before +after):\n%s", diff)
			}
			for _, p := range verify(t, b) {
				if p.Damage {
					t.Errorf("damaged: %+v", p)
				}
			}
			b.Close()
			assertCompletes(t, a.Dir(), dir)
		})
	}
}

// assertCompletes imports once more, and holds the archive against one of an
// import that nothing disturbed.
func assertCompletes(t *testing.T, archive, export string) {
	t.Helper()
	a, err := store.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	importInto(t, a, export)
	whole := create(t)
	importInto(t, whole, export)
	if diff := cmp.Diff(articles(t, whole), articles(t, a)); diff != "" {
		t.Errorf("articles (-undisturbed +completed):\n%s", diff)
	}
	assertWhole(t, a)
}
