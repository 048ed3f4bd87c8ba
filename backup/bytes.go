package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"wxbackup/article"
	"wxbackup/backup/asset"
	"wxbackup/backup/source"
	"wxbackup/convert"
)

// storeAssets finds the bytes of the document's assets: in the page itself, in
// the file it came in, or beside it. What has none stays missing, with its
// address; the writer looks for it among the assets of other articles.
func (w *worker) storeAssets(ctx context.Context, d *source.Document, doc *convert.Document, f *found) error {
	for i := range doc.Article.Assets {
		a := &doc.Article.Assets[i]
		file, from := assetFile(d, doc, i)
		if file == nil {
			continue
		}
		stored, err := w.keep(ctx, file)
		if err != nil {
			return err
		}
		if stored.Missing() {
			continue
		}
		takeBytes(a, stored)
		f.refs = append(f.refs, assetRef{asset: *a, path: from})
	}
	return nil
}

// keep puts a file into the archive and closes it. The asset is missing where
// the export's file cannot be read to its end; an error is of the archive, or
// of the context.
func (w *worker) keep(ctx context.Context, file *asset.Found) (article.Asset, error) {
	defer file.Close()
	if file.More == nil {
		a := describe(file.Data, file.Ext)
		return a, ofArchive(w.archive.WriteAsset(a.SHA256, a.Ext, file.Data))
	}
	r := &interruptible{ctx: ctx, r: file.All()}
	sum, size, err := w.archive.PutAsset(r, file.Ext)
	switch {
	case err == nil:
		return article.Asset{SHA256: sum, Ext: file.Ext, Size: size}, nil
	case ctx.Err() != nil:
		return article.Asset{}, ctx.Err()
	case r.err != nil:
		return article.Asset{}, nil
	}
	return article.Asset{}, ofArchive(err)
}

// ofArchive marks an error as one of the archive.
func ofArchive(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", errArchive, err)
}

// interruptible is a reader that ends with its context, and remembers its error.
type interruptible struct {
	ctx context.Context
	r   io.Reader
	err error
}

func (r *interruptible) Read(p []byte) (n int, err error) {
	if err = r.ctx.Err(); err == nil {
		n, err = r.r.Read(p)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// describe names bytes as the archive does.
func describe(data []byte, ext string) article.Asset {
	sum := sha256.Sum256(data)
	return article.Asset{SHA256: hex.EncodeToString(sum[:]), Ext: ext, Size: int64(len(data))}
}

// assetFile is what the export has for an asset, and where; nil when it has
// nothing, or a file that is no picture, sound or film.
func assetFile(d *source.Document, doc *convert.Document, i int) (*asset.Found, string) {
	if data, ok := doc.Inline[i]; ok {
		file, err := asset.Held(data)
		if err != nil {
			return nil, ""
		}
		return file, d.Path
	}
	return fileOf(d, doc.Article.Assets[i])
}

// fileOf is what came with a document for an asset, in its file or beside it.
func fileOf(d *source.Document, a article.Asset) (*asset.Found, string) {
	if file := partFile(d, a); file != nil {
		return file, d.Path
	}
	if a.Ref == "" {
		return nil, ""
	}
	file, err := asset.Find(d.Files, d.Dir, a.Ref)
	if err != nil {
		return nil, ""
	}
	return file, d.Container() + file.Path
}

// partFile is what the document's own file has for an asset, under its address
// or the page's reference; nil when it has nothing.
func partFile(d *source.Document, a article.Asset) *asset.Found {
	for _, address := range []string{a.URL, a.Ref} {
		if address == "" {
			continue
		}
		if r, err := d.Part(address); err == nil {
			if file, err := asset.Read(r); err == nil {
				return file
			}
		}
	}
	return nil
}
