package table

import (
	"bytes"
	"slices"
)

// entryGuess is what is read of an entry at once; few are longer.
const entryGuess = 512

// scratch is what one lookup needs.
type scratch struct {
	source []byte
	bucket [bucketSize]byte
	entry  []byte
}

// find looks for the entry of own.source. Its source is valid until own is
// used again.
func (t *Table) find(own *scratch) (e entry, found bool, err error) {
	h, buckets := hash(own.source), int64(t.header.Buckets)
	n := homeOf(h, buckets)
	for range buckets {
		if err := t.readBucket(own, n); err != nil {
			return entry{}, false, err
		}
		for i := range bucketPlaces {
			place := placeAt(own.bucket[:], i)
			if place == 0 {
				return entry{}, false, nil
			}
			offset, likely := offsetOf(place, h)
			if !likely {
				continue
			}
			if e, err = t.readEntry(own, offset); err != nil || bytes.Equal(e.source, own.source) {
				return e, err == nil, err
			}
		}
		n = (n + 1) % buckets
	}
	return entry{}, false, nil
}

func (t *Table) readBucket(own *scratch, n int64) error {
	if _, err := t.file.ReadAt(own.bucket[:], bucketOffset(n)); err != nil {
		return failed("bucket", n, err)
	}
	if !isSound(own.bucket[:], n) {
		return failed("bucket", n, ErrDamaged)
	}
	return nil
}

// readEntry reads what an entry most likely has at once, and the rest of a
// longer one. The end of the file is no trouble for one that ends before.
func (t *Table) readEntry(own *scratch, offset int64) (entry, error) {
	n, err := t.file.ReadAt(own.entry[:entryGuess], offset)
	if n < entryHead {
		return entry{}, failed("entry", offset, err)
	}
	size := entryLen(own.entry)
	if size > n {
		own.entry = slices.Grow(own.entry[:n], size-n)[:size]
		if _, err := t.file.ReadAt(own.entry[n:], offset+int64(n)); err != nil {
			return entry{}, failed("entry", offset, err)
		}
	}
	e, ok := parseEntry(own.entry[:size], offset)
	if !ok {
		return entry{}, failed("entry", offset, ErrDamaged)
	}
	return e, nil
}
