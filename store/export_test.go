package store

import (
	"strconv"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// WritingMark is the file that says that an archive is open for writing.
const WritingMark = writingMark

// Dump is the whole content of the index: bucket, key and value of each entry.
func Dump(t *testing.T, a *Archive) map[string]string {
	t.Helper()
	dump := map[string]string{}
	err := a.db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(bucket []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				dump[string(bucket)+" "+strconv.Quote(string(k))] = string(v)
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return dump
}

// Break changes the index behind the back of the package.
func Break(t *testing.T, a *Archive, fn func(tx *bolt.Tx) error) {
	t.Helper()
	if err := a.db.Update(fn); err != nil {
		t.Fatal(err)
	}
}

// Size is the number of bytes of the index that are in use.
func Size(t *testing.T, a *Archive) (size int64) {
	t.Helper()
	a.db.View(func(tx *bolt.Tx) error {
		size = tx.Size()
		return nil
	})
	return size
}
