package source_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"wxbackup/backup/source"
)

const page = "<!DOCTYPE html>\n<html><body>正文</body></html>"

// folder makes files, given as path and content, and returns their folder. A
// path that ends in a slash is a folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "export")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			mkdir(t, path)
			continue
		}
		mkdir(t, filepath.Dir(path))
		write(t, path, content)
	}
	return dir
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func symlink(t *testing.T, target, link string) {
	t.Helper()
	if err := os.Symlink(target, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

// entry is one entry of a zip archive.
type entry struct {
	name, content string
	header        func(*zip.FileHeader)
}

// pack is a zip archive of the entries, with their names byte for byte.
func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, NonUTF8: true}
		if strings.HasSuffix(e.name, "/") {
			h.Method = zip.Store
		}
		if e.header != nil {
			e.header(h)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if e.content != "" {
			if _, err := f.Write([]byte(e.content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped is the path of a zip archive of the entries.
func zipped(t *testing.T, entries ...entry) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.zip")
	write(t, path, string(pack(t, entries...)))
	return path
}

// events is what a walk over paths visits: one line each, with dir taken off.
func events(t *testing.T, dir string, paths ...string) []string {
	t.Helper()
	var list []string
	note := func(what, path, why string) {
		path = strings.TrimPrefix(path, filepath.ToSlash(dir)+"/")
		list = append(list, strings.TrimSuffix(what+" "+path+": "+why, ": "))
	}
	err := source.Walk(t.Context(), paths, source.Visitor{
		Document: func(d *source.Document) error {
			note(d.Format, d.Path, "")
			d.Close()
			return nil
		},
		Skipped:    func(path, why string) error { note("skipped", path, why); return nil },
		Unreadable: func(path string, err error) error { note("unreadable", path, err.Error()); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// documents are all documents below path, still open.
func documents(t *testing.T, path string) []*source.Document {
	t.Helper()
	var all []*source.Document
	err := source.Walk(t.Context(), []string{path}, source.Visitor{
		Document:   func(d *source.Document) error { all = append(all, d); return nil },
		Skipped:    func(string, string) error { return nil },
		Unreadable: func(path string, err error) error { t.Errorf("%s: %v", path, err); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// document is the only document below path.
func document(t *testing.T, path string) *source.Document {
	t.Helper()
	all := documents(t, path)
	if len(all) != 1 {
		t.Fatalf("%d documents, want 1", len(all))
	}
	t.Cleanup(all[0].Close)
	return all[0]
}

// openBelow is how many descriptors of this process lead below dir.
func openBelow(t *testing.T, dir string) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("needs /proc")
	}
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skipf("needs /proc: %v", err)
	}
	n := 0
	for _, e := range entries {
		if target, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && strings.HasPrefix(target, dir) {
			n++
		}
	}
	return n
}

// cancelled is a context that is done, with its cause.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// brokenEntry is a directory entry of a file that went away, or that the
// system does not let us look at.
type brokenEntry struct{ name string }

func (e brokenEntry) Name() string    { return e.name }
func (brokenEntry) IsDir() bool       { return false }
func (brokenEntry) Type() fs.FileMode { return 0 }
func (e brokenEntry) Info() (fs.FileInfo, error) {
	return nil, &fs.PathError{Op: "lstat", Path: e.name, Err: fs.ErrPermission}
}
