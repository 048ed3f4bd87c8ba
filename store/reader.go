package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	bolt "go.etcd.io/bbolt"

	"wxbackup/article"
)

// reader reads the index inside one transaction. What it returns stays valid
// after the transaction.
type reader struct {
	bolt  *bolt.Tx
	codec *codec
}

func (r reader) get(bucket, name string) []byte {
	return r.bolt.Bucket([]byte(bucket)).Get(key(name))
}

// text is get for values that are text; "" when there is none.
func (r reader) text(bucket, name string) string { return string(r.get(bucket, name)) }

// resolve returns the ID of the article of that name, "" when there is none.
// An ID made of a page stays a name of the article that has the page.
func (r reader) resolve(name string) string {
	if id := r.text(inNames, name); id != "" {
		return id
	}
	start, ok := strings.CutPrefix(name, pageIDMark)
	if !ok || len(start) != pageIDSize {
		return ""
	}
	prefix := []byte(PageName(start))
	if k, id := r.bolt.Bucket([]byte(inNames)).Cursor().Seek(prefix); bytes.HasPrefix(k, prefix) {
		return string(id)
	}
	return ""
}

func (r reader) article(name string) (*Record, error) {
	data := r.get(inArticles, r.resolve(name))
	if data == nil {
		return nil, fmt.Errorf("%w: %q", ErrNoArticle, name)
	}
	rec := new(Record)
	return rec, decode(data, rec)
}

func (r reader) body(id string) ([]byte, error) {
	frame := r.get(inBodies, id)
	if frame == nil {
		return nil, fmt.Errorf("%w: %q has no body", ErrNoArticle, id)
	}
	body, err := r.codec.unpack(frame)
	if err != nil {
		return nil, fmt.Errorf("reading body of %q: %w: %w; reindex makes it again", id, ErrDamaged, err)
	}
	return body, nil
}

func (r reader) asset(cdn string) (asset article.Asset, found bool, err error) {
	data := r.get(inCDN, cdn)
	if data == nil {
		return asset, false, nil
	}
	err = decode(data, &asset)
	return asset, err == nil, err
}

// encode is JSON as people read it: no signs of addresses escaped.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

func decode(data []byte, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: the index holds no JSON: %w; reindex makes it again", ErrDamaged, err)
	}
	return nil
}

// each gives all names and values of a bucket in order. The bucket must not
// be changed meanwhile.
func (r reader) each(bucket string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		cursor := r.bolt.Bucket([]byte(bucket)).Cursor()
		for name, value := cursor.First(); name != nil; name, value = cursor.Next() {
			if !yield(string(name), string(value)) {
				return
			}
		}
	}
}
