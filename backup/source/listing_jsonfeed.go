package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"wxbackup/convert/item"
)

// jsonFeedListing is a JSON Feed. Its mark is the address of the format's
// version.
var jsonFeedListing = listing{
	format: item.FormatJSONFeed,
	matches: func(_ string, head []byte) bool {
		head = bytes.ReplaceAll(head, []byte(`\/`), []byte("/"))
		return bytes.Contains(head, []byte(`"version"`)) && bytes.Contains(head, []byte("https://jsonfeed.org/version/"))
	},
	read: readJSONFeed,
}

// jsonFeed reads the items of a JSON Feed one after the other.
type jsonFeed struct {
	json  *json.Decoder
	text  *itemReader
	emit  func(name string, content any) error
	entry item.FeedEntry
	count feedCount
}

var errNoFeed = errors.New("file is not one JSON object")

func readJSONFeed(f *blob, _ string, emit func(name string, content any) error) error {
	text, err := f.items()
	if err != nil {
		return err
	}
	r := jsonFeed{json: json.NewDecoder(text), text: text, emit: emit}
	if err := r.object(); err != nil {
		return unfinished(err)
	}
	if r.count.articles == 0 {
		return errNoArticle
	}
	return nil
}

func (r *jsonFeed) object() error {
	if token, err := r.json.Token(); err != nil || token != json.Delim('{') {
		return errors.Join(errNoFeed, err)
	}
	for r.json.More() {
		key, err := r.json.Token()
		if err != nil {
			return err
		}
		if err := r.field(key); err != nil {
			return err
		}
	}
	_, err := r.json.Token()
	return err
}

func (r *jsonFeed) field(key json.Token) error {
	if key == "items" {
		return r.items()
	}
	var value any
	if err := r.json.Decode(&value); err != nil {
		return err
	}
	if s, ok := value.(string); ok && key == "title" {
		r.entry.Feed = s
	}
	return nil
}

func (r *jsonFeed) items() error {
	if token, err := r.json.Token(); err != nil || token != json.Delim('[') {
		return err
	}
	for r.json.More() {
		r.text.next()
		r.entry.JSON = nil
		if err := r.json.Decode(&r.entry.JSON); err != nil {
			return fmt.Errorf("reading item %d: %w", r.count.entries+1, unfinished(err))
		}
		if err := r.count.hand(r.entry, r.emit); err != nil {
			return err
		}
	}
	_, err := r.json.Token()
	return err
}

// wholeJSON is the only value of a file.
func wholeJSON(f *blob) (json.RawMessage, error) {
	text, err := f.items()
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(text)
	var value json.RawMessage
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errNoFeed
	}
	return value, nil
}
