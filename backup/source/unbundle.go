package source

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"wxbackup/article"
)

// The formats of documents that come from a file with all they show.
const (
	// FormatMHTML is a web page saved in one file of MIME parts.
	FormatMHTML = "mhtml"
	// FormatWebArchive is a page as Safari saves it.
	FormatWebArchive = "webarchive"
	// FormatDOCX is a page that a tool put whole into a Word document.
	FormatDOCX = "docx"
	// FormatWARC is a page in a web archive (ISO 28500).
	FormatWARC = "warc"
	// FormatWACZ is a page in a web archive with its index.
	FormatWACZ = "wacz"
)

// bundleOpeners read the kinds of files that hold pages with what they show.
var bundleOpeners = map[kind]func(io.ReaderAt, int64) (*bundle, error){
	kindMHTML:      openMHTML,
	kindWebArchive: openWebArchive,
	kindDOCX:       openDOCX,
	kindWARC:       openWARC,
	kindWACZ:       openWACZ,
}

func isBundle(k kind) bool { return bundleOpeners[k] != nil }

// bundle hands on the pages of a file that holds them with what they show.
func (w walker) bundle(f file, k kind) error {
	if w.visitor.Sealed != nil {
		return w.visitor.Sealed(f.path, f.stamp.Size)
	}
	data, err := f.random()
	if err != nil {
		return w.visitor.Unreadable(f.path, fmt.Errorf("opening %s: %w", k, err))
	}
	whole := share(data)
	defer whole.release()
	b, err := bundleOpeners[k](interruptibleAt{w.ctx, data}, data.size)
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case errors.Is(err, errNoPage) && k == kindDOCX:
		return w.docxText(f, data, whole)
	case errors.Is(err, errNoPage):
		return w.visitor.Skipped(f.path, errNoPage.Error())
	case err != nil:
		return w.visitor.Unreadable(f.path, fmt.Errorf("opening %s: %w", k, cutOff(err)))
	}
	if err := w.pages(f, k, b, whole); err != nil {
		return err
	}
	if b.damage != nil {
		return w.visitor.Unreadable(f.path, fmt.Errorf("reading %s: %w", k, cutOff(b.damage)))
	}
	return nil
}

// pages hands on the pages of a bundle that whole keeps open.
func (w walker) pages(f file, k kind, b *bundle, whole *shared) error {
	names := pageNames(b.pages)
	for i, p := range b.pages {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		d := f.document()
		d.Format, d.size, d.open = string(k), 0, p.open
		d.address, d.part = p.address, b.part
		d.from = share(closer(both(d.from, whole.acquire())))
		if len(b.pages) > 1 {
			d.standAlone(names[i], len(b.pages))
		}
		if err := w.visitor.Document(d); err != nil {
			return err
		}
	}
	return nil
}

// both lets go of two things at once.
func both(a, b *shared) func() {
	return func() {
		a.release()
		b.release()
	}
}

// standAlone makes a document one of several pages of its file: it is known by
// its own name, no file beside the bundle is its own nor named after it, and it takes its share
// of the bundle's size.
func (d *Document) standAlone(name string, pages int) {
	d.container = d.Path + "!/"
	d.Path += "!/" + name
	d.Key += "!/" + name
	d.Stamp.Size /= int64(pages)
	d.Published = NameDate(d.Path)
	d.Hints = nil
	d.Files, d.Dir = noFiles{}, "."
}

// pageNames are the names of the pages of a bundle: their addresses without
// scheme and credentials, numbered where two have one.
func pageNames(pages []bundlePage) []string {
	names := make([]string, len(pages))
	times := map[string]int{}
	for i, p := range pages {
		name := article.StripSecrets(p.address)
		if _, rest, ok := strings.Cut(name, "://"); ok {
			name = rest
		}
		if name == "" {
			name = "page"
		}
		times[name]++
		if n := times[name]; n > 1 {
			name += " (" + strconv.Itoa(n) + ")"
		}
		names[i] = name
	}
	return names
}
