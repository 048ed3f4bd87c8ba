package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Document is one file that may hold an article.
type Document struct {
	// Path is the path given by the user joined with the path inside it, "/"
	// between parts, "!/" after a container.
	Path string
	// Key is Path with the first part absolute: the same file has the same key
	// whatever folder the command runs in.
	Key   string
	Stamp Stamp
	// Format names the layout the document was found in.
	Format string
	// Published is the date that the file's name gives, zero for none. It is
	// the least trusted of all dates.
	Published time.Time
	// Files are the files of the export around the document, and Dir the
	// document's folder among them: what the page refers to is found there.
	Files fs.FS
	Dir   string

	open func() (io.ReadCloser, error)
	from *shared
}

// Close lets go of the folder or archive the document was found in; neither
// the document nor its Files can be read afterwards.
func (d *Document) Close() { d.from.release() }

// Stamp tells whether a file changed without opening it. Times are Unix
// nanoseconds; Beside is that of the folder of files saved with the page, 0
// where there is none.
type Stamp struct {
	Size, ModTime, Beside int64
}

// MaxSize is the size, in bytes, above which a file is no page: the largest
// seen have 4 MB.
const MaxSize = 64 << 20

// ErrTooLarge says that a file is larger than MaxSize.
var ErrTooLarge = errors.New("file is larger than any page")

// Read reads the document into buf, growing it when needed.
func (d *Document) Read(buf []byte) ([]byte, error) {
	r, err := d.open()
	if err != nil {
		return buf, err
	}
	defer r.Close()
	return readInto(buf, r, d.Stamp.Size)
}

// minBuffer is the room, in bytes, that the first document is given: most of
// those that follow fit, and room that is not used costs nothing.
const minBuffer = 4 << 20

// readInto reads all of r into buf, which is given the room of the announced
// size and one byte more, so that the end shows without growing.
func readInto(buf []byte, r io.Reader, size int64) ([]byte, error) {
	if size > MaxSize {
		return buf, ErrTooLarge
	}
	if int64(cap(buf)) <= size {
		buf = make([]byte, 0, max(2*size, minBuffer))
	}
	buf = buf[:0]
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case errors.Is(err, io.EOF):
			return buf, nil
		case err != nil:
			return buf, err
		case len(buf) > MaxSize:
			return buf, ErrTooLarge
		case len(buf) == cap(buf):
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// Visitor receives what a walk finds, in order. Its methods are called from
// one goroutine; an error ends the walk.
type Visitor struct {
	// Document takes a file that may hold an article, and has to close it.
	Document func(*Document) error
	// Skipped takes a file that is passed over, and why.
	Skipped func(path, why string) error
	// Unreadable takes a file or folder that could not be read.
	Unreadable func(path string, err error) error
}

// role is what a file is for, by its name.
type role int

const (
	document role = iota
	container
	other
	// unknown is a name that says nothing: its first bytes have to.
	unknown
)

// roleOf judges by the extension. Titles end in anything, so an extension
// nobody knows is a part of the name.
func roleOf(name string) role {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return document
	case ".zip":
		return container
	case ".md", ".markdown", ".txt", ".csv", ".json", ".jsonl", ".xlsx", ".xls", ".docx", ".doc", ".pdf", ".mhtml", ".mht",
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".ico", ".avif", ".heic", ".tif", ".tiff", ".dib",
		".mp3", ".m4a", ".mp4", ".mov", ".wav", ".amr", ".silk",
		".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".xml", ".yaml", ".yml", ".toml", ".log", ".db", ".sqlite",
		".tar", ".gz", ".tgz", ".zst", ".7z", ".rar", ".exe", ".py", ".go", ".ini", ".url", ".lnk", ".download", ".tmp":
		return other
	}
	return unknown
}

// looksLikePage judges by the first bytes of a file.
func looksLikePage(head []byte) bool {
	s := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(head), "\xef\xbb\xbf"), " \t\r\n"))
	for _, start := range []string{"<!doctype html", "<html", "<!--", "<head", "<?xml"} {
		if strings.HasPrefix(s, start) {
			return strings.Contains(s, "html")
		}
	}
	return false
}

// headSize is how many bytes looksLikePage wants.
const headSize = 512

func readHead(open func() (io.ReadCloser, error)) ([]byte, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading first bytes: %w", err)
	}
	return head[:n], nil
}

// Container is what stands before the path of the document's Files in the
// paths that users see.
func (d *Document) Container() string {
	inside := path.Join(d.Dir, path.Base(d.Path))
	return strings.TrimSuffix(d.Path, inside)
}
