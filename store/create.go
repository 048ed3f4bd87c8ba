package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Create opens the archive in dir for writing and makes folder and index when
// they are absent. A folder that holds journals but no index lost its index:
// that is ErrDamaged, for starting over would give slugs away twice.
func Create(dir string) (*Archive, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("creating archive: %w", err)
	}
	path := filepath.Join(dir, indexName)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(filepath.Join(dir, pagesName)); err == nil {
			return nil, damagedIndex(path, "it is missing")
		}
		if err := createIndex(path); err != nil {
			return nil, err
		}
	}
	return Open(dir)
}

// IsArchive tells by what a folder holds whether it is an archive, be it one
// that is just being made or one that lost its index.
func IsArchive(entries []fs.DirEntry) bool {
	holds := func(name string) bool {
		return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name })
	}
	return holds(pagesName) || holds(indexName) && (holds(pagesDir) || holds(writingMark) || len(entries) == 1)
}

// createIndex puts an empty index at path. It appears whole or not at all,
// and never takes the place of one that another process made meanwhile.
func createIndex(path string) error {
	temp, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return fmt.Errorf("creating index: %w", err)
	}
	fresh := temp.Name()
	defer os.Remove(fresh)
	if err := errors.Join(temp.Chmod(0o644), temp.Close()); err != nil {
		return fmt.Errorf("creating index: %w", err)
	}
	db, err := openBolt(fresh, bolt.Options{})
	if err != nil {
		return err
	}
	if err := errors.Join(resetIndex(db), db.Close()); err != nil {
		return fmt.Errorf("creating index %q: %w", path, err)
	}
	if err := place(fresh, path); err != nil {
		return fmt.Errorf("creating index: %w", err)
	}
	return nil
}

// place gives a file its name unless that name is taken. Where the file system
// has no hard links, two processes at the same instant are not told apart.
func place(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(from, to)
}

// resetIndex makes the database an empty index, whatever it held.
func resetIndex(db *bolt.DB) error {
	return db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets() {
			if err := tx.DeleteBucket([]byte(name)); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
				return err
			}
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte(inMeta)).Put([]byte(schemaKey), []byte(schema))
	})
}
