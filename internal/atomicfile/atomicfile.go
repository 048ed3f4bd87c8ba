// Package atomicfile writes files so that a reader, or a machine that lost
// power, finds either the old content or the new, never a part.
//
// In come a path and bytes; out goes a file. It never leaves a temporary file
// behind when it fails, and never follows the old file's content.
package atomicfile

import (
	"fmt"
	"os"
	"path/filepath"
)

// Write puts data at path: into a temporary file of the same folder, then
// renamed over. Missing parent folders are made. The content is not synced;
// callers that promise durability use WriteSync or sync once for many files.
func Write(path string, data []byte) error { return write(path, data, nil) }

// WriteSync is Write with the content synced to disk before the rename.
func WriteSync(path string, data []byte) error { return write(path, data, (*os.File).Sync) }

func write(path string, data []byte, sync func(*os.File) error) (err error) {
	f, err := createTemp(path)
	if err != nil {
		return fmt.Errorf("writing %q: %w", path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fmt.Errorf("writing %q: %w", path, err)
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if sync != nil {
		if err = sync(f); err != nil {
			return err
		}
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// createTemp makes a temporary file beside path, and the folder first when it
// is not there: asking for the folder every time would cost a call per file.
func createTemp(path string) (*os.File, error) {
	dir := filepath.Dir(path)
	f, err := newTemp(dir)
	if !os.IsNotExist(err) {
		return f, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return newTemp(dir)
}

// newTemp is os.CreateTemp with the mode an ordinary file gets.
func newTemp(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, ".tmp-*")
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, err
	}
	return f, nil
}
