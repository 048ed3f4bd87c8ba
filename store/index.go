package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// schema is the version of the buckets below; an index of another version is
// made again, never read.
const schema = "3"

// The buckets of the index. Names, CDN ids and paths longer than maxKey stand
// in them by their hash.
const (
	inMeta      = "meta"      // schema; publication → Publication
	inArticles  = "articles"  // ID → Record
	inBodies    = "bodies"    // ID → clean body, one zstd frame
	inComments  = "comments"  // hash of a page or item → its comments as JSON, one zstd frame
	inNames     = "names"     // every name of an article → ID
	inHints     = "hints"     // hintKey → ID
	inDates     = "dates"     // dateKey → ID, of articles with text
	inNamed     = "named"     // dateKey → ID, of articles that are only named
	inCDN       = "cdn"       // CDN id → article.Asset
	inSlugs     = "slugs"     // see slug.go
	inFiles     = "files"     // path of an input file → FileState
	inJournals  = "journals"  // key of a line that is in a journal → nothing
	inPublished = "published" // ID → current path
	inPaths     = "paths"     // current path → ID
	inFormer    = "former"    // path once left → the ID that left it last
)

func buckets() []string {
	return []string{
		inMeta, inArticles, inBodies, inComments, inNames, inHints, inDates, inNamed, inCDN, inSlugs, inFiles,
		inJournals, inPublished, inPaths, inFormer,
	}
}

const (
	schemaKey      = "schema"
	publicationKey = "publication"
)

// lockWait is how long another process may hold the archive before this one
// gives up.
const lockWait = time.Second

// readIndex opens an index for reading and makes sure that it is one. It
// comes before every opening for writing too, for bbolt would make a new
// database of an empty file, and crash on one that was cut short.
func readIndex(path string) (*bolt.DB, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("opening index %q: %w", path, ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("opening index: %w", err)
	case info.Size() == 0:
		return nil, damagedIndex(path, "it is empty")
	}
	db, err := openBolt(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	if err := checkIndex(db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// writeIndex opens an index that is there already for writing.
func writeIndex(path string) (*bolt.DB, error) {
	db, err := readIndex(path)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, fmt.Errorf("opening index %q: %w", path, err)
	}
	return openBolt(path, bolt.Options{})
}

// openBolt opens the database and takes its lock. An index that was replaced
// while it waited for the lock is in use by whoever replaced it.
func openBolt(path string, options bolt.Options) (*bolt.DB, error) {
	var file *os.File
	options.Timeout = lockWait
	options.FreelistType = bolt.FreelistMapType
	options.OpenFile = func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
		file, err = os.OpenFile(name, flag, mode)
		return file, err
	}
	db, err := bolt.Open(path, 0o644, &options)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("opening index %q: %w", path, ErrLocked)
	case isSystemError(err):
		return nil, fmt.Errorf("opening index: %w", err)
	case err != nil:
		return nil, damagedIndex(path, err.Error())
	}
	if !isAt(file, path) {
		return nil, errors.Join(fmt.Errorf("opening index %q: %w", path, ErrLocked), db.Close())
	}
	return db, nil
}

// isSystemError tells the system's refusals from bbolt's own errors, all of
// which speak of the file's content.
func isSystemError(err error) bool {
	var pathErr *fs.PathError
	var errno syscall.Errno
	return errors.As(err, &pathErr) || errors.As(err, &errno)
}

func isAt(file *os.File, path string) bool {
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(opened, named)
}

func checkIndex(db *bolt.DB) error {
	info, err := os.Stat(db.Path())
	if err != nil {
		return fmt.Errorf("opening index: %w", err)
	}
	return viewIndex(db, func(tx *bolt.Tx) error {
		if tx.Size() > info.Size() {
			return damagedIndex(db.Path(), "it was cut short")
		}
		meta := tx.Bucket([]byte(inMeta))
		if meta == nil {
			return damagedIndex(db.Path(), "it is no index of wxbackup")
		}
		if version := meta.Get([]byte(schemaKey)); string(version) != schema {
			return damagedIndex(db.Path(), fmt.Sprintf("its schema %q is not the schema %q of this version", version, schema))
		}
		for _, name := range buckets() {
			if tx.Bucket([]byte(name)) == nil {
				return damagedIndex(db.Path(), fmt.Sprintf("it has no bucket %q", name))
			}
		}
		return nil
	})
}

// viewIndex reads in one transaction. bbolt panics, and the memory map
// faults, on pages that make no sense: both mean a damaged index here.
func viewIndex(db *bolt.DB, fn func(tx *bolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = damagedIndex(db.Path(), fmt.Sprint(r))
		}
	}()
	return db.View(fn)
}

func damagedIndex(path, reason string) error {
	return fmt.Errorf("reading index %q: %w: %s; reindex makes it again", path, ErrDamaged, reason)
}
