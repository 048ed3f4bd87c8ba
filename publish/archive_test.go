package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/publish/site"
	"wxbackup/store"
)

const exampleBiz = "MzA5OTk5OTk5OQ"

// testArchive is an archive that tests fill with articles of their own making.
type testArchive struct {
	*store.Archive
	t *testing.T
}

func newArchive(t *testing.T) testArchive {
	t.Helper()
	a, err := store.Create(filepath.Join(t.TempDir(), "wxarchive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return testArchive{a, t}
}

// example is the n-th article of the example account, published n days after
// the first of March 2024.
func example(n int) article.Article {
	key := article.Key{Biz: exampleBiz, Mid: 2650000000 + uint64(n), Idx: 1}
	return article.Article{
		ID: key.String(), Key: key, SN: exampleSN, Kind: article.KindArticle,
		Title: fmt.Sprintf("第%d篇", n), Author: "林间", Account: "测试号",
		Published: time.Date(2024, 3, n, 8, 5, 0, 0, article.Zone),
		URL:       article.LongURL(key, exampleSN),
	}
}

// add puts an article into the archive, under a slug made from its number.
func (a testArchive) add(art article.Article, body string) {
	a.t.Helper()
	err := a.Update(func(tx *store.Tx) error {
		slug, err := tx.GiveSlug(fmt.Sprintf("di-%d-pian", art.Key.Mid%1000), art.ID)
		if err != nil {
			return err
		}
		return tx.Put(&store.Record{Article: art, Slug: slug, Page: strings.Repeat("5", 64)}, []byte(body))
	})
	if err != nil {
		a.t.Fatal(err)
	}
}

func (a testArchive) remove(id string) {
	a.t.Helper()
	if err := a.Update(func(tx *store.Tx) error { return tx.Remove(id) }); err != nil {
		a.t.Fatal(err)
	}
}

// picture stores a picture of one colour and gives the asset of it.
func (a testArchive) picture(c color.Color) article.Asset {
	a.t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 90, 60))
	for i := range 90 * 60 {
		img.Set(i%90, i/90, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		a.t.Fatal(err)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))
	if err := a.WriteAsset(sum, ".png", b.Bytes()); err != nil {
		a.t.Fatal(err)
	}
	return article.Asset{URL: cdnURL(sum[:20]), SHA256: sum, Ext: ".png", Size: int64(b.Len())}
}

func cdnURL(id string) string {
	return "http://mmbiz.qpic.cn/mmbiz_png/" + id + "/640?wx_fmt=png&tp=webp"
}

// publish runs a publish that has to succeed.
func (a testArchive) publish(o Options) Report {
	a.t.Helper()
	report, err := Run(context.Background(), a.Archive, o)
	if err != nil {
		a.t.Fatal(err)
	}
	return report
}

// plain is a generator of its own kind: a folder for texts, another for
// pictures, and an index of all articles.
func plain() site.Generator {
	return site.Generator{Name: "plain", Reserved: []string{"/index/"}, Open: openPlain}
}

func openPlain(s site.Settings) (site.Site, error) {
	return site.Site{
		NewRenderer: func() site.Renderer {
			return renderPlain
		},
		Place: func(e site.Entry) site.Place {
			return site.Place{File: "texts/" + e.Slug + ".txt", Assets: "pictures/" + e.Slug, Ref: "../pictures/" + e.Slug + "/"}
		},
		Document: func(p site.Page) ([]byte, error) {
			return fmt.Appendf(nil, "%s\n%s\ncover=%s more=%s\n%s\n", p.Article.Title, p.Path, p.Cover, p.Article.ReadMore, p.Body), nil
		},
		Frame: func(yield func(site.File, error) bool) {
			index := []byte(s.Title + " " + s.BaseURL + " " + s.Permalink + "\n")
			for e, err := range s.Articles {
				if err != nil {
					yield(site.File{}, err)
					return
				}
				index = fmt.Appendln(index, e.Path, e.Article.Title)
			}
			yield(site.File{Path: "index.txt", Data: index}, nil)
		},
	}, nil
}

func renderPlain(root *html.Node, image func(int) string) ([]byte, error) {
	for n := range root.Descendants() {
		for i, attr := range n.Attr {
			if asset, ok := clean.AssetIndex(attr.Val); ok && attr.Key == "src" {
				n.Attr[i].Val = image(asset)
			}
		}
	}
	return clean.Bytes(root)
}

// fileState is what a test compares of a file.
type fileState struct {
	text    string
	modTime time.Time
}

// readTree reads all files below dir, by path.
func readTree(t *testing.T, dir string) map[string]fileState {
	t.Helper()
	files := map[string]fileState{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = fileState{string(data), info.ModTime()}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func texts(files map[string]fileState) map[string]string {
	all := map[string]string{}
	for path, f := range files {
		all[path] = f.text
	}
	return all
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// beside opens plain with an article's text and pictures in one folder.
func beside(s site.Settings) (site.Site, error) {
	opened, err := openPlain(s)
	opened.Place = func(e site.Entry) site.Place {
		return site.Place{File: "posts/" + e.Slug + "/index.txt", Assets: "posts/" + e.Slug}
	}
	return opened, err
}
