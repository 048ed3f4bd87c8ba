package table_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
	"wxbackup/redirect/table"
)

// Whatever byte of a table changes, everything it has is answered as before or
// with ErrDamaged.
func TestNoChangedByteChangesAnAnswer(t *testing.T) {
	m := allKinds(4)
	data := encode(t, m)
	path := write(t, data)
	damaged := 0
	for i := range data {
		for _, bit := range []byte{1, 0x80} {
			changed := bytes.Clone(data)
			changed[i] ^= bit
			if err := os.WriteFile(path, changed, 0o644); err != nil {
				t.Fatal(err)
			}
			if !answersOrTells(t, path, m) {
				damaged++
			}
		}
	}
	if damaged < len(data) {
		t.Errorf("only %d of %d changes were noticed", damaged, 2*len(data))
	}
}

func TestATableCutShortIsDamaged(t *testing.T) {
	data := encode(t, allKinds(4))
	for _, n := range []int{0, 1, 100, 131, 132, 133, len(data) / 2, len(data) - 1} {
		if _, err := table.Open(write(t, data[:n])); !errors.Is(err, table.ErrDamaged) {
			t.Errorf("%d of %d bytes: %v, want ErrDamaged", n, len(data), err)
		}
	}
	if _, err := table.Open(write(t, append(data, 0))); !errors.Is(err, table.ErrDamaged) {
		t.Errorf("one byte more: %v, want ErrDamaged", err)
	}
}

// A file that shrinks while it is open gives an error, too.
func TestATableCutWhileItIsOpenIsDamaged(t *testing.T) {
	m := allKinds(4)
	path := write(t, encode(t, m))
	tab, err := table.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	if err := os.Truncate(path, 140); err != nil {
		t.Fatal(err)
	}
	for _, rule := range m.Rules {
		if _, _, err := tab.Lookup(rule.Source); !errors.Is(err, table.ErrDamaged) {
			t.Errorf("%s: %v, want ErrDamaged", rule.Source, err)
		}
	}
}

// answersOrTells reports whether all is well; a wrong answer fails the test.
func answersOrTells(t *testing.T, path string, m redirect.Map) bool {
	t.Helper()
	tab, err := table.Open(path)
	if err != nil {
		return !isDamaged(t, err)
	}
	defer tab.Close()
	well := true
	for _, rule := range m.Rules {
		answer, found, err := tab.Lookup(rule.Source)
		switch {
		case err != nil:
			well = !isDamaged(t, err) && well
		case !found || answer.Target != rule.Target || answer.Held:
			t.Fatalf("%s: %+v, %v, want %q", rule.Source, answer, found, rule.Target)
		}
	}
	for _, s := range m.Held {
		if answer, found, err := tab.Lookup(s); err == nil && (!found || !answer.Held) {
			t.Fatalf("%s: %+v, %v, want it held", s, answer, found)
		}
	}
	for _, err := range tab.Articles() {
		if err != nil {
			well = !isDamaged(t, err) && well
		}
	}
	return well
}

func isDamaged(t *testing.T, err error) bool {
	t.Helper()
	if !errors.Is(err, table.ErrDamaged) {
		t.Fatalf("got %v, want ErrDamaged", err)
	}
	return true
}

// seal makes the header of any bytes one that Open believes: size and checksum
// are right.
func seal(data []byte) []byte {
	if len(data) < 132 {
		return data
	}
	data = bytes.Clone(data)
	copy(data, "wxbtable\x01\x00\x00\x00")
	binary.LittleEndian.PutUint64(data[88:], uint64(len(data)))
	binary.LittleEndian.PutUint32(data[128:], crc32.Checksum(data[:128], crc32.MakeTable(crc32.Castagnoli)))
	return data
}

// Whatever the bytes of a file, asking it ends, without a panic, and no target
// comes out that is not in the file.
func FuzzOpen(f *testing.F) {
	data := encode(f, allKinds(2))
	f.Add(data)
	f.Add(data[:200])
	f.Add([]byte("wxbtable"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		data = seal(data)
		path := filepath.Join(dir, "wxbackup.table")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		tab, err := table.Open(path)
		if err != nil {
			isDamaged(t, err)
			return
		}
		defer tab.Close()
		for _, s := range []redirect.Source{{Path: "/旧/0"}, {ShortID: "AbCdEfGh00000000000000"}, {Key: article.Key{Biz: biz, Mid: 1, Idx: 1}}} {
			if answer, _, err := tab.Lookup(s); err == nil && !bytes.Contains(data, []byte(answer.Target)) {
				t.Errorf("%s: target %q is not in the file", s, answer.Target)
			}
		}
		for _, err := range tab.Articles() {
			if err != nil {
				isDamaged(t, err)
			}
		}
	})
}
