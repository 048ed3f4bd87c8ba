package source

import (
	"io"
	"io/fs"
	"path"
)

// folderHints is the name that everything in one folder shares where an
// exporter gave each article a folder of its own: its metadata.json is beside
// the page then. document is the name of the document among the texts.
func (t texts) folderHints(d *Document, document string) []string {
	name := path.Join(d.Dir, metadataName)
	if !t[path.Join(path.Dir(document), metadataName)] {
		return nil
	}
	if info, err := fs.Stat(d.Files, name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	r, err := d.Files.Open(name)
	if err != nil {
		return nil
	}
	defer r.Close()
	facts, err := io.ReadAll(io.LimitReader(r, maxMetadata))
	if err != nil || !isMetadata(facts) {
		return nil
	}
	return []string{"folder:" + path.Dir(d.Path)}
}

// maxMetadata is more, in bytes, than a title and an address take.
const maxMetadata = 16 << 10
