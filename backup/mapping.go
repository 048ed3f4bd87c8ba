package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"wxbackup/convert/mapping"
	"wxbackup/internal/atomicfile"
)

// mappingName is the file in an archive that tells how pages of foreign shells
// were read: without it they could not be read again.
const mappingName = "mapping.yaml"

// mappingsOf are those of the archive in dir, none where it has no file of
// them.
func mappingsOf(dir string) (mapping.List, error) {
	path := filepath.Join(dir, mappingName)
	src, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading mappings: %w", err)
	}
	list, err := mapping.Parse(src)
	if err != nil {
		return nil, fmt.Errorf("reading mappings %q: %w", path, err)
	}
	return list, nil
}

// keepMappings adds mappings to those of the archive in dir, before a page is
// read by them, and returns all.
func keepMappings(dir string, added mapping.List) (mapping.List, error) {
	list, err := mappingsOf(dir)
	if err != nil || len(added) == 0 {
		return list, err
	}
	list = added.Before(list)
	src, err := list.Bytes()
	if err != nil {
		return nil, fmt.Errorf("keeping mappings: %w", err)
	}
	if err := atomicfile.WriteSync(filepath.Join(dir, mappingName), src); err != nil {
		return nil, fmt.Errorf("keeping mappings: %w", err)
	}
	return list, nil
}
