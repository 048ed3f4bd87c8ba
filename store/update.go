package store

import (
	"bytes"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"wxbackup/article"
)

// Tx is one batch of changes. It is valid inside the function given to Update
// only, and by one goroutine.
type Tx struct {
	reader
	archive *Archive
	// changed says that the index differs from what is on disk.
	changed bool
	// lines are those to be added to each journal.
	lines map[string][]byte
	// obsolete are Markdown copies to be removed after the commit, with the
	// hash each was written with.
	obsolete map[string]string
}

// Update makes one batch of changes to the index. Files that the batch names
// are on disk first, then journal lines, then the index; when fn or any of
// these fails, the index stays as it was. fn must not call Update.
func (a *Archive) Update(fn func(tx *Tx) error) error {
	if a.db.IsReadOnly() {
		return errReadOnly
	}
	a.updating.Lock()
	defer a.updating.Unlock()
	if err := a.catchUp(); err != nil {
		return err
	}
	inner, err := a.db.Begin(true)
	if err != nil {
		return fmt.Errorf("updating index: %w", err)
	}
	// After a commit there is nothing to roll back, which is the error then.
	defer func() { _ = inner.Rollback() }()
	tx := &Tx{reader: reader{inner, a.codec}, archive: a, lines: map[string][]byte{}, obsolete: map[string]string{}}
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.commit(); err != nil {
		a.caughtUp = false
		return err
	}
	return nil
}

func (tx *Tx) commit() error {
	if err := tx.archive.syncWritten(); err != nil {
		return fmt.Errorf("syncing archive: %w", err)
	}
	for _, name := range []string{pagesName, assetsName, publishedName} {
		if err := tx.archive.appendLines(name, tx.lines[name]); err != nil {
			return err
		}
	}
	if tx.changed {
		if err := tx.bolt.Commit(); err != nil {
			return fmt.Errorf("committing to index: %w", err)
		}
	}
	tx.removeObsolete()
	return nil
}

// Article returns the article of that ID or any other name; ErrNoArticle when
// there is none.
func (tx *Tx) Article(name string) (*Record, error) {
	rec, err := tx.article(name)
	if err != nil {
		return nil, fmt.Errorf("reading article: %w", err)
	}
	return rec, nil
}

// Resolve returns the ID of the article of that name.
func (tx *Tx) Resolve(name string) (id string, ok bool) {
	id = tx.resolve(name)
	return id, id != ""
}

// Hinted are the IDs of the articles that have a hint, sorted.
func (tx *Tx) Hinted(hint string) []string {
	prefix := []byte(hintPrefix(hint))
	var ids []string
	cursor := tx.bucket(inHints).Cursor()
	for k, id := cursor.Seek(prefix); bytes.HasPrefix(k, prefix); k, id = cursor.Next() {
		ids = append(ids, string(id))
	}
	return ids
}

// Body is as Archive.Body.
func (tx *Tx) Body(id string) ([]byte, error) { return tx.body(id) }

// PublishedPath is as Archive.PublishedPath.
func (tx *Tx) PublishedPath(id string) string { return tx.text(inPublished, id) }

// AssetByCDN is as Archive.AssetByCDN.
func (tx *Tx) AssetByCDN(cdn string) (article.Asset, bool) {
	asset, found, _ := tx.asset(cdn)
	return asset, found
}

// PutFileState remembers an input file.
func (tx *Tx) PutFileState(path string, s FileState) error {
	if err := tx.putJSON(inFiles, path, s); err != nil {
		return fmt.Errorf("remembering file %q: %w", path, err)
	}
	return nil
}

func (tx *Tx) bucket(name string) *bolt.Bucket { return tx.bolt.Bucket([]byte(name)) }

// put changes nothing when the value is there already, so that a batch
// without news leaves the index byte for byte as it was.
func (tx *Tx) put(bucket, name string, value []byte) error {
	if old := tx.get(bucket, name); old != nil && bytes.Equal(old, value) {
		return nil
	}
	tx.changed = true
	return tx.bucket(bucket).Put(key(name), value)
}

func (tx *Tx) putJSON(bucket, name string, value any) error {
	data, err := encode(value)
	if err != nil {
		return err
	}
	return tx.put(bucket, name, data)
}

func (tx *Tx) delete(bucket, name string) error {
	if tx.get(bucket, name) == nil {
		return nil
	}
	tx.changed = true
	return tx.bucket(bucket).Delete(key(name))
}
