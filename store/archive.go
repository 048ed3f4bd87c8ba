package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	bolt "go.etcd.io/bbolt"
)

// Archive is an open archive. Its methods may be called from several
// goroutines at once; calls of Update take turns.
type Archive struct {
	dir    string
	folder *os.File
	db     *bolt.DB
	codec  *codec

	unsynced unsynced
	// writing says that the mark of a writer has to go at the end.
	writing bool
	// rebuilding says that the journals are the input: nothing is added.
	rebuilding bool

	updating sync.Mutex
	// caughtUp says that the index knows every line of the journals.
	caughtUp bool
}

// Open opens the archive in dir for writing. It is ErrNotFound when there is
// none, ErrLocked when another process has it, ErrDamaged when its index
// cannot be used.
func Open(dir string) (*Archive, error) {
	db, err := writeIndex(filepath.Join(dir, indexName))
	if err != nil {
		return nil, err
	}
	a, err := newArchive(dir, db)
	if err != nil {
		return nil, err
	}
	if err := a.beginWriting(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// OpenReadOnly opens the archive in dir for reading, with the errors of Open.
// Nothing on disk changes, whatever is called then.
func OpenReadOnly(dir string) (*Archive, error) {
	db, err := readIndex(filepath.Join(dir, indexName))
	if err != nil {
		return nil, err
	}
	return newArchive(dir, db)
}

// newArchive takes the database over: it is closed when that fails.
func newArchive(dir string, db *bolt.DB) (*Archive, error) {
	folder, err := os.Open(dir)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening archive: %w", err), db.Close())
	}
	codec, err := newCodec()
	if err != nil {
		folder.Close()
		return nil, errors.Join(fmt.Errorf("opening archive %q: %w", dir, err), db.Close())
	}
	return &Archive{dir: dir, folder: folder, db: db, codec: codec}, nil
}

// Close gives the archive free for others.
func (a *Archive) Close() error {
	a.codec.close()
	a.endWriting()
	if err := errors.Join(a.db.Close(), a.folder.Close()); err != nil {
		return fmt.Errorf("closing archive %q: %w", a.dir, err)
	}
	return nil
}

// Dir is the archive's folder.
func (a *Archive) Dir() string { return a.dir }
