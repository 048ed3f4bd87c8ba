package source

import (
	"bytes"
	"errors"
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
	// matches judges by the name and the first listingHead bytes.
	matches func(name string, head []byte) bool
	// read cuts a file into items, which emit seals; the name of an item
	// follows "!/" in its path and is "" for a file that is one item. An error
	// is the file's damage; items before it were handed on. With errOther or
	// passedOver no item was.
	read func(f *blob, name string, emit emitter) error
}

// emitter takes one item of a listing. Its errors end the reading.
type emitter = func(name string, content any) error

// listingHead is how many bytes are read to tell a listing: some tools write
// much before what tells them.
const listingHead = 8 << 10

// errOther says that a file is no listing of this kind after all.
var errOther = errors.New("listing of another kind")

// passedOver says why a file that is a listing has no items.
type passedOver string

func (why passedOver) Error() string { return string(why) }

// errNoArticle is what read gives for a file that is of the format and about
// something else.
const errNoArticle = passedOver("no article in it")

// listings are tried in order.
var listings = []listing{
	apiListing,
	rssListing,
	atomListing,
	jsonFeedListing,
	metadataListing,
	recordsListing,
	{item.FormatGetmsg, isGetmsg, readGetmsg},
	{"wae-accounts", isWAEAccounts, passWAEAccounts},
	{item.FormatWAE, isWAEList, readWAEList},
	{item.FormatWAECSV, isWAETable, readTable},
	{item.FormatWAEXLSX, isWorkbook, readWAEWorkbook},
	{item.FormatLinkXLSX, isWorkbook, readLinkWorkbook},
	{item.FormatQWD, isQWD, readTable},
	{item.FormatWXDown, isWXDown, readWXDown},
	markdownListing("md", isFrontMatter),
	markdownListing("qwd-md", isQWDMarkdown),
	markdownListing("jw-md", isJWMarkdown),
	markdownListing("xwd-md", isXWDMarkdown),
	markdownListing("w2m-md", isW2MMarkdown),
	markdownListing("wae-md", isWAEMarkdown),
	{item.FormatLinkCSV, isLinkList, readLinkList},
}

// list hands on what is in a file that can be a listing.
func (w walker) list(f file) error {
	if f.locked != nil {
		return w.visitor.Unreadable(f.path, f.locked)
	}
	head, err := readFirst(f.open, listingHead)
	if err != nil {
		return w.visitor.Unreadable(f.path, err)
	}
	name := strings.ToLower(path.Base(f.name))
	for i := range listings {
		l := &listings[i]
		if !l.matches(name, head) {
			continue
		}
		if err := w.items(f, l); !errors.Is(err, errOther) {
			return err
		}
	}
	return w.visitor.Skipped(f.path, notAPage)
}

// items hands on the items of a listing. It fails with errOther where the file
// is none of that kind.
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
	var why passedOver
	err = l.read(data, f.name, func(name string, content any) error {
		if stopped = w.ctx.Err(); stopped == nil {
			stopped = w.one(f, l, name, content)
		}
		return stopped
	})
	switch {
	case stopped != nil:
		return stopped
	case errors.Is(err, errOther):
		return errOther
	case errors.As(err, &why):
		return w.visitor.Skipped(f.path, string(why))
	case err != nil:
		return w.visitor.Unreadable(f.path, fmt.Errorf("reading %s: %w", l.format, cutOff(err)))
	}
	return nil
}

// one hands on one item.
func (w walker) one(f file, l *listing, name string, content any) error {
	d, err := f.sealed(l.format, name, content)
	if err != nil {
		return err
	}
	return w.visitor.Document(d)
}

// sealed is an item as a document. It takes its own bytes as its share of the
// file.
func (f file) sealed(format, name string, content any) (*Document, error) {
	src, err := item.Seal(format, content)
	if err != nil {
		return nil, err
	}
	d := f.document()
	d.Format, d.size = format, int64(len(src))
	d.open = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
	if name != "" {
		d.Path += "!/" + name
		d.Key += "!/" + name
		d.Stamp.Size = int64(len(src))
		d.Hints = nil
	}
	return d, nil
}
