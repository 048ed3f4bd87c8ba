package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// Page adds a line to pages.jsonl. A line that is there already, with the
// same page, source, ID and slug, is not repeated: of several lines on one
// page and source the last holds.
func (tx *Tx) Page(e PageEntry) error {
	e.Source = valid(e.Source)
	return tx.journal(pagesName, pageKey(e), e, e.check())
}

// PageAgain is Page for an article whose slug became another one, or an earlier
// one again: the line is added in any case, so that it is the last.
func (tx *Tx) PageAgain(e PageEntry) error {
	e.Source = valid(e.Source)
	if err := errors.Join(e.check(), tx.put(inJournals, pageKey(e), journaled)); err != nil || tx.archive.rebuilding {
		return err
	}
	return tx.addLine(pagesName, e)
}

// Asset adds a line to assets.jsonl. A line that is there already, with the
// same asset, page, reference and address, is not repeated.
func (tx *Tx) Asset(e AssetEntry) error {
	e.Source, e.Ref, e.URL = valid(e.Source), valid(e.Ref), valid(e.URL)
	return tx.journal(assetsName, assetKey(e), e, e.check())
}

func (tx *Tx) journal(name, key string, entry any, wrong error) error {
	if wrong != nil {
		return fmt.Errorf("adding to %s: %w", name, wrong)
	}
	if tx.archive.rebuilding || tx.get(inJournals, key) != nil {
		return nil
	}
	if err := tx.put(inJournals, key, journaled); err != nil {
		return err
	}
	return tx.addLine(name, entry)
}

func (tx *Tx) addLine(name string, entry any) error {
	line, err := encode(entry)
	if err != nil {
		return fmt.Errorf("adding to %s: %w", name, err)
	}
	tx.lines[name] = append(append(tx.lines[name], line...), '\n')
	return nil
}

// appendLines adds lines to a journal with one write, and makes sure of them.
// What a failed write left is taken back.
func (a *Archive) appendLines(name string, lines []byte) error {
	if len(lines) == 0 {
		return nil
	}
	err := a.appendJournal(filepath.Join(a.dir, name), lines)
	if err != nil {
		return fmt.Errorf("adding to %s: %w", name, err)
	}
	return nil
}

func (a *Archive) appendJournal(path string, lines []byte) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	if endsTorn(f, size) {
		lines = append([]byte{'\n'}, lines...)
	}
	if _, err := f.WriteAt(lines, size); err != nil {
		return errors.Join(err, f.Truncate(size))
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if size == 0 {
		return syncFolder(a.folder)
	}
	return nil
}

// endsTorn reports whether a killed run left a line without its end.
func endsTorn(f io.ReaderAt, size int64) bool {
	last := make([]byte, 1)
	if size == 0 {
		return false
	}
	_, err := f.ReadAt(last, size-1)
	return err == nil && last[0] != '\n'
}

// PageEntries reads pages.jsonl of the archive in dir. A line that cannot be
// read is an error value with its number, and reading goes on; ErrTorn tells
// that a killed run left it. The last line, when it is torn, is left out.
func PageEntries(dir string) iter.Seq2[PageEntry, error] {
	return entries[PageEntry](dir, pagesName)
}

// AssetEntries reads assets.jsonl as PageEntries does pages.jsonl.
func AssetEntries(dir string) iter.Seq2[AssetEntry, error] {
	return entries[AssetEntry](dir, assetsName)
}

// PublishedEntries reads published.jsonl as PageEntries does pages.jsonl.
func PublishedEntries(dir string) iter.Seq2[PublishedEntry, error] {
	return entries[PublishedEntry](dir, publishedName)
}

// entry is a line of a journal, which knows what must hold for it.
type entry interface{ check() error }

func entries[T entry](dir, name string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		f, err := os.Open(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err != nil {
			yield(*new(T), fmt.Errorf("reading journal: %w", err))
			return
		}
		defer f.Close()
		for line, err := range readLines(f) {
			if err != nil {
				yield(*new(T), fmt.Errorf("reading journal: %w", err))
				return
			}
			entry, err := parseLine[T](line.text)
			if err != nil && line.torn {
				return
			}
			if err != nil {
				err = fmt.Errorf("reading %s: line %d: %w", name, line.number, err)
			}
			if !yield(entry, err) {
				return
			}
		}
	}
}

// parseLine reads one line. Zeros are what a file system may show in place of
// bytes that were not on disk when the power failed.
func parseLine[T entry](text []byte) (e T, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	err = d.Decode(&e)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), bytes.IndexByte(text, 0) >= 0:
		return *new(T), ErrTorn
	case err != nil:
		return *new(T), err
	case d.More():
		return *new(T), errors.New("more than one value")
	}
	return e, e.check()
}

// line is one line of a journal, without space around it. An empty line is
// none.
type line struct {
	number int
	text   []byte
	// torn says that its end is missing.
	torn bool
}

func readLines(r io.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		for number := 1; ; number++ {
			text, err := in.ReadBytes('\n')
			if err != nil && err != io.EOF {
				yield(line{}, err)
				return
			}
			text = bytes.TrimSpace(text)
			if len(text) > 0 && !yield(line{number, text, err != nil}, nil) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}
