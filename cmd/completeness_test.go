package cmd_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestEveryPictureOfTheExportIsPublished counts the pictures of the corpus in
// another way than the import: goquery reads the pages, the file system or the
// parts of an MHTML file say which pictures have bytes. Those are on the pages
// that Hugo built, as files of the site; the others are what publish and list
// --missing-assets name.
func TestEveryPictureOfTheExportIsPublished(t *testing.T) {
	if _, err := os.Stat(corpusDir()); err != nil {
		t.Skip("no corpus of real exports; name one with WXBACKUP_CORPUS")
	}
	r := road{T: t, dir: t.TempDir(), export: corpusDir()}
	r.run(3, "import", r.export)
	r.run(0, "publish", "--out", filepath.Join(r.dir, "site"))
	r.buildSite()
	listed := r.missingAssets()
	c := census{t, map[string]bool{}, map[string][]string{}, map[string]bool{}, map[string]int{}}
	for _, a := range r.pictured() {
		c.count(a)
	}
	local, remote, behind := 0, 0, 0
	for _, a := range r.pictured() {
		if a.isNote() {
			continue // its script has the pictures; the browser counts them
		}
		want, name := c.without(a.ID), a.Sources[len(a.Sources)-1].Path
		got := c.beside(a.ID, listed[a.ID])
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: missing (-counted +listed):\n%s", name, diff)
		}
		there, elsewhere := r.published(a.Path)
		if diff := cmp.Diff(listed[a.ID], elsewhere, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: loaded from elsewhere (-listed +published):\n%s", name, diff)
		}
		if n := len(c.shown[a.ID]) - len(want); there < n {
			t.Errorf("%s: %d pictures are files of the site, the export has %d", name, there, n)
		}
		local, remote, behind = local+there, remote+len(got), behind+len(listed[a.ID])-len(got)
	}
	t.Logf("%d pictures are files of the site, %d are missing, and %d backgrounds", local, remote, behind)
	if local < 100 || remote < 100 {
		t.Error("the pages have too few pictures to judge by")
	}
}

// pictured is an article with its sources.
type pictured struct {
	record
	ID string
}

func (r road) pictured() []pictured {
	var list []pictured
	for line := range bytes.Lines(r.run(0, "list", "--json")) {
		var a pictured
		if err := json.Unmarshal(line, &a); err != nil {
			r.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

// missingAssets are the pictures that list names as missing, by article.
func (r road) missingAssets() map[string][]string {
	missing := map[string][]string{}
	for line := range bytes.Lines(r.run(0, "list", "--missing-assets", "--json")) {
		var m struct{ ID, URL string }
		if err := json.Unmarshal(line, &m); err != nil {
			r.Fatal(err)
		}
		missing[m.ID] = append(missing[m.ID], pictureName(m.URL))
	}
	for id := range missing {
		missing[id] = sortedSet(missing[id])
	}
	return missing
}

// published are how many pictures of a built page are files of the site, and
// the names of the others.
func (r road) published(path string) (there int, elsewhere []string) {
	r.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, "public", filepath.FromSlash(path), "index.html"))
	if err != nil {
		r.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		r.Fatal(err)
	}
	var local []string
	doc.Find("article .body img").Each(func(_ int, img *goquery.Selection) {
		src := img.AttrOr("src", "")
		if strings.Contains(src, "//") {
			elsewhere = append(elsewhere, pictureName(src))
			return
		}
		if _, err := os.Stat(filepath.Join(r.dir, "public", filepath.FromSlash(src))); err != nil {
			r.Errorf("%s: %v", path, err)
		}
		local = append(local, src)
	})
	return len(sortedSet(local)), sortedSet(elsewhere)
}

// census counts the pictures of an export.
type census struct {
	*testing.T
	// has are the pictures of which there are bytes, shown those of an article.
	has   map[string]bool
	shown map[string][]string
	// behind are backgrounds, which are pictures of an article where they are all
	// there is to see.
	behind map[string]bool
	// inDocument is how many pictures a Word document of an article has, which
	// does not name them.
	inDocument map[string]int
}

// without are the pictures of an article of which there are no bytes.
func (c census) without(id string) []string {
	var missing []string
	if n := c.inDocument[id]; n > 0 && n >= len(c.shown[id]) {
		return nil
	}
	for _, name := range c.shown[id] {
		if !c.has[name] {
			missing = append(missing, name)
		}
	}
	return missing
}

// beside are the names but for those of backgrounds only.
func (c census) beside(id string, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return c.behind[name] && !slices.Contains(c.shown[id], name)
	})
}

