//go:build !linux

package store

import (
	"errors"
	"os"
	"runtime"
)

// syncFiles puts the files on disk one by one.
func syncFiles(_ *os.File, paths []string) error {
	for _, path := range paths {
		if err := syncFile(path); err != nil {
			return err
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder puts the folder's list of names on disk, where a system lets
// programs ask for that.
func syncFolder(folder *os.File) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return folder.Sync()
}
