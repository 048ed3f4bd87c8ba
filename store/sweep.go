package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// writingMark is a file that is there while an archive is open for writing.
// Who finds it at the start knows that a killed run left its temporary files.
const writingMark = tempPrefix + "writing"

// beginWriting takes away what a killed run left. The lock on the index is
// held, so that no temporary file is anybody's.
func (a *Archive) beginWriting() error {
	mark := a.path(writingMark)
	if _, err := os.Lstat(mark); err == nil {
		sweep(a.dir)
	}
	if err := os.WriteFile(mark, nil, 0o644); err != nil {
		return fmt.Errorf("opening archive: %w", err)
	}
	a.writing = true
	return nil
}

// endWriting takes the mark away, for nothing is half-written.
func (a *Archive) endWriting() {
	if a.writing {
		os.Remove(a.path(writingMark))
	}
}

// sweep removes the temporary files below a folder. One that stays is reported
// by Verify.
func sweep(dir string) {
	// Each error is that of one file or folder, which is passed over.
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasPrefix(entry.Name(), tempPrefix) {
			os.Remove(path)
		}
		return nil
	})
}
