package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"wxbackup/internal/atomicfile"
)

// PutAsset keeps what r gives as an asset of that extension, whatever its size,
// and returns its SHA-256 and size. Otherwise it is as WriteAsset, which is
// quicker for what is in memory already. An error of r is in the error's chain.
func (a *Archive) PutAsset(r io.Reader, ext string) (sum string, size int64, err error) {
	if a.db.IsReadOnly() {
		return "", 0, fmt.Errorf("writing asset: %w", errReadOnly)
	}
	if err := checkExt(ext); err != nil {
		return "", 0, fmt.Errorf("writing asset: %w", err)
	}
	counted := &hashing{r: r, hash: sha256.New()}
	path := ""
	err = atomicfile.WriteFrom(a.path(assetsDir), counted, func() string {
		sum = hex.EncodeToString(counted.hash.Sum(nil))
		path = a.path(AssetPath(sum, ext))
		if stored(path, counted.size) {
			return ""
		}
		return path
	})
	if err != nil && (path == "" || !stored(path, counted.size)) {
		return "", 0, fmt.Errorf("writing asset: %w", err)
	}
	a.unsynced.add(path)
	return sum, counted.size, nil
}

// hashing is a reader that knows the hash and the size of what it gave.
type hashing struct {
	r    io.Reader
	hash hash.Hash
	size int64
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.hash.Write(p[:n])
	h.size += int64(n)
	return n, err
}
