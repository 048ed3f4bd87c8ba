package source

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"slices"
	"strings"

	"wxbackup/article"
)

// openWARC reads the pages and their parts from a web archive (WARC 1.0 and
// 1.1), plain or in gzip, be it one member a record or fewer. Only answers
// that hold the whole of what was asked for count. Pages of the platform stand
// before others. The error is errNoPage for an archive without a page.
func openWARC(r io.ReaderAt, size int64) (*bundle, error) {
	b, err := joinBundles([]*bundle{readWARC(r, size)}, nil)
	if err != nil {
		return nil, err
	}
	b.pages = platformFirst(b.pages)
	return b, nil
}

// platformFirst puts the pages of the platform before others.
func platformFirst(pages []bundlePage) []bundlePage {
	slices.SortStableFunc(pages, func(a, b bundlePage) int { return platformRank(a) - platformRank(b) })
	return pages
}

// platformRank is 0 for the platform's pages, 1 for others.
func platformRank(p bundlePage) int {
	if u, err := url.Parse(p.address); err == nil && strings.EqualFold(u.Hostname(), article.Host) {
		return 0
	}
	return 1
}

// warc is a web archive, of which only addresses and offsets are held.
type warc struct {
	file  io.ReaderAt
	pages []bundlePage
	index partIndex[warcBody]
}

// readWARC finds the records that can be read, be there a page or not.
func readWARC(r io.ReaderAt, size int64) *bundle {
	w := &warc{file: r}
	if isGzip(r) {
		w.file, size = gunzipAt(r, size), math.MaxInt64
	}
	damage := w.read(size)
	return &bundle{pages: w.pages, part: w.part, damage: damage}
}

// read finds the records. An error is about what follows those that were
// found.
func (w *warc) read(size int64) error {
	lines := newLineReader(w.file, span{0, size})
	for {
		record, err := nextRecord(lines)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading record at byte %d: %w", lines.start, err)
		}
		w.add(record)
	}
}

func (w *warc) add(r warcRecord) {
	if r.address == "" {
		return
	}
	if isHTML(r.mediaType) {
		w.pages = append(w.pages, bundlePage{
			address: pageAddress(r.address), captured: r.captured,
			open: func() (io.ReadCloser, error) { return w.open(r.body) },
		})
	}
	w.index.add(r.address, r.body)
}

// open reads the content of a record.
func (w *warc) open(body warcBody) (io.ReadCloser, error) {
	if !body.http {
		return io.NopCloser(body.open(w.file)), nil
	}
	lines := newLineReader(w.file, body.span)
	if _, err := lines.line(); err != nil {
		return nil, fmt.Errorf("reading status: %w", noEOF(err))
	}
	h, err := lines.header()
	if err != nil {
		return nil, fmt.Errorf("reading HTTP header: %w", noEOF(err))
	}
	return decodeHTTP(h, lines.buf)
}

// part opens what stands under an address.
func (w *warc) part(address string) (io.ReadCloser, error) {
	if body, ok := w.index.find(address); ok {
		return w.open(body)
	}
	return nil, notInBundle(address)
}
