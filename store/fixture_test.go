package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/store"
)

var noon = time.Date(2024, 3, 5, 12, 0, 0, 0, article.Zone)

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func create(t *testing.T) *store.Archive {
	t.Helper()
	a := must(store.Create(filepath.Join(t.TempDir(), "archive")))(t)
	t.Cleanup(func() { a.Close() })
	return a
}

// must hands a value on, or ends the test.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func update(t *testing.T, a *store.Archive, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := a.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, a *store.Archive, records ...*store.Record) {
	t.Helper()
	update(t, a, func(tx *store.Tx) error {
		for _, rec := range records {
			if err := tx.Put(rec, []byte("<p>"+rec.ID+"</p>")); err != nil {
				return err
			}
		}
		return nil
	})
}

func record(id string, published time.Time) *store.Record {
	return &store.Record{Article: article.Article{ID: id, Published: published}, Slug: "slug-" + id, Page: strings.Repeat("5", 64)}
}

// sample is article number n of a synthetic account, with all it needs.
type sample struct {
	record *store.Record
	page   []byte
	image  []byte
	text   []byte
}

func newSample(n int) sample {
	page := fmt.Appendf(nil, "<html>第 %d 篇%s</html>", n, strings.Repeat("正文", n))
	image := fmt.Appendf(nil, "picture %d", n/2)
	text := fmt.Appendf(nil, "# 第 %d 篇\n", n)
	id := fmt.Sprintf("MzA4:%d:1", 1000+n)
	slug := fmt.Sprintf("di-%d-pian", n)
	rec := &store.Record{
		Article: article.Article{
			ID: id, Title: fmt.Sprintf("第 %d 篇", n), Published: noon.AddDate(0, 0, -n),
			Assets: []article.Asset{{
				URL:    fmt.Sprintf("https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnop%d/640", n/2),
				SHA256: sumOf(image), Ext: ".png", Size: int64(len(image)),
			}},
		},
		Slug:           slug,
		Markdown:       "articles/2024/" + slug + ".md",
		MarkdownSHA256: sumOf(text),
		Page:           sumOf(page),
		Sources:        []store.Source{{Path: fmt.Sprintf("export/%d.html", n), SHA256: sumOf(page), Format: "html"}},
	}
	return sample{rec, page, image, text}
}

// files writes the content a sample's record names, as workers do.
func (s sample) files(a *store.Archive) error {
	if err := a.WritePage(s.record.Page, s.page); err != nil {
		return err
	}
	asset := s.record.Assets[0]
	return a.WriteAsset(asset.SHA256, asset.Ext, s.image)
}

// put writes the rest of a sample, as the one writer does.
func (s sample) put(tx *store.Tx, at time.Time) error {
	rec, asset := s.record, s.record.Assets[0]
	source := rec.Sources[0].Path
	if _, err := tx.GiveSlug(rec.Slug, rec.ID); err != nil {
		return err
	}
	if _, err := tx.WriteMarkdown(rec.Markdown, s.text, ""); err != nil {
		return err
	}
	if err := tx.Page(store.PageEntry{SHA256: rec.Page, Size: int64(len(s.page)), Source: source, ID: rec.ID, Slug: rec.Slug, Time: at}); err != nil {
		return err
	}
	if err := tx.Asset(store.AssetEntry{SHA256: asset.SHA256, Ext: asset.Ext, URL: asset.URL, Page: rec.Page, Source: source, Time: at}); err != nil {
		return err
	}
	if err := tx.PutFileState(source, store.FileState{Result: "new", ID: rec.ID}); err != nil {
		return err
	}
	return tx.Put(rec, s.page)
}

// fill imports the samples from first up to last, in one batch.
func fill(t *testing.T, a *store.Archive, first, last int) {
	t.Helper()
	for n := first; n < last; n++ {
		if err := newSample(n).files(a); err != nil {
			t.Fatal(err)
		}
	}
	update(t, a, func(tx *store.Tx) error {
		for n := first; n < last; n++ {
			if err := newSample(n).put(tx, noon); err != nil {
				return err
			}
		}
		return nil
	})
}

// tree is every file under dir, by path, with the hash of its bytes, but for
// the mark of an open archive.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == store.WritingMark {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = sumOf(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func lines(t *testing.T, a *store.Archive, name string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(a.Dir(), name))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(strings.Lines(string(data)))
}

func sortedProblems(problems []store.Problem) []store.Problem {
	slices.SortFunc(problems, func(a, b store.Problem) int { return strings.Compare(a.Path+a.What, b.Path+b.What) })
	return problems
}
