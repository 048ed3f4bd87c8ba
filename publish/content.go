package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"wxbackup/article"
	"wxbackup/store"
)

// digest is the SHA-256 of a file.
type digest [sha256.Size]byte

func (d digest) String() string { return hex.EncodeToString(d[:]) }

func parseDigest(s string) (digest, error) {
	var d digest
	b, err := hex.DecodeString(s)
	if err == nil && len(b) != len(d) {
		err = errors.New("wrong length")
	}
	copy(d[:], b)
	return d, err
}

// content is what a file should hold; its bytes are asked for only when the
// file has to be written.
type content struct {
	sum   digest
	write func(io.Writer) error
}

func bytesContent(data []byte) content {
	return content{sum: sha256.Sum256(data), write: func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(data))
		return err
	}}
}

// assetContent is an asset of the archive, checked against its hash while it
// is copied.
func assetContent(a *store.Archive, asset article.Asset) (content, error) {
	sum, err := parseDigest(asset.SHA256)
	if err != nil {
		return content{}, fmt.Errorf("reading asset hash %q: %w", asset.SHA256, store.ErrDamaged)
	}
	return content{sum: sum, write: func(w io.Writer) error {
		f, err := a.OpenAsset(asset.SHA256, asset.Ext)
		if err != nil {
			return err
		}
		defer f.Close()
		return copyChecked(w, f, sum)
	}}, nil
}

func copyChecked(w io.Writer, r io.Reader, want digest) error {
	hash := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, hash), r); err != nil {
		return fmt.Errorf("copying asset %q: %w", want, err)
	}
	if digest(hash.Sum(nil)) != want {
		return fmt.Errorf("copying asset %q: %w", want, store.ErrDamaged)
	}
	return nil
}

// writtenContent is the content that a writing function makes; it is called
// once for the hash and again to fill the file.
func writtenContent(write func(io.Writer) error) (content, error) {
	hash := sha256.New()
	if err := write(hash); err != nil {
		return content{}, err
	}
	return content{sum: digest(hash.Sum(nil)), write: write}, nil
}
