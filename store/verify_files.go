package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/sync/errgroup"
)

// found is a file of the archive.
type found struct {
	path string // "/" separated
	size int64
}

// survey lists what is on disk, before anything is held against it.
func (v *verifier) survey(ctx context.Context) error {
	for f, err := range v.files() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			v.damage(f.path, "cannot be listed: %v", plain(err))
			continue
		}
		if f.path == writingMark && v.writing {
			continue
		}
		if why := leftover(f.path); why != "" {
			v.notice(f.path, "%s", why)
			continue
		}
		if isContent(f.path) {
			v.total += f.size
		}
		v.present.add(f.path)
	}
	return nil
}

// leftover says why a file does not belong into the archive, "" when it does.
func leftover(rel string) string {
	switch {
	case strings.HasPrefix(path.Base(rel), tempPrefix):
		return "a temporary file, left by a killed run"
	case rel == newIndexName:
		return "an unfinished index, left by a killed reindex"
	case !isContent(rel):
		return ""
	}
	if _, ok := sumOf(rel); !ok {
		return "no file of the archive"
	}
	return ""
}

func isContent(rel string) bool {
	return strings.HasPrefix(rel, pagesDir+"/") || strings.HasPrefix(rel, assetsDir+"/")
}

// files are all files of the archive, by path.
func (v *verifier) files() iter.Seq2[found, error] {
	return func(yield func(found, error) bool) {
		// Each error went to yield already.
		_ = filepath.WalkDir(v.dir, func(name string, entry fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(v.dir, name)
			f := found{path: filepath.ToSlash(rel)}
			if err == nil && entry.IsDir() {
				return nil
			}
			if err == nil {
				f.size, err = sizeOf(entry)
			}
			if !yield(f, err) {
				return filepath.SkipAll
			}
			return nil
		})
	}
}

func sizeOf(entry fs.DirEntry) (int64, error) {
	info, err := entry.Info()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// checkFiles hashes every page and asset, and reports those that no journal
// names, and Markdown copies of no article.
func (v *verifier) checkFiles(ctx context.Context) error {
	files := make(chan found)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(files)
		return v.sendContent(ctx, files)
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error { return v.hashFiles(files) })
	}
	return group.Wait()
}

func (v *verifier) sendContent(ctx context.Context, files chan<- found) error {
	for f, err := range v.files() {
		if err != nil || leftover(f.path) != "" {
			continue
		}
		v.checkNamed(f.path)
		if !isContent(f.path) {
			continue
		}
		select {
		case files <- f:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// checkNamed reports a file that index or journals should name and do not.
func (v *verifier) checkNamed(rel string) {
	indexed := v.indexed.has(rel)
	switch {
	case strings.HasPrefix(rel, articlesDir+"/") && !indexed && !v.blind:
		v.notice(rel, "belongs to no article")
	case !isContent(rel) || v.journaled.has(rel):
	case indexed:
		v.damage(rel, "stands in no journal, reindex would lose it")
	default:
		v.notice(rel, "stands in no journal, left by a killed import")
	}
}

func (v *verifier) hashFiles(files <-chan found) error {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFrame))
	if err != nil {
		return err
	}
	defer decoder.Close()
	for f := range files {
		sum, err := v.hashFile(f.path, decoder)
		want, _ := sumOf(f.path)
		switch {
		case err != nil:
			v.damage(f.path, "cannot be read: %v", plain(err))
		case sum != want:
			v.damage(f.path, "its bytes have another hash")
		}
		v.advance(f.size)
	}
	return nil
}

// hashFile returns the hash of an asset, or of the page in a frame.
func (v *verifier) hashFile(rel string, decoder *zstd.Decoder) (string, error) {
	f, err := os.Open(v.path(rel))
	if err != nil {
		return "", err
	}
	defer f.Close()
	var content io.Reader = f
	if strings.HasPrefix(rel, pagesDir+"/") {
		if err := decoder.Reset(f); err != nil {
			return "", err
		}
		content = decoder
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, content); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
