package source

import (
	"errors"
	"io"
	"io/fs"
	"net/url"
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
	// Hints are names that this document may share with others of the same
	// article, and with others: the page and the text that a tool wrote side
	// by side have the same one. They begin with what kind of name they are.
	Hints []string
	// Files are the files of the export around the document, and Dir the
	// document's folder among them: what the page refers to is found there.
	Files fs.FS
	Dir   string

	// container is what stands before the paths of Files.
	container string
	// size is what open will give, in bytes, 0 when not known.
	size int64
	open func() (io.ReadCloser, error)
	from *shared
	// address is where the page was, and part opens what its own file holds;
	// nil where that is the page alone.
	address string
	part    func(address string) (io.ReadCloser, error)
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
	return readInto(buf, r, d.size)
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
	// Unreadable takes a file or folder that could not be read, or of which a
	// part could not.
	Unreadable func(path string, err error) error
	// Sealed takes a file, with its size in bytes, that would have to be
	// unpacked or searched through to know what is in it. Where it is nil, that
	// is done.
	Sealed func(path string, size int64) error
}

// Container is what stands before the path of the document's Files in the
// paths that users see.
func (d *Document) Container() string { return d.container }

// HasOwnFiles reports whether files came with this very document, beside it or
// in it.
func (d *Document) HasOwnFiles() bool { return d.Format == FormatSaved || d.part != nil }

// Address is where the page was when its file was made, "" when that does not
// say.
func (d *Document) Address() string { return d.address }

// Part opens what the document's own file holds under an address, absolute or
// seen from the page; fs.ErrNotExist where it holds nothing.
func (d *Document) Part(address string) (io.ReadCloser, error) {
	if d.part == nil || address == "" {
		return nil, fs.ErrNotExist
	}
	r, err := d.part(address)
	if !errors.Is(err, fs.ErrNotExist) {
		return r, err
	}
	base, err := url.Parse(d.address)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	resolved, err := base.Parse(address)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	return d.part(resolved.String())
}
