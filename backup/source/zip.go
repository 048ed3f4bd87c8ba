package source

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// ErrEncrypted says that an entry needs a password.
var ErrEncrypted = errors.New("entry is encrypted; unpack it with its password first")

// walkZip visits the entries of a zip archive in the order of their names.
// Nothing is unpacked to disk. Names are labels only: one that points outside
// is read under the name it would have inside.
func walkZip(ctx context.Context, abs, label string, v Visitor) error {
	info, err := os.Stat(abs)
	if err != nil {
		return v.Unreadable(label, withoutPath(err))
	}
	r, err := zip.OpenReader(abs)
	if err != nil {
		return v.Unreadable(label, fmt.Errorf("opening zip: %w", withoutPath(err)))
	}
	z := &zipFiles{
		reader: r, shared: share(r),
		entries: map[string]*zip.File{}, folders: map[string]bool{}, pages: map[string]bool{},
	}
	defer z.shared.release()
	last := ""
	for _, name := range z.index() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if name == last {
			err = v.Skipped(label+"!/"+name, "another entry has the same name")
		} else {
			err = z.visit(name, zipLabel{abs, label, info.ModTime().UnixNano()}, v)
		}
		if err != nil {
			return err
		}
		last = name
	}
	return nil
}

type zipLabel struct {
	abs, path string
	modTime   int64
}

// zipFiles is a zip archive as a file system, under decoded names.
type zipFiles struct {
	reader  *zip.ReadCloser
	shared  *shared
	entries map[string]*zip.File
	// folders are all folders that hold a file.
	folders map[string]bool
	// pages are the names of files, with and without the extension of a page.
	pages map[string]bool
}

// index gives every file a clean name and returns the names in order. Of
// several entries with one name the first is read.
func (z *zipFiles) index() []string {
	var names []string
	for _, f := range z.reader.File {
		decoded := decodeName(f)
		name := cleanName(decoded)
		if strings.HasSuffix(decoded, "/") || strings.HasSuffix(decoded, `\`) || name == "" {
			continue
		}
		names = append(names, name)
		if z.entries[name] == nil {
			z.entries[name] = f
		}
		for dir := path.Dir(name); !z.folders[dir]; dir = path.Dir(dir) {
			z.folders[dir] = true
		}
		z.pages[name], z.pages[stem(name)] = true, true
	}
	slices.Sort(names)
	return names
}

// decodeName reads a name that says it is UTF-8, or is; Windows tools write
// GBK without saying so.
func decodeName(f *zip.File) string {
	if !f.NonUTF8 || utf8.ValidString(f.Name) {
		return f.Name
	}
	if name, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name); err == nil {
		return name
	}
	return strings.ToValidUTF8(f.Name, "_")
}

// cleanName is the path inside the archive, without backslashes, leading
// slashes and steps upwards.
func cleanName(name string) string {
	name = path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(name, "/")
}

// Open opens an entry by its clean name.
func (z *zipFiles) Open(name string) (fs.File, error) {
	f, ok := z.entries[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	r, err := f.Open()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return zipEntry{r, f.FileInfo()}, nil
}

// Stat tells of an entry without opening it.
func (z *zipFiles) Stat(name string) (fs.FileInfo, error) {
	f, ok := z.entries[name]
	if !ok {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return f.FileInfo(), nil
}

type zipEntry struct {
	io.ReadCloser
	info fs.FileInfo
}

func (e zipEntry) Stat() (fs.FileInfo, error) { return e.info, nil }

// visit hands on one entry.
func (z *zipFiles) visit(name string, label zipLabel, v Visitor) error {
	f := z.entries[name]
	shown := label.path + "!/" + name
	if z.isSavedFile(name) {
		return nil
	}
	open := func() (io.ReadCloser, error) { return f.Open() }
	role := roleOf(name)
	switch {
	case role == other:
		return v.Skipped(shown, "not a page")
	case role == container:
		return v.Skipped(shown, "zip inside a zip; unpack it and import it by itself")
	case f.Flags&1 != 0:
		return v.Unreadable(shown, ErrEncrypted)
	case role == unknown:
		if head, err := readHead(open); err != nil {
			return v.Unreadable(shown, err)
		} else if !looksLikePage(head) {
			return v.Skipped(shown, "not a page")
		}
	}
	return v.Document(&Document{
		Path:      shown,
		Key:       label.abs + "!/" + name,
		Stamp:     Stamp{Size: int64(f.UncompressedSize64), ModTime: label.modTime},
		Format:    z.format(name),
		Published: NameDate(path.Base(name)),
		Files:     z,
		Dir:       path.Dir(name),
		open:      open,
		from:      z.shared.acquire(),
	})
}

// isSavedFile reports whether an entry is one of the files that a browser
// saved with a page of the same archive.
func (z *zipFiles) isSavedFile(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		page := savedPage(path.Base(dir))
		if page != "" && z.pages[path.Join(path.Dir(dir), page)] {
			return true
		}
	}
	return false
}

func (z *zipFiles) format(name string) string {
	for _, folder := range besideNames(name) {
		if z.folders[path.Join(path.Dir(name), folder)] {
			return FormatSaved
		}
	}
	return FormatPage
}
