package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// A run that was killed after it wrote its journal lines and before it
// committed left lines that the index does not know; an index made anew knows
// none. Before the first batch the index learns them, so that no line is
// written twice. Lines are known from the first on without a gap: it is
// enough to go back from the end to a known one.

// keyOf is the key of a journal line; "" for a line that cannot be read.
type keyOf func(line []byte) string

// journaled is the value of every key in the journals bucket.
var journaled = []byte{1}

func (a *Archive) catchUp() error {
	if a.caughtUp {
		return nil
	}
	for name, of := range map[string]keyOf{pagesName: pageKeyOf, assetsName: assetKeyOf} {
		if err := a.learn(filepath.Join(a.dir, name), of); err != nil {
			return fmt.Errorf("reading %s: %w", name, err)
		}
	}
	a.caughtUp = true
	return nil
}

func pageKeyOf(line []byte) string {
	e, err := parseLine[PageEntry](line)
	if err != nil {
		return ""
	}
	return pageKey(e)
}

func assetKeyOf(line []byte) string {
	e, err := parseLine[AssetEntry](line)
	if err != nil {
		return ""
	}
	return assetKey(e)
}

func (a *Archive) learn(path string, of keyOf) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	start := a.knownUpTo(f, info.Size(), of)
	return a.learnLines(io.NewSectionReader(f, start, info.Size()-start), of)
}

// knownUpTo returns the offset of some line such that all lines before it are
// known: it looks at single lines, ever farther from the end.
func (a *Archive) knownUpTo(f io.ReaderAt, size int64, of keyOf) int64 {
	for back := int64(1 << 12); back < size; back *= 2 {
		tail := bufio.NewReader(io.NewSectionReader(f, size-back, back))
		part, _ := tail.ReadBytes('\n')
		line, _ := tail.ReadBytes('\n')
		if a.knows(of(line)) {
			return size - back + int64(len(part))
		}
	}
	return 0
}

func (a *Archive) knows(key string) (known bool) {
	err := a.db.View(func(tx *bolt.Tx) error {
		known = key != "" && reader{tx, a.codec}.get(inJournals, key) != nil
		return nil
	})
	return err == nil && known
}

// learned is how many keys are learned in one transaction.
const learned = 1 << 14

func (a *Archive) learnLines(r io.Reader, of keyOf) error {
	keys := make([]string, 0, learned)
	for line, err := range readLines(r) {
		if err != nil {
			return err
		}
		if key := of(line.text); key != "" && !a.knows(key) {
			keys = append(keys, key)
		}
		if len(keys) == learned {
			if err := a.putKeys(keys); err != nil {
				return err
			}
			keys = keys[:0]
		}
	}
	return a.putKeys(keys)
}

func (a *Archive) putKeys(keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return a.db.Update(func(tx *bolt.Tx) error {
		for _, name := range keys {
			if err := tx.Bucket([]byte(inJournals)).Put(key(name), journaled); err != nil {
				return err
			}
		}
		return nil
	})
}
