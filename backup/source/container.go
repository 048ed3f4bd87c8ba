package source

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var (
	// ErrEncrypted says that an entry needs a password.
	ErrEncrypted = errors.New("entry is encrypted; unpack it with its password first")
	// ErrTooDeep says that a container stands in too many others.
	ErrTooDeep = errors.New("container inside too many others; unpack it and import it by itself")
	// ErrCutOff says that a file ends before its end.
	ErrCutOff = errors.New("file ends too early; what precedes was read")
)

// container is an archive of files, as a file system under decoded names. Its
// entries can be opened in any order, several at a time.
type container struct {
	// names are those of all entries in order, repeated where several entries
	// have one; the first of them is in entries.
	names   []string
	entries map[string]*entry
	// folders are all folders that hold a file.
	folders map[string]bool
	texts   texts
	// damage is why the rest of the container could not be read.
	damage error
	shared *shared
}

// entry is one file of a container.
type entry struct {
	info fs.FileInfo
	open func() (io.ReadCloser, error)
	// at is where the bytes stand to be read in any order, nil where they
	// have to be unpacked.
	at *io.SectionReader
	// locked is why its bytes cannot be read, nil where they can.
	locked error
}

func newContainer(closer io.Closer) *container {
	return &container{
		entries: map[string]*entry{}, folders: map[string]bool{}, texts: texts{}, shared: share(closer),
	}
}

// add takes an entry under its name as the container has it. What is no file
// is left out.
func (c *container) add(raw string, e *entry) {
	decoded := decodeName(raw)
	name := cleanName(decoded)
	if strings.HasSuffix(decoded, "/") || strings.HasSuffix(decoded, `\`) || name == "" {
		return
	}
	c.names = append(c.names, name)
	if c.entries[name] == nil {
		c.entries[name] = e
	}
	for dir := path.Dir(name); !c.folders[dir]; dir = path.Dir(dir) {
		c.folders[dir] = true
	}
	c.texts.add(name)
}

// cutOff says in words of its own that a file ended where it should not.
func cutOff(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrCutOff
	}
	return err
}

// decodeName reads a name that is UTF-8; Windows tools write GBK without
// saying so.
func decodeName(raw string) string {
	if utf8.ValidString(raw) {
		return raw
	}
	if name, err := simplifiedchinese.GB18030.NewDecoder().String(raw); err == nil {
		return name
	}
	return strings.ToValidUTF8(raw, "_")
}

// cleanName is the path inside the container, without backslashes, leading
// slashes and steps upwards.
func cleanName(name string) string {
	name = path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(name, "/")
}

// Open opens an entry by its clean name.
func (c *container) Open(name string) (fs.File, error) {
	e, ok := c.entries[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	r, err := e.open()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return openEntry{r, e.info}, nil
}

// Stat tells of an entry, or a folder that holds one, without opening it.
func (c *container) Stat(name string) (fs.FileInfo, error) {
	if c.folders[name] && c.entries[name] == nil {
		return folderInfo(path.Base(name)), nil
	}
	e, ok := c.entries[name]
	if !ok {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return e.info, nil
}

// folderInfo is a folder by its name; archives need not have an entry for it.
type folderInfo string

func (i folderInfo) Name() string     { return string(i) }
func (folderInfo) Size() int64        { return 0 }
func (folderInfo) Mode() fs.FileMode  { return fs.ModeDir | 0o755 }
func (folderInfo) ModTime() time.Time { return time.Time{} }
func (folderInfo) IsDir() bool        { return true }
func (folderInfo) Sys() any           { return nil }

type openEntry struct {
	io.ReadCloser
	info fs.FileInfo
}

func (e openEntry) Stat() (fs.FileInfo, error) { return e.info, nil }

// isSavedFile reports whether an entry is one of the files that a browser
// saved with a page of the same container.
func (c *container) isSavedFile(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		page := savedPage(path.Base(dir))
		if page != "" && c.hasPage(path.Join(path.Dir(dir), page)) {
			return true
		}
	}
	return false
}

// hasPage reports whether a page of that name is there, whatever extension of
// a page it has.
func (c *container) hasPage(name string) bool {
	return slices.ContainsFunc(pageExtensions, func(ext string) bool {
		return c.entries[name+ext] != nil || c.entries[name+strings.ToUpper(ext)] != nil
	})
}

// pageExtensions are those of pages, and none.
var pageExtensions = []string{"", ".html", ".htm", ".xhtml", ".shtml"}

func (c *container) format(name string) string {
	isSaved := slices.ContainsFunc(besideNames(name), func(folder string) bool {
		return c.folders[path.Join(path.Dir(name), folder)]
	})
	if isSaved {
		return FormatSaved
	}
	return FormatPage
}