func (c census) count(a pictured) {
	for _, s := range a.Sources {
		switch filepath.Ext(s.Path) {
		case ".md":
		case ".docx":
			c.countDocument(a.ID, s.Path)
		case ".mhtml":
			c.countParts(s.Path)
		default:
			if !strings.Contains(s.Path, "!/") {
				c.countPage(a.ID, s.Path)
			}
		}
	}
	c.shown[a.ID] = sortedSet(c.shown[a.ID])
}

// countPage counts the pictures of a page, and those of which there is a file.
func (c census) countPage(id, path string) {
	c.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		c.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		c.Fatal(err)
	}
	doc.Find("#js_content img").Not(".weapp_display_element img").Each(func(_ int, img *goquery.Selection) {
		address := img.AttrOr("data-src", "")
		if !strings.Contains(address, "//") || strings.HasPrefix(address, "<") {
			address = img.AttrOr("src", "")
		}
		name := pictureName(address)
		if name == "" {
			return
		}
		c.shown[id] = append(c.shown[id], name)
		c.has[name] = c.has[name] || hasBytes(filepath.Dir(path), img.AttrOr("src", ""))
	})
	doc.Find("#js_content mp-common-sticker").Each(func(_ int, sticker *goquery.Selection) {
		c.shown[id] = append(c.shown[id], pictureName(sticker.AttrOr("data-emoji_url", "")))
	})
	doc.Find("#js_content [style*=background]").Each(func(_ int, e *goquery.Selection) {
		for _, m := range background.FindAllStringSubmatch(e.AttrOr("style", ""), -1) {
			c.behind[pictureName(m[1])] = true
		}
	})
}

var background = regexp.MustCompile(`url\(["']?([^"')]+)`)

// hasBytes reports whether src is a file beside a page, or a picture in it that
// is more than a dot.
func hasBytes(dir, src string) bool {
	if _, data, ok := strings.Cut(src, ";base64,"); ok {
		raw, err := base64.StdEncoding.DecodeString(data)
		if err != nil {
			return false
		}
		config, _, err := image.DecodeConfig(bytes.NewReader(raw))
		return err == nil && config.Width > 2
	}
	plain, err := url.PathUnescape(src)
	if err != nil || strings.Contains(src, "//") {
		return false
	}
	info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(plain)))
	return err == nil && info.Mode().IsRegular()
}

// countDocument counts the pictures in a Word document.
func (c census) countDocument(id, path string) {
	c.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		c.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "word/media/") {
			c.inDocument[id]++
		}
	}
}

// countParts counts the pictures that an MHTML file has bytes of.
func (c census) countParts(path string) {
	c.Helper()
	f, err := os.Open(path)
	if err != nil {
		c.Fatal(err)
	}
	defer f.Close()
	message, err := mail.ReadMessage(f)
	if err != nil {
		c.Fatal(err)
	}
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		c.Fatal(err)
	}
	parts := multipart.NewReader(message.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			c.Fatal(err)
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "image/") && c.size(part) > 0 {
			c.has[pictureName(part.Header.Get("Content-Location"))] = true
		}
	}
}

// size is how many bytes a part holds.
func (c census) size(part *multipart.Part) int64 {
	c.Helper()
	var body io.Reader = part
	switch part.Header.Get("Content-Transfer-Encoding") {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, part)
	case "quoted-printable":
		body = quotedprintable.NewReader(part)
	}
	n, err := io.Copy(io.Discard, body)
	if err != nil {
		c.Fatal(err)
	}
	return n
}

// pictureName is what the addresses of one picture share: host and size of the
// platform's CDN and all behind the path do not matter.
func pictureName(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if strings.HasSuffix(u.Host, "qpic.cn") && len(parts) > 1 {
		return parts[1]
	}
	return u.Host + u.Path
}

func sortedSet(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
