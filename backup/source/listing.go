package source

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"wxbackup/convert/item"
)

// listing is a kind of file in which a tool wrote what it knows of articles:
// lists, answers of interfaces, feeds, text. Each of its items is handed on as
// a document of its own, whose bytes are sealed by package item.
type listing struct {
	// format names the layout, for journals and entries.
	format string
	// matches judges by the name and the first headSize bytes.
	matches func(name string, head []byte) bool
	// read cuts a file into items, which emit seals; the name of an item
	// follows "!/" in its path and is "" for a file that is one item. An error
	// is the file's damage; items before it were handed on.
	read func(f *blob, name string, emit func(name string, content any) error) error
}

// listings are tried in order.
var listings = []listing{}

// listingOf is the first listing that a file is, nil for none.
func listingOf(name string, head []byte) *listing {
	for i := range listings {
		if listings[i].matches(strings.ToLower(name), head) {
			return &listings[i]
		}
	}
	return nil
}

// list hands on what is in a file that can be a listing.
func (w walker) list(f file) error {
	if f.locked != nil {
		return w.visitor.Unreadable(f.path, f.locked)
	}
	head, err := readHead(f.open)
	if err != nil {
		return w.visitor.Unreadable(f.path, err)
	}
	l := listingOf(path.Base(f.name), head)
	if l == nil {
		return w.visitor.Skipped(f.path, notAPage)
	}
	return w.items(f, l)
}

// items hands on the items of a listing.
func (w walker) items(f file, l *listing) error {
	if w.visitor.Sealed != nil {
		return w.visitor.Sealed(f.path, f.stamp.Size)
	}
	data, err := f.random()
	if err != nil {
		return w.visitor.Unreadable(f.path, fmt.Errorf("opening %s: %w", l.format, err))
	}
	defer data.Close()
	var stopped error
	err = l.read(data, f.name, func(name string, content any) error {
		if stopped = w.ctx.Err(); stopped == nil {
			stopped = w.one(f, l, name, content)
		}
		return stopped
	})
	switch {
	case stopped != nil:
		return stopped
	case err != nil:
		return w.visitor.Unreadable(f.path, fmt.Errorf("reading %s: %w", l.format, cutOff(err)))
	}
	return nil
}

// one hands on one item. It takes its own bytes as its share of the file.
func (w walker) one(f file, l *listing, name string, content any) error {
	src, err := item.Seal(l.format, content)
	if err != nil {
		return err
	}
	d := f.document()
	d.Format, d.size = l.format, int64(len(src))
	d.open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
	if name != "" {
		d.Path += "!/" + name
		d.Key += "!/" + name
		d.Stamp.Size = int64(len(src))
	}
	return w.visitor.Document(d)
}
