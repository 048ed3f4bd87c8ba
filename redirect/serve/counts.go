package serve

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

	"wxbackup/internal/atomicfile"
	"wxbackup/redirect/table"
)

// count is a line of the file of counts: how often the old addresses of an
// article were asked for. Lines are sorted by id.
type count struct {
	ID    string `json:"id"`
	Count uint64 `json:"count"`
}

// save adds counts to the file at path. Articles that are not in the table keep
// theirs. Nothing is held in memory: both the file and the table are sorted.
func save(path string, t *table.Table, counts *counters) (err error) {
	if path == "" || counts.isZero() {
		return nil
	}
	old, err := openCounts(path)
	if err != nil {
		return fmt.Errorf("saving counts: %w", err)
	}
	defer old.Close()
	r, w := io.Pipe()
	go func() {
		out := bufio.NewWriterSize(w, 1<<16)
		err := merge(out, readCounts(path, old), counted(t, counts))
		w.CloseWithError(errors.Join(err, out.Flush()))
	}()
	err = atomicfile.WriteFrom(filepath.Dir(path), r, func() string {
		// Windows replaces no file that is open.
		old.Close()
		return path
	})
	if err = errors.Join(err, r.Close()); err != nil {
		return fmt.Errorf("saving counts: %w", err)
	}
	return nil
}

// openCounts opens the file, or nothing where there is none yet.
func openCounts(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	return f, err
}

// readCounts gives the lines of a file of counts. An error ends it.
func readCounts(path string, r io.Reader) iter.Seq2[count, error] {
	return func(yield func(count, error) bool) {
		lines := bufio.NewScanner(r)
		for n := 1; lines.Scan(); n++ {
			var c count
			if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
				yield(count{}, fmt.Errorf("reading %q line %d: %w", path, n, err))
				return
			}
			if !yield(c, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(count{}, fmt.Errorf("reading %q: %w", path, err))
		}
	}
}

// counted gives what was counted for the articles of a table.
func counted(t *table.Table, counts *counters) iter.Seq2[count, error] {
	return func(yield func(count, error) bool) {
		n := 0
		for id, err := range t.Articles() {
			if err != nil {
				yield(count{}, err)
				return
			}
			if c := counts.of(n); c > 0 && !yield(count{id, uint64(c)}, nil) {
				return
			}
			n++
		}
	}
}

// merge writes the sums of two sorted lists.
func merge(w io.Writer, a, b iter.Seq2[count, error]) error {
	first, stopFirst := newCursor(a)
	defer stopFirst()
	second, stopSecond := newCursor(b)
	defer stopSecond()
	out := json.NewEncoder(w)
	for first.more || second.more {
		if err := errors.Join(first.err, second.err); err != nil {
			return err
		}
		id := first.ID
		if !first.more || second.more && second.ID < id {
			id = second.ID
		}
		if err := out.Encode(count{id, first.take(id) + second.take(id)}); err != nil {
			return err
		}
	}
	return nil
}

// cursor is at one line of a list.
type cursor struct {
	count
	err  error
	more bool
	next func() (count, error, bool)
}

func newCursor(list iter.Seq2[count, error]) (c *cursor, stop func()) {
	next, stop := iter.Pull2(list)
	c = &cursor{next: next}
	c.advance()
	return c, stop
}

func (c *cursor) advance() { c.count, c.err, c.more = c.next() }

// take is the count of the lines of an article, if the cursor is at them.
func (c *cursor) take(id string) (n uint64) {
	for c.more && c.err == nil && c.ID == id {
		n += c.Count
		c.advance()
	}
	return n
}
