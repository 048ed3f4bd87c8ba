package store_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"

	"wxbackup/store"
)

// A page of 2025 is mostly script; every page differs.
func BenchmarkWritePage(b *testing.B) {
	a, err := store.Create(filepath.Join(b.TempDir(), "archive"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	page := bytes.Repeat([]byte("<script>var msg = {name: 'value', list: [1, 2, 3]};</script>\n"), 50_000)
	b.SetBytes(int64(len(page)))
	for n := 0; b.Loop(); n++ {
		copy(page, fmt.Sprint(n))
		if err := a.WritePage(sumOf(fmt.Append(nil, n)), page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkImportBatch(b *testing.B) {
	a, err := store.Create(filepath.Join(b.TempDir(), "archive"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	for n := 0; b.Loop(); n++ {
		err := a.Update(func(tx *store.Tx) error {
			for i := range 256 {
				if err := newSample(n*256+i).put(tx, noon); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
