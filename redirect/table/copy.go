package table

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// OpenCopy is Open for a copy in the system's folder for temporary files, which
// Close removes: the file itself may be written into, and replaced on systems
// that keep open files from being replaced, as Windows does.
func OpenCopy(path string) (*Table, error) {
	copied, err := copyOf(path)
	if err != nil {
		return nil, fmt.Errorf("opening table: %w", err)
	}
	t, err := newTable(copied)
	if err != nil {
		copied.Close()
		os.Remove(copied.Name())
		return nil, fmt.Errorf("opening table %q: %w", path, err)
	}
	t.private = copied.Name()
	return t, nil
}

func copyOf(path string) (*os.File, error) {
	original, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer original.Close()
	copied, err := os.CreateTemp("", "wxbackup-*.table")
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(copied, original); err != nil {
		return nil, errors.Join(err, copied.Close(), os.Remove(copied.Name()))
	}
	return copied, nil
}
