package table

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"

	"wxbackup/redirect"
)

// ErrLong says that an address is longer than any request.
var ErrLong = errors.New("address too long")

// Write writes the table of the rules. The same rules and stamp always give
// the same bytes.
func Write(w io.Writer, m redirect.Map, stamp Stamp) error {
	t := writer{Map: m, ids: idsOf(m.Rules)}
	if err := t.layOut(stamp); err != nil {
		return fmt.Errorf("writing table: %w", err)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	t.write(out)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing table: %w", err)
	}
	return nil
}

// writer knows where everything will be before it writes.
type writer struct {
	redirect.Map
	ids     []string
	buckets buckets
	header  header
}

func idsOf(rules []redirect.Rule) []string {
	ids := make([]string, 0, len(rules))
	for _, r := range rules {
		if r.ID != "" {
			ids = append(ids, r.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// entries gives all entries in the order of the file. The source of one is
// valid until the next.
func (t *writer) entries() iter.Seq[entry] {
	return func(yield func(entry) bool) {
		var b []byte
		for _, r := range t.Rules {
			b = appendSource(b[:0], r.Source)
			if !yield(entry{kindRule, t.number(r.ID), b, r.Target}) {
				return
			}
		}
		for _, s := range t.Held {
			b = appendSource(b[:0], s)
			if !yield(entry{kindHeld, noArticle, b, ""}) {
				return
			}
		}
		for _, biz := range t.Accounts {
			b = appendAccount(b[:0], biz)
			if !yield(entry{kindAccount, noArticle, b, ""}) {
				return
			}
		}
	}
}

// number is the article's, noArticle for none.
func (t *writer) number(id string) uint32 {
	n, ok := slices.BinarySearch(t.ids, id)
	if !ok {
		return noArticle
	}
	return uint32(n)
}

func (t *writer) layOut(stamp Stamp) error {
	h := header{Rules: uint64(len(t.Rules)), Articles: uint64(len(t.ids)), Stamp: stamp}
	h.Entries = h.Rules + uint64(len(t.Held)+len(t.Accounts))
	t.buckets = newBuckets(int(h.Entries))
	h.Buckets = uint64(t.buckets.count())
	at := bucketOffset(t.buckets.count())
	for e := range t.entries() {
		if len(e.source) > math.MaxUint16 || len(e.target) > math.MaxUint16 {
			return fmt.Errorf("placing %.40q: %w", e.source, ErrLong)
		}
		t.buckets.put(hash(e.source), at)
		at += int64(e.size())
	}
	t.buckets.seal()
	h.countWays(t.Map)
	if at > maxOffset {
		return fmt.Errorf("placing %d entries: %w", h.Entries, ErrLong)
	}
	h.Names, h.Size = uint64(at), uint64(at)
	for _, id := range t.ids {
		if len(id) > math.MaxUint16 {
			return fmt.Errorf("placing article %.40q: %w", id, ErrLong)
		}
		h.Size += uint64(nameSize(id))
	}
	t.header = h
	return nil
}

// countWays notes in which ways sources have to be looked up.
func (h *header) countWays(m redirect.Map) {
	for _, r := range m.Rules {
		*h.way(r.Source)++
	}
	for _, s := range m.Held {
		*h.way(s)++
	}
}

// way is the count of the sources that are told apart as this one is.
func (h *header) way(s redirect.Source) *uint64 {
	switch {
	case s.Host != "" && s.Query != "":
		return &h.HostQuery
	case s.Query != "":
		return &h.Query
	case s.Host != "":
		return &h.HostPath
	}
	return &h.Plain
}

// write leaves errors to the writer, which keeps the first until Flush.
func (t *writer) write(w *bufio.Writer) {
	var b []byte
	put := func(b []byte) { _, _ = w.Write(b) }
	put(t.header.bytes())
	put(t.buckets)
	at := bucketOffset(t.buckets.count())
	for e := range t.entries() {
		b = e.append(b[:0], at)
		put(b)
		at += int64(e.size())
	}
	for _, id := range t.ids {
		b = appendName(b[:0], id, at)
		put(b)
		at += int64(nameSize(id))
	}
}
