package store

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Rebuild makes the index again: fn fills an empty archive index from what
// PageEntries, AssetEntries and ReadPage give. Journals are not added to, for
// they are the input; published paths return from theirs by themselves, after
// fn. The new index takes the place of the old one when all is done; when
// anything fails the old one stays. It is ErrLocked when the archive is in
// use, and ErrNotFound when there is no archive in dir.
func Rebuild(dir string, fn func(a *Archive) error) error {
	if !isRebuildable(dir) {
		return fmt.Errorf("rebuilding index in %q: %w", dir, ErrNotFound)
	}
	old, err := lockOld(filepath.Join(dir, indexName))
	if err != nil {
		return err
	}
	return errors.Join(rebuild(dir, old, fn), closeOld(old))
}

// isRebuildable reports whether there is an index or something to make one from.
func isRebuildable(dir string) bool {
	for _, name := range []string{indexName, pagesName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// lockOld keeps other processes out of an index that is to be replaced. One
// that is missing or damaged cannot be locked, nor used by others: nil.
func lockOld(path string) (*bolt.DB, error) {
	db, err := writeIndex(path)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged) {
		return nil, nil
	}
	return db, err
}

func rebuild(dir string, old *bolt.DB, fn func(a *Archive) error) error {
	fresh := filepath.Join(dir, newIndexName)
	db, err := openFresh(fresh)
	if err != nil {
		return err
	}
	a, err := newArchive(dir, db)
	if err != nil {
		return errors.Join(err, os.Remove(fresh))
	}
	a.rebuilding = true
	if err := a.fill(fn); err != nil {
		return errors.Join(err, a.Close(), os.Remove(fresh))
	}
	return a.replace(old, fresh, filepath.Join(dir, indexName))
}

// openFresh opens an empty index, in the file that a killed rebuild left if
// there is one.
func openFresh(path string) (*bolt.DB, error) {
	db, err := openBolt(path, bolt.Options{})
	if errors.Is(err, ErrDamaged) {
		os.Remove(path)
		db, err = openBolt(path, bolt.Options{})
	}
	if err != nil {
		return nil, err
	}
	if err := resetIndex(db); err != nil {
		return nil, errors.Join(fmt.Errorf("creating index %q: %w", path, err), db.Close(), os.Remove(path))
	}
	return db, nil
}

func (a *Archive) fill(fn func(a *Archive) error) error {
	if err := fn(a); err != nil {
		return err
	}
	return a.Update((*Tx).restorePublished)
}

// restorePublished replays published.jsonl, without the lines that Verify
// reports as broken. Lines speak of articles by the names they had then.
func (tx *Tx) restorePublished() error {
	for e, err := range PublishedEntries(tx.archive.dir) {
		if err != nil {
			continue
		}
		if err := tx.publishChange(e); err != nil {
			return fmt.Errorf("restoring published paths: %w", err)
		}
	}
	names := map[string]string{}
	for name := range tx.each(inPublished) {
		names[name] = tx.canonical(name)
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if err := tx.adopt(name, names[name]); err != nil {
			return fmt.Errorf("restoring published paths: %w", err)
		}
	}
	return nil
}

// replace gives the new index its name while both are locked. Windows renames
// no open file, so that there the locks go first.
func (a *Archive) replace(old *bolt.DB, fresh, path string) error {
	if runtime.GOOS == "windows" {
		return errors.Join(a.Close(), closeOld(old), os.Rename(fresh, path))
	}
	if err := os.Rename(fresh, path); err != nil {
		return errors.Join(err, a.Close(), os.Remove(fresh))
	}
	return errors.Join(syncFolder(a.folder), a.Close())
}

func closeOld(old *bolt.DB) error {
	if old == nil {
		return nil
	}
	return old.Close()
}
