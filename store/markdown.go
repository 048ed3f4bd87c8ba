package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"wxbackup/internal/atomicfile"
)

// WriteMarkdown writes the copy for people at rel, a path under articles, "/"
// separated. previous is the hash recorded when it was last written, "" when
// it never was. A copy that somebody edited since is kept: written is false.
func (tx *Tx) WriteMarkdown(rel string, data []byte, previous string) (written bool, err error) {
	if err := checkMarkdown(rel); err != nil {
		return false, fmt.Errorf("writing Markdown: %w", err)
	}
	path := tx.archive.path(rel)
	switch there, err := fileHash(path); {
	case err != nil:
		return false, fmt.Errorf("writing Markdown: %w", err)
	case there == hashOf(data):
	case there == "" || there == previous:
		if err := atomicfile.Write(path, data); err != nil {
			return false, err
		}
	default:
		return false, nil
	}
	delete(tx.obsolete, rel)
	tx.archive.unsynced.add(path)
	return true, nil
}

// RemoveMarkdown removes the copy at rel after the commit, unless somebody
// edited it since it was written with the hash previous. A copy that stays is
// reported by Verify.
func (tx *Tx) RemoveMarkdown(rel, previous string) error {
	if err := checkMarkdown(rel); err != nil {
		return fmt.Errorf("removing Markdown: %w", err)
	}
	tx.obsolete[rel] = previous
	return nil
}

func (tx *Tx) removeObsolete() {
	for rel, previous := range tx.obsolete {
		path := tx.archive.path(rel)
		if there, err := fileHash(path); err == nil && there == previous {
			os.Remove(path)
		}
	}
}

// fileHash is the hash of a file's bytes, "" when there is no file.
func fileHash(path string) (string, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return hashOf(data), nil
}
