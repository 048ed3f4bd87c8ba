package table

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"sync"

	"wxbackup/redirect"
)

// Table is an open table. Its methods may be called by several goroutines at
// once, but for Close.
type Table struct {
	file   *os.File
	header header
	// private is the path of a copy that goes with the table; empty for a file
	// of others.
	private string
	// scratch are the buffers of lookups.
	scratch sync.Pool
}

// Answer is what a table says of a source that it has.
type Answer struct {
	// Target is that of the rule; empty for what is gone or held.
	Target string
	// Held says that the source has no certain target: see redirect.Map.
	Held bool
	// Article is the number of the article at the target, see Table.Articles;
	// -1 where there is none.
	Article int
}

// Status is 301, 410 for what is gone, and 404 for what is held.
func (a Answer) Status() int {
	switch {
	case a.Held:
		return http.StatusNotFound
	case a.Target == "":
		return http.StatusGone
	}
	return http.StatusMovedPermanently
}

// Open opens the table at path. It is ErrDamaged for a file that is none. The
// file may be replaced while it is open, by renaming another to its name.
func Open(path string) (*Table, error) {
	if runtime.GOOS == "windows" {
		return OpenCopy(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening table: %w", err)
	}
	t, err := newTable(file)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("opening table %q: %w", path, err)
	}
	return t, nil
}

func newTable(file *os.File) (*Table, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	var head [headerSize]byte
	if _, err := file.ReadAt(head[:], 0); err != nil {
		return nil, failed("header", 0, err)
	}
	h, err := parseHeader(head[:], info.Size())
	if err != nil {
		return nil, err
	}
	t := &Table{file: file, header: h}
	t.scratch.New = func() any { return &scratch{entry: make([]byte, entryGuess)} }
	return t, nil
}

// Close closes the file.
func (t *Table) Close() error {
	if t.private == "" {
		return t.file.Close()
	}
	return errors.Join(t.file.Close(), os.Remove(t.private))
}

// Rules is how many rules the table has.
func (t *Table) Rules() int { return int(t.header.Rules) }

// ArticleCount is how many articles rules lead to.
func (t *Table) ArticleCount() int { return int(t.header.Articles) }

// Stamp is what the table's maker wrote into it.
func (t *Table) Stamp() Stamp { return t.header.Stamp }

// Lookup finds the answer to a source; false where the table has none.
func (t *Table) Lookup(s redirect.Source) (answer Answer, found bool, err error) {
	if *t.header.way(s) == 0 {
		return Answer{}, false, nil
	}
	own := t.borrow()
	defer t.scratch.Put(own)
	own.source = appendSource(own.source[:0], s)
	e, found, err := t.find(own)
	if err != nil || !found {
		return Answer{}, false, err
	}
	answer = Answer{Target: e.target, Held: e.kind == kindHeld, Article: -1}
	if e.article != noArticle {
		answer.Article = int(e.article)
	}
	return answer, true, nil
}

// HasAccount reports whether all long addresses of the account that are not in
// the table are gone: see redirect.Map.Accounts.
func (t *Table) HasAccount(biz string) (bool, error) {
	own := t.borrow()
	defer t.scratch.Put(own)
	own.source = appendAccount(own.source[:0], biz)
	_, found, err := t.find(own)
	return found, err
}

func (t *Table) borrow() *scratch {
	// Nothing else is ever put into the pool.
	own, _ := t.scratch.Get().(*scratch)
	return own
}

// failed says what could not be read. A file that ends too early is damaged.
func failed(what string, offset int64, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = ErrDamaged
	}
	return fmt.Errorf("reading %s at %d: %w", what, offset, err)
}
