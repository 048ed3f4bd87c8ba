package backup_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/backup"
	"wxbackup/store"
)

// post is a synthetic page of an article. Zero fields are not in the page.
type post struct {
	mid       uint64 // 0 for a page that does not tell its key
	short     string
	title     string
	author    string
	body      string
	published int64 // Unix seconds
	captured  int64 // Unix seconds
}

const biz = "MzA5OTk5OTk5OQ"

func (p post) id() string {
	if p.mid == 0 {
		return p.short
	}
	return fmt.Sprintf("%s:%d:1", biz, p.mid)
}

func (p post) serial() string { return fmt.Sprintf("%032x", p.mid) }

func (p post) page() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head>")
	if p.short != "" {
		fmt.Fprintf(&b, `<meta property="og:url" content="https://mp.weixin.qq.com/s/%s" />`, p.short)
	}
	b.WriteString(`</head><body id="activity-detail" class="zh_CN mm_appmsg"><script type="text/javascript">`)
	if p.mid != 0 {
		fmt.Fprintf(&b, "\nvar biz = \"\"||\"%s==\";\nvar sn = \"\" || \"%s\";\nvar mid = \"%d\";\nvar idx = \"1\";\n", biz, p.serial(), p.mid)
	}
	b.WriteString("</script>\n<div id=\"js_article\" class=\"rich_media\"><div id=\"img-content\">")
	fmt.Fprintf(&b, `<h2 class="rich_media_title" id="activity-name">%s</h2>`, p.title)
	fmt.Fprintf(&b, `<div class="rich_media_content" id="js_content">%s</div>`, p.body)
	b.WriteString("</div></div>\n<script type=\"text/javascript\">\nvar nickname = \"慢火车札记\";\n")
	fmt.Fprintf(&b, "var msg_title = \"%s\";\n", p.title)
	fmt.Fprintf(&b, "var ct = \"%d\";\nvar svr_time = \"%d\";\n", p.published, p.captured)
	if p.author != "" {
		fmt.Fprintf(&b, "var author = \"%s\";\n", p.author)
	}
	b.WriteString("</script></body></html>\n")
	return b.String()
}

// newPost is article number n, with a body and a title of its own.
func newPost(n int) post {
	return post{
		mid: 2650000000 + uint64(n), title: fmt.Sprintf("第%d站", n), body: fmt.Sprintf("<p>这是第 %d 篇的正文。</p>", n),
		published: 1700000000 + int64(n)*86400, captured: 1750000000,
	}
}

// shortID is the n-th synthetic short id.
func shortID(n int) string { return fmt.Sprintf("Kd0_sWm4hTq8Zr1Xe-%04d", n) }

// cdnID is the n-th synthetic id on the CDN.
func cdnID(n int) string { return fmt.Sprintf("J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe%04d", n) }

func cdnURL(n int) string {
	return "https://mmbiz.qpic.cn/mmbiz_png/" + cdnID(n) + "/640?wx_fmt=png"
}

// picture is the n-th picture, larger than those before it.
func picture(n int) string {
	var b bytes.Buffer
	m := image.NewNRGBA(image.Rect(0, 0, 4+n, 4))
	noise := rand.New(rand.NewPCG(uint64(n), 0))
	for i := range m.Pix {
		m.Pix[i] = byte(noise.Uint32())
	}
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.String()
}

func img(dataSrc, src string) string {
	return fmt.Sprintf(`<p>看图：<img data-src="%s" src="%s" data-w="640"></p>`, dataSrc, src)
}

func sumOf(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}

// tree is files by path.
type tree map[string]string

// export puts the files into a new folder named export.
func (files tree) export(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "export")
	files.into(t, dir)
	return dir
}

func (files tree) into(t *testing.T, dir string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// read is what is below dir.
func read(t *testing.T, dir string) tree {
	t.Helper()
	files := tree{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// content is the archive's files but the index, whose pages lie as the batches
// came.
func content(t *testing.T, a *store.Archive) tree {
	t.Helper()
	files := read(t, a.Dir())
	delete(files, "index.db")
	return files
}

func create(t *testing.T) *store.Archive {
	t.Helper()
	a, err := store.Create(filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// clock stands still.
func clock() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }

// run is one import: what it told, and its summary.
type run struct {
	outcomes []backup.Outcome
	summary  backup.Summary
}

// importInto imports the paths.
func importInto(t *testing.T, a *store.Archive, paths ...string) run {
	t.Helper()
	r, err := tryImport(t.Context(), a, paths...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tryImport(ctx context.Context, a *store.Archive, paths ...string) (r run, err error) {
	r.summary, err = backup.Import(ctx, a, paths, backup.Options{
		Tool: "test", Now: clock,
		Outcome: func(o backup.Outcome) { r.outcomes = append(r.outcomes, o) },
	})
	return r, err
}

// results are the results by the last part of the path, "name result".
func (r run) results() []string {
	var list []string
	for _, o := range r.outcomes {
		list = append(list, filepath.Base(o.Path)+" "+string(o.Result))
	}
	return list
}

func (r run) want(t *testing.T, results ...string) {
	t.Helper()
	if diff := cmp.Diff(results, r.results()); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}

// logical is an article as the archive has it, without where it stands.
type logical struct {
	Record store.Record
	Body   string
	Copy   string
}

// articles are all articles of the archive by ID.
func articles(t *testing.T, a *store.Archive) map[string]logical {
	t.Helper()
	all := map[string]logical{}
	for rec, err := range a.Articles() {
		if err != nil {
			t.Fatal(err)
		}
		all[rec.ID] = load(t, a, rec.ID)
	}
	return all
}

func load(t *testing.T, a *store.Archive, name string) logical {
	t.Helper()
	rec, err := a.Article(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := a.Body(rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := os.ReadFile(filepath.Join(a.Dir(), filepath.FromSlash(rec.Markdown)))
	if err != nil {
		t.Fatal(err)
	}
	return logical{*rec, string(body), string(copied)}
}

// assertWhole holds the archive against itself.
func assertWhole(t *testing.T, a *store.Archive) {
	t.Helper()
	if problems := verify(t, a); len(problems) > 0 {
		t.Errorf("archive: %+v", problems)
	}
}

func verify(t *testing.T, a *store.Archive) []store.Problem {
	t.Helper()
	problems, err := a.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

func day(year int, month time.Month, d, hour, minute int) time.Time {
	return time.Date(year, month, d, hour, minute, 0, 0, article.Zone)
}
