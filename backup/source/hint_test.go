package source_test

import (
	"archive/zip"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const waeText = "# 灯塔\n\n原创 陈渔 海边手记 2024-05-06 07:08 浙江\n\n> 原文地址: [https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA](https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA)\n\n灯塔亮着。\n"

// hintsBelow are the hints of all documents, without the folder's path.
func hintsBelow(t *testing.T, dir string, paths ...string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	short := func(s string) string { return strings.ReplaceAll(s, filepath.ToSlash(dir)+"/", "") }
	for _, p := range paths {
		for _, d := range documents(t, p) {
			var hints []string
			for _, h := range d.Hints {
				hints = append(hints, short(h))
			}
			all[short(d.Path)] = hints
			d.Close()
		}
	}
	return all
}

func hinted() map[string]string {
	mime := "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + page + "\n--b--\n"
	return map[string]string{
		"a/灯塔 v1.5.html": page, "a/灯塔 v1.5.MD": waeText, "a/灯塔 v1.5.mhtml": mime,
		"a/灯塔 v1.html":     page, // another name, with a dot less
		"a/b/灯塔 v1.5.html": page, // another folder
		"a/x.html":         page,
		"灯塔 v1.5.html":     page,
		"t.md":             waeText,
		"u":                page, "u.md": waeText, // a name without an extension is no stem
	}
}

func wantedHints(prefix string) map[string][]string {
	want := map[string][]string{}
	for name, hint := range map[string]string{
		"a/灯塔 v1.5.html": "a/灯塔 v1.5", "a/灯塔 v1.5.MD": "a/灯塔 v1.5", "a/灯塔 v1.5.mhtml": "a/灯塔 v1.5",
		"a/灯塔 v1.html": "", "a/b/灯塔 v1.5.html": "", "a/x.html": "", "灯塔 v1.5.html": "",
		"t.md": "t", "u": "", "u.md": "u",
	} {
		want[prefix+name] = nil
		if hint != "" {
			want[prefix+name] = []string{"stem:" + prefix + hint}
		}
	}
	return want
}

// A page and the text beside it share a name, in folders and in containers.
func TestPagesAndTextsOfOneNameShareAHint(t *testing.T) {
	dir := folder(t, hinted())
	if diff := cmp.Diff(wantedHints(""), hintsBelow(t, dir, dir)); diff != "" {
		t.Errorf("folder (-want +got):\n%s", diff)
	}
	var entries []entry
	files := hinted()
	for _, name := range sortedKeys(files) {
		entries = append(entries, entry{name: name, content: files[name], header: func(h *zip.FileHeader) { h.NonUTF8 = false }})
	}
	path := zipped(t, entries...)
	if diff := cmp.Diff(wantedHints("a.zip!/"), hintsBelow(t, filepath.Dir(path), path)); diff != "" {
		t.Errorf("container (-want +got):\n%s", diff)
	}
}

// Files that are named by themselves have the hints they have in their folder.
func TestFilesNamedByThemselvesShareAHint(t *testing.T) {
	dir := folder(t, map[string]string{"灯塔.html": page, "灯塔.md": waeText, "x.html": page, "y.html": page, "y.md/": ""})
	got := hintsBelow(t, dir, filepath.Join(dir, "灯塔.html"), filepath.Join(dir, "灯塔.md"), filepath.Join(dir, "x.html"), filepath.Join(dir, "y.html"))
	want := map[string][]string{"灯塔.html": {"stem:灯塔"}, "灯塔.md": {"stem:灯塔"}, "x.html": nil, "y.html": nil}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Of several pages in one file none is the article of the text beside it.
func TestPagesOfABundleHaveNoHint(t *testing.T) {
	chunk := func(name string) string {
		return `<Relationship Id="` + name + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="` + name + `"/>`
	}
	dir := folder(t, map[string]string{
		"灯塔.docx": string(pack(t,
			entry{name: "word/_rels/document.xml.rels", content: "<Relationships>" + chunk("a.html") + chunk("b.html") + "</Relationships>"},
			entry{name: "word/a.html", content: page}, entry{name: "word/b.html", content: page},
		)),
		"灯塔.md": waeText,
	})
	want := map[string][]string{"灯塔.docx!/page": nil, "灯塔.docx!/page (2)": nil, "灯塔.md": {"stem:灯塔"}}
	if diff := cmp.Diff(want, hintsBelow(t, dir, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
