package source_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/backup/source"
)

// Whatever the bytes of a container, the walk ends, nothing it names lies
// outside, and what it gives can be read or says why not.
func FuzzContainer(f *testing.F) {
	files := map[string]string{"a.html": page, "x/中.html": page, "b.zip": string(pack(f, entry{name: "c.html", content: page}))}
	for ext, pack := range packers {
		whole := pack(f, files)
		f.Add(ext, whole)
		f.Add(ext, whole[:len(whole)*2/3])
	}
	f.Add(".zip", pack(f, entry{name: "../../a.html", content: page, header: encrypted}))
	f.Fuzz(func(t *testing.T, ext string, content []byte) {
		if _, ok := packers[ext]; !ok {
			return
		}
		path := filepath.Join(t.TempDir(), "a"+ext)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		err := source.Walk(t.Context(), []string{path}, source.Visitor{
			Document: func(d *source.Document) error {
				defer d.Close()
				inside, ok := strings.CutPrefix(d.Path, filepath.ToSlash(path)+"!/")
				if !ok && d.Path == filepath.ToSlash(path) {
					return nil // not a container after all
				}
				if !ok || strings.Contains("/"+inside+"/", "/../") || !fs.ValidPath(d.Dir) {
					t.Errorf("path %q, folder %q", d.Path, d.Dir)
				}
				if content, err := d.Read(nil); err == nil && int64(len(content)) > source.MaxSize {
					t.Errorf("%s has %d bytes", d.Path, len(content))
				}
				return nil
			},
			Skipped:    func(string, string) error { return nil },
			Unreadable: func(string, error) error { return nil },
		})
		if err != nil {
			t.Errorf("Walk = %v", err)
		}
	})
}
