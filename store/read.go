package store

import (
	"fmt"
	"iter"

	bolt "go.etcd.io/bbolt"

	"wxbackup/article"
)

// Article returns the article of that ID or any other name; ErrNoArticle when
// there is none.
func (a *Archive) Article(name string) (rec *Record, err error) {
	err = a.view(func(r reader) error {
		rec, err = r.article(name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading article: %w", err)
	}
	return rec, nil
}

// Articles are all articles with text: newest first by publication, then by ID, those
// without a date last. They are read in small parts, and none is open while
// the loop's body runs: the body may write to the archive.
func (a *Archive) Articles() iter.Seq2[*Record, error] {
	return scan(a, inDates, func(r reader, _, id []byte) (*Record, error) {
		return r.article(string(id))
	})
}

// Named are all articles that lists and links name and of which the archive
// has no text, in the order of Articles.
func (a *Archive) Named() iter.Seq2[*Record, error] {
	return scan(a, inNamed, func(r reader, _, id []byte) (*Record, error) {
		return r.article(string(id))
	})
}

// Body returns the clean body of the article with that ID, an HTML fragment;
// ErrNoArticle when there is none.
func (a *Archive) Body(id string) (body []byte, err error) {
	err = a.view(func(r reader) error {
		body, err = r.body(id)
		return err
	})
	return body, err
}

// Resolve returns the ID of the article of that name.
func (a *Archive) Resolve(name string) (id string, ok bool, err error) {
	err = a.view(func(r reader) error {
		id = r.resolve(name)
		return nil
	})
	return id, id != "", err
}

// AssetByCDN returns the hash, extension and size of the largest file known
// for a CDN id.
func (a *Archive) AssetByCDN(cdn string) (asset article.Asset, found bool, err error) {
	err = a.view(func(r reader) error {
		asset, found, err = r.asset(cdn)
		return err
	})
	return asset, found, err
}

// FileState returns what is remembered of an input file.
func (a *Archive) FileState(path string) (state FileState, found bool, err error) {
	err = a.view(func(r reader) error {
		data := r.get(inFiles, path)
		if data == nil {
			return nil
		}
		found = true
		return decode(data, &state)
	})
	return state, found, err
}

// Count is the number of articles with text. The dates are the smallest bucket
// with one key for each.
func (a *Archive) Count() (int, error) { return a.keys(inDates) }

// CountNamed is the number of articles that are only named.
func (a *Archive) CountNamed() (int, error) { return a.keys(inNamed) }

func (a *Archive) keys(bucket string) (n int, err error) {
	err = a.view(func(r reader) error {
		n = r.bolt.Bucket([]byte(bucket)).Stats().KeyN
		return nil
	})
	return n, err
}

func (a *Archive) view(fn func(r reader) error) error {
	return viewIndex(a.db, func(tx *bolt.Tx) error { return fn(reader{tx, a.codec}) })
}

// scanned is how many entries are read in one transaction.
const scanned = 128

// scan reads a bucket in the order of its keys. A long transaction would hold
// back every write, so that it takes one for each part.
func scan[T any](a *Archive, bucket string, read func(r reader, k, v []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for from, more := []byte{}, true; more; {
			var part []T
			err := a.view(func(r reader) (err error) {
				part, from, err = scanPart(r, bucket, from, read)
				return err
			})
			for _, value := range part {
				if !yield(value, nil) {
					return
				}
			}
			if err != nil {
				yield(*new(T), err)
				return
			}
			more = from != nil
		}
	}
}

// scanPart reads on at a key, and returns the key to go on at; nil at the end.
func scanPart[T any](r reader, bucket string, from []byte, read func(r reader, k, v []byte) (T, error)) ([]T, []byte, error) {
	part := make([]T, 0, scanned)
	c := r.bolt.Bucket([]byte(bucket)).Cursor()
	for k, v := c.Seek(from); k != nil; k, v = c.Next() {
		if len(part) == scanned {
			return part, append([]byte{}, k...), nil
		}
		value, err := read(r, k, v)
		if err != nil {
			return part, nil, fmt.Errorf("reading bucket %q: %w", bucket, err)
		}
		part = append(part, value)
	}
	return part, nil, nil
}
