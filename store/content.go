package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"wxbackup/internal/atomicfile"
)

// WritePage keeps a page under its SHA-256, which the caller has worked out.
// A page that is there already is not compressed again. It is on disk for
// good after the next Update. Workers may call it at once.
func (a *Archive) WritePage(sum string, page []byte) error {
	if err := a.checkContent(sum, ""); err != nil {
		return fmt.Errorf("writing page: %w", err)
	}
	path := a.path(PagePath(sum))
	if !stored(path, anySize) {
		err := a.codec.packPage(page, func(frame []byte) error { return atomicfile.Write(path, frame) })
		if err != nil && !stored(path, anySize) {
			return err
		}
	}
	a.unsynced.add(path)
	return nil
}

// ReadPage returns the page of that hash. It is ErrDamaged when the bytes
// have another hash, and an error of the file system when there are none.
func (a *Archive) ReadPage(sum string) ([]byte, error) {
	if err := checkSum(sum); err != nil {
		return nil, fmt.Errorf("reading page: %w", err)
	}
	frame, err := os.ReadFile(a.path(PagePath(sum)))
	if err != nil {
		return nil, fmt.Errorf("reading page: %w", err)
	}
	page, err := a.codec.unpack(frame)
	if err != nil {
		return nil, fmt.Errorf("reading page %q: %w: %w", sum, ErrDamaged, err)
	}
	if hashOf(page) != sum {
		return nil, fmt.Errorf("reading page %q: %w: its bytes have another hash", sum, ErrDamaged)
	}
	return page, nil
}

// WriteAsset keeps an asset under its SHA-256, which the caller has worked
// out, and the extension of its type with the dot; "" when it has none.
// Otherwise it is as WritePage.
func (a *Archive) WriteAsset(sum, ext string, data []byte) error {
	if err := a.checkContent(sum, ext); err != nil {
		return fmt.Errorf("writing asset: %w", err)
	}
	path := a.path(AssetPath(sum, ext))
	if !stored(path, int64(len(data))) {
		if err := atomicfile.Write(path, data); err != nil && !stored(path, int64(len(data))) {
			return err
		}
	}
	a.unsynced.add(path)
	return nil
}

// OpenAsset opens an asset for reading; its hash is not checked.
func (a *Archive) OpenAsset(sum, ext string) (*os.File, error) {
	if err := checkName(sum, ext); err != nil {
		return nil, fmt.Errorf("opening asset: %w", err)
	}
	f, err := os.Open(a.path(AssetPath(sum, ext)))
	if err != nil {
		return nil, fmt.Errorf("opening asset: %w", err)
	}
	return f, nil
}

func (a *Archive) checkContent(sum, ext string) error {
	if a.db.IsReadOnly() {
		return errReadOnly
	}
	return checkName(sum, ext)
}

// anySize stands for a size that is not known beforehand.
const anySize = -1

// stored reports whether a file is there and whole. A machine that lost power
// may have kept the name and lost the bytes.
func stored(path string, size int64) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	if size == anySize {
		return info.Size() > 0
	}
	return info.Size() == size
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
