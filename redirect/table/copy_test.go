package table_test

import (
	"errors"
	"os"
	"testing"

	"wxbackup/redirect/table"
)

// A copy answers as before whatever happens to the file, and leaves nothing
// behind.
func TestACopyOutlivesItsFile(t *testing.T) {
	temporary := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP"} {
		t.Setenv(name, temporary)
	}
	m := allKinds(4)
	path := write(t, encode(t, m))
	tab, err := table.OpenCopy(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("half a table"), 0o644); err != nil {
		t.Fatal(err)
	}
	requireAnswers(t, tab, m)
	if _, err := table.OpenCopy(path); !errors.Is(err, table.ErrDamaged) {
		t.Errorf("a copy of half a table: %v, want ErrDamaged", err)
	}
	if err := tab.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(temporary)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
