package cmd_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/publish/loads"
	"wxbackup/store"
)

// requests are what a page asks for: of other hosts, and of its own what is not
// there.
type requests struct{ Elsewhere, Broken []string }

// ask opens pages below a folder, as a server serves them.
func (b browser) ask(dir string, pages []string) map[string]requests {
	b.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	addresses := make([]string, len(pages))
	for i, page := range pages {
		addresses[i] = server.URL + (&url.URL{Path: page}).EscapedPath()
	}
	input, err := json.Marshal(addresses)
	if err != nil {
		b.Fatal(err)
	}
	var stderr bytes.Buffer
	node := exec.Command("node", filepath.Join("testdata", "requests.mjs"), b.modules)
	node.Stdin, node.Stderr = bytes.NewReader(input), &stderr
	output, err := node.Output()
	if err != nil {
		b.Fatalf("running node: %v\n%s", err, &stderr)
	}
	var seen []requests
	if err := json.Unmarshal(output, &seen); err != nil {
		b.Fatal(err)
	}
	asked := map[string]requests{}
	for i, page := range pages {
		asked[page] = seen[i]
	}
	return asked
}

// builtPages are the paths of all pages of the built site, but for those that
// only lead to another.
func (r road) builtPages() []string {
	var pages []string
	public := filepath.Join(r.dir, "public")
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		if rel, _ := filepath.Rel(public, name); !bytes.Contains(data, []byte(`http-equiv="refresh"`)) {
			pages = append(pages, "/"+strings.TrimSuffix(filepath.ToSlash(rel), "index.html"))
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return pages
}

// TestPublishedPagesLoadWhatPublishSays opens every page of the site of the
// corpus: what Chromium asks other hosts for is what publish counts; and once
// the archive lacks nothing, a strict publish gives a site that asks no other
// host for anything.
func TestPublishedPagesLoadWhatPublishSays(t *testing.T) {
	if _, err := os.Stat(corpusDir()); err != nil {
		t.Skip("no corpus of real exports; name one with WXBACKUP_CORPUS")
	}
	b := newBrowser(t)
	r := road{T: t, dir: t.TempDir(), export: corpusDir()}
	out := filepath.Join(r.dir, "site")
	r.run(3, "import", r.export)
	said := r.loadsSaid(r.run(1, "publish", "--strict", "--json", "--out", filepath.Join(r.dir, "strict")))
	var summary struct {
		Loads    int `json:"external_loads"`
		Articles int `json:"external_articles"`
	}
	if err := json.Unmarshal(r.run(0, "publish", "--json", "--out", out), &summary); err != nil {
		t.Fatal(err)
	}
	r.buildSite()
	total, asking := 0, map[string][]string{}
	for page, got := range b.ask(filepath.Join(r.dir, "public"), r.builtPages()) {
		total += len(got.Elsewhere)
		if len(got.Elsewhere) > 0 {
			asking[page] = got.Elsewhere
		}
		if len(got.Broken) > 0 {
			t.Errorf("%s: not there: %q", page, got.Broken)
		}
	}
	if diff := cmp.Diff(said, asking); diff != "" {
		t.Errorf("requests by page (-said +made):\n%s", diff)
	}
	if total != summary.Loads || len(asking) != summary.Articles || total < 100 {
		t.Errorf("Chromium made %d requests from %d pages, publish counts %d from %d", total, len(asking), summary.Loads, summary.Articles)
	}

	r.fill()
	r.run(0, "publish", "--strict", "--out", out)
	r.buildSite()
	pages := r.builtPages()
	for page, got := range b.ask(filepath.Join(r.dir, "public"), pages) {
		if len(got.Elsewhere)+len(got.Broken) > 0 {
			t.Errorf("%s: asks elsewhere for %q, lacks %q", page, got.Elsewhere, got.Broken)
		}
	}
	t.Logf("%d loads from %d of %d pages", total, len(asking), len(pages))
}

// loadsSaid are the addresses that a strict publish names, by page, in the form
// in which a browser asks for them.
func (r road) loadsSaid(output []byte) map[string][]string {
	r.Helper()
	paths := map[string]string{}
	said := map[string][]string{}
	r.run(0, "publish", "--out", filepath.Join(r.dir, "paths"))
	for _, a := range r.articles() {
		paths[a.ID] = a.Path
	}
	for line := range bytes.Lines(output) {
		var l struct{ Type, ID, URL string }
		if err := json.Unmarshal(line, &l); err != nil || l.Type != "external_load" || paths[l.ID] == "" {
			r.Fatalf("line %s: %v", line, err)
		}
		said[paths[l.ID]] = append(said[paths[l.ID]], asked(r.T, l.URL))
	}
	for _, addresses := range said {
		slices.Sort(addresses)
	}
	return said
}

// asked is an address as a request has it.
func asked(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Fragment = ""
	return u.String()
}

// fill gives every missing asset of the archive bytes of its own.
func (r road) fill() {
	r.Helper()
	archive, err := store.Open(filepath.Join(r.dir, "wxarchive"))
	if err != nil {
		r.Fatal(err)
	}
	defer archive.Close()
	n := 0
	for rec, err := range archive.Articles() {
		if err != nil {
			r.Fatal(err)
		}
		for i := range rec.Assets {
			if a := &rec.Assets[i]; a.Missing() {
				r.generate(archive, a, n)
				n++
			}
		}
		if err := archive.Update(func(tx *store.Tx) error { return tx.Put(rec, nil) }); err != nil {
			r.Fatal(err)
		}
	}
}

// generate stores the n-th generated picture as the bytes of an asset.
func (r road) generate(archive *store.Archive, a *article.Asset, n int) {
	r.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	m.Set(0, 0, color.NRGBA{byte(n), byte(n >> 8), byte(n >> 16), 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		r.Fatal(err)
	}
	a.SHA256, a.Ext, a.Size = fmt.Sprintf("%x", sha256.Sum256(b.Bytes())), ".png", int64(b.Len())
	if err := archive.WriteAsset(a.SHA256, a.Ext, b.Bytes()); err != nil {
		r.Fatal(err)
	}
}

// TestChromiumLoadsNothingUnseen holds the reading of pages against a browser:
// whatever Chromium asks another host for is found in the page.
func TestChromiumLoadsNothingUnseen(t *testing.T) {
	b := newBrowser(t)
	const far = "https://far.example/"
	pages := map[string]string{
		"img": `<img src="` + far + `1">`, "lazy": `<div style="height:9999px"></div><img loading=lazy src="` + far + `1">`,
		"srcset": `<img srcset="` + far + `a,b 1x">`, "picture": `<picture><source srcset="` + far + `1"><img src=x></picture>`,
		"slashes": `<img src="\\far.example\1">`, "scheme": "<img src=' \thttps:\n//far.example/1'>",
		"iframe": `<iframe src="` + far + `1"></iframe>`, "srcdoc": `<iframe srcdoc="<img src=` + far + `1>"></iframe>`,
		"object": `<object data="` + far + `1"></object>`, "embed": `<embed src="` + far + `1">`,
		"script": `<script src="` + far + `1"></script>`, "module": `<script type=module src="` + far + `1"></script>`,
		"sheet": `<link rel="alternate Stylesheet" href="` + far + `1" title=x>`, "preload": `<link rel=preload as=image href="` + far + `1">`,
		"poster": `<video poster="` + far + `1"></video>`, "video": `<video preload=auto src="` + far + `1"></video>`,
		"audio": `<audio controls preload=auto><source src="` + far + `1"></audio>`, "input": `<input type=image src="` + far + `1">`,
		"body": `<body background="` + far + `1">`, "cell": `<table><tr><td background="` + far + `1">x</table>`,
		"style": `<p style="background:url(` + far + `1)">x</p>`, "rule": `<style>p{background:u\72l("` + far + `1")}</style><p>x</p>`,
		"import": `<style>@import '` + far + `1';</style>`, "set": `<style>p{background:image-set("` + far + `1" 1x)}</style><p>x</p>`,
		"list": `<ul style="list-style-image:url(` + far + `1)"><li>x</ul>`, "border": `<p style="border:1px solid;border-image:url(` + far + `1) 1">x`,
		"content": `<style>p::before{content:url(` + far + `1)}</style><p>x</p>`, "mask": `<p style="mask-image:url(` + far + `1)">x`,
		"font": `<style>@font-face{font-family:f;src:url(` + far + `1)}p{font-family:f}</style><p>x</p>`,
		"svg":  `<svg width=9 height=9><image width=9 height=9 href="` + far + `1"/></svg>`, "xlink": `<svg width=9 height=9><image width=9 height=9 xlink:href="` + far + `1"/></svg>`,
		"base": `<base href="` + far + `"><img src="1">`, "frame": `<frameset><frame src="` + far + `1"></frameset>`,
		"icon": `<link rel="icon" href="/x"><img src="` + far + `1">`,
	}
	dir := t.TempDir()
	var names []string
	for name, text := range pages {
		names = append(names, "/"+name+".html")
		writeExport(t, filepath.Join(dir, name+".html"), []byte("<!DOCTYPE html><meta charset=utf-8>"+text))
	}
	for page, got := range b.ask(dir, names) {
		name := strings.TrimSuffix(page[1:], ".html")
		found := loads.Of(page, []byte(pages[name]))
		if len(got.Elsewhere) != 1 || len(found) != 1 {
			t.Errorf("%s: Chromium asks for %q, found is %q", name, got.Elsewhere, found)
		}
	}
}
