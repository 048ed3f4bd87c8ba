package emit

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"wxbackup/internal/atomicfile"
)

// ErrName says that a file's name leads out of the folder.
var ErrName = errors.New("not a name inside the folder")

// File is one file of rules.
type File struct {
	// Name is the path below the output folder, "/" separated.
	Name string
	Data []byte
}

// Write puts the files into dir and says how many it had to write: a file that
// has the bytes already is left as it is.
func Write(dir string, files []File) (written int, err error) {
	for _, f := range files {
		name, err := filepath.Localize(f.Name)
		if err != nil {
			return written, fmt.Errorf("writing %q: %w", f.Name, ErrName)
		}
		path := filepath.Join(dir, name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, f.Data) {
			continue
		}
		if err := atomicfile.Write(path, f.Data); err != nil {
			return written, err
		}
		written++
	}
	return written, nil
}
