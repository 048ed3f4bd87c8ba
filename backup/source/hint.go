package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Tools write one article in several forms side by side, and the text forms
// name no address: the name that the files share says that they are of one
// article. It is a hint, for any two files can have one name.

// stemHint begins the hints that are the path of a document without its
// extension.
const stemHint = "stem:"

// hasText tells the extensions of files that can hold an article's text, true,
// and its page, false. Word documents can hold both.
var hasText = map[string]bool{
	".md": true, ".markdown": true, ".docx": true,
	".html": false, ".htm": false, ".xhtml": false, ".shtml": false, ".mhtml": false, ".mht": false,
}

// stemOf cuts a known extension off: titles end in anything.
func stemOf(name string) (stem string, isText, ok bool) {
	ext := path.Ext(name)
	isText, ok = hasText[strings.ToLower(ext)]
	return strings.TrimSuffix(name, ext), isText, ok
}

// texts are the files of a folder or container that can hold text, by their
// names without extension, and those that tell of an article (see
// folderHints), by their names.
type texts map[string]bool

func (t texts) add(name string) {
	if path.Base(name) == metadataName {
		t[name] = true
	}
	if stem, isText, _ := stemOf(name); isText {
		t[stem] = true
	}
}

// hints are those of the document name, which users know as p: one where a
// text has its name, or where it is one itself.
func (t texts) hints(name, p string) []string {
	stem, _, ok := stemOf(name)
	if !ok || !t[stem] {
		return nil
	}
	stem, _, _ = stemOf(p)
	return []string{stemHint + stem}
}

func textsIn(entries []fs.DirEntry) texts {
	t := texts{}
	for _, e := range entries {
		if !e.IsDir() {
			t.add(e.Name())
		}
	}
	return t
}

// textsBeside are those with the name of a file that is named by itself.
func textsBeside(abs string) texts {
	t := texts{metadataName: true} // it is looked for when it counts
	stem, _, ok := stemOf(abs)
	if !ok {
		return t
	}
	for ext, isText := range hasText {
		if info, err := os.Stat(stem + ext); isText && err == nil && !info.IsDir() {
			t[filepath.Base(stem)] = true
		}
	}
	return t
}
