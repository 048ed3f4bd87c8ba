package atomicfile

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteFrom copies what r gives into a temporary file in dir, and renames that
// to the path which name gives once all is read: a name can be made of what
// was read. With "" nothing is kept. dir and the path are on one file system;
// missing folders are made.
func WriteFrom(dir string, r io.Reader, name func() string) (err error) {
	f, err := createTemp(filepath.Join(dir, "x"))
	if err != nil {
		return fmt.Errorf("writing in %q: %w", dir, err)
	}
	path := ""
	defer func() {
		if err != nil || path == "" {
			f.Close()
			os.Remove(f.Name())
		}
		if err != nil {
			err = fmt.Errorf("writing in %q: %w", dir, err)
		}
	}()
	if _, err = io.Copy(f, r); err != nil {
		return err
	}
	if path = name(); path == "" {
		return nil
	}
	if err = f.Close(); err != nil {
		return err
	}
	return moveInto(f.Name(), path)
}

// moveInto renames a file, into a folder that is made where it is not there.
func moveInto(from, to string) error {
	err := os.Rename(from, to)
	if !os.IsNotExist(err) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}
