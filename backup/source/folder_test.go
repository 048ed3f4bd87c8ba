package source_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup/source"
)

func TestWalkVisitsEveryFileInOrder(t *testing.T) {
	dir := folder(t, map[string]string{
		"b.html": page, "a/2.htm": page, "a/1.HTML": page, "a.html": page, "a/deep/er/x.xhtml": page,
		"中.html": page, "数据.xlsx": "PK", "cover.jpg": "x", "empty/": "", "c.shtml": page, "README.md": "# x",
	})
	want := []string{
		"skipped README.md: not a page",
		"page a/1.HTML", "page a/2.htm", "page a/deep/er/x.xhtml", "page a.html", "page b.html", "page c.shtml",
		"skipped cover.jpg: not a page", "page 中.html", "skipped 数据.xlsx: not a page",
	}
	for range 3 {
		if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
			t.Fatalf("walk (-want +got):\n%s", diff)
		}
	}
}

func TestWhatWxbackupWroteIsNoExport(t *testing.T) {
	dir := folder(t, map[string]string{
		"wxarchive/index.db": "x", "wxarchive/pages.jsonl": "{}", "wxarchive/articles/a.html": page,
		"made just now/index.db":          "x",
		"in use/index.db":                 "x",
		"in use/.tmp-writing":             "",
		"no journal yet/index.db":         "x",
		"no journal yet/pages/ab/x.html":  page,
		"site/wxbackup-manifest.json":     "{}",
		"site/content/posts/a/index.html": page,
		"another tool/index.db":           "x",
		"another tool/a.html":             page,
	})
	const own = ": written by wxbackup itself"
	want := []string{
		"page another tool/a.html", "skipped another tool/index.db: not a page",
		"skipped in use" + own, "skipped made just now" + own, "skipped no journal yet" + own, "skipped site" + own, "skipped wxarchive" + own,
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

func TestFilesSavedWithAPageAreNoDocuments(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"Chrome":                 {map[string]string{"a.html": page, "a_files/saved_resource.html": page, "a_files/640": page}, []string{"saved-page a.html"}},
		"nested":                 {map[string]string{"a.html": page, "a_files/x/y.html": page}, []string{"saved-page a.html"}},
		"Internet Explorer":      {map[string]string{"a.htm": page, "a.files/b.htm": page}, []string{"saved-page a.htm"}},
		"no extension":           {map[string]string{"a": page, "a_files/b.html": page}, []string{"saved-page a"}},
		"extension in capitals":  {map[string]string{"a.HTM": page, "a_files/b.html": page}, []string{"saved-page a.HTM"}},
		"space before extension": {map[string]string{"a .html": page, "a _files/b.html": page}, []string{"saved-page a .html"}},
		"title with a dot":       {map[string]string{"第1.5期": page, "第1.5期_files/b.html": page}, []string{"saved-page 第1.5期"}},
		"title with marks":       {map[string]string{"去哪里？.html": page, "去哪里？_files/b.html": page}, []string{"saved-page 去哪里？.html"}},
		"two pages":              {map[string]string{"a.html": page, "b.html": page, "a_files/c.html": page}, []string{"saved-page a.html", "page b.html"}},
		"no page beside":         {map[string]string{"a_files/b.html": page}, []string{"page a_files/b.html"}},
		"page elsewhere":         {map[string]string{"x/a.html": page, "a_files/b.html": page}, []string{"page a_files/b.html", "page x/a.html"}},
		"page longer named":      {map[string]string{"aa.html": page, "a_files/b.html": page}, []string{"page a_files/b.html", "page aa.html"}},
		"only the suffix":        {map[string]string{".html": page, "_files/b.html": page}, []string{"page .html", "page _files/b.html"}},
		"folder named as a page": {map[string]string{"a.html/x.html": page, "a_files/b.html": page}, []string{"page a.html/x.html", "page a_files/b.html"}},
		"file named as a folder": {map[string]string{"a.html": page, "a_files": page}, []string{"page a.html", "page a_files"}},
		"empty folder":           {map[string]string{"a.html": page, "a_files/": ""}, []string{"saved-page a.html"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, c.files)
			if diff := cmp.Diff(c.want, events(t, dir, dir)); diff != "" {
				t.Errorf("on disk (-want +got):\n%s", diff)
			}
			c.want = prefixed("a.zip!/", c.want)
			if strings.HasPrefix(name, "empty") {
				return // folders without files are not in zip archives
			}
			path := zipped(t, entriesOf(c.files)...)
			if diff := cmp.Diff(c.want, events(t, filepath.Dir(path), path)); diff != "" {
				t.Errorf("in a zip (-want +got):\n%s", diff)
			}
		})
	}
}

func entriesOf(files map[string]string) []entry {
	var entries []entry
	for _, name := range sortedKeys(files) {
		entries = append(entries, entry{name: name, content: files[name]})
	}
	return entries
}

// prefixed puts a container before the paths of events.
func prefixed(prefix string, events []string) []string {
	var list []string
	for _, e := range events {
		what, path, _ := strings.Cut(e, " ")
		list = append(list, what+" "+prefix+path)
	}
	slices.SortFunc(list, func(a, b string) int {
		_, a, _ = strings.Cut(a, " ")
		_, b, _ = strings.Cut(b, " ")
		return strings.Compare(a, b)
	})
	return list
}

func TestNamesThatSayNothingAreJudgedByFirstBytes(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		page    bool
	}{
		"doctype":               {"<!DOCTYPE html><html>", true},
		"doctype in capitals":   {"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD\">", true},
		"html":                  {"<HTML lang=zh><body>", true},
		"byte order mark":       {"\xef\xbb\xbf<html>", true},
		"blank lines before":    {"\r\n \t<html>", true},
		"saved by Chrome":       {"<!-- saved from url=(0048)https://mp.weixin.qq.com/s/x -->\n<html>", true},
		"xhtml":                 {`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">`, true},
		"xml":                   {`<?xml version="1.0"?><rss version="2.0">`, false},
		"comment only":          {"<!-- nothing -->", false},
		"empty":                 {"", false},
		"text":                  {"一个没有扩展名的文件", false},
		"picture":               {"\x89PNG\r\n\x1a\n<html>", false},
		"html after 512 blanks": {strings.Repeat(" ", 512) + "<html>", false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, file := range []string{"article", "第1.5期", "标题.v2"} {
				dir := folder(t, map[string]string{file: c.content})
				want := []string{"skipped " + file + ": not a page"}
				if c.page {
					want = []string{"page " + file}
				}
				if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", file, diff)
				}
			}
		})
	}
}

func TestWalkTakesFilesByName(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.html": page, "a_files/640": "x", "a_files/saved_resource.html": page, "b": page, "c.jpg": "x",
	})
	for arg, want := range map[string]string{
		"a.html": "saved-page a.html", "b": "page b", "c.jpg": "skipped c.jpg: not a page",
		"a_files/saved_resource.html": "page a_files/saved_resource.html",
	} {
		if diff := cmp.Diff([]string{want}, events(t, dir, filepath.Join(dir, arg))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", arg, diff)
		}
	}
}

// The same file is the same to the index, whether its folder is named or the
// file itself, from here or from there.
func TestDocumentIsTheSameHoweverItIsNamed(t *testing.T) {
	dir := folder(t, map[string]string{"x/a.html": page, "x/a_files/640": "x"})
	base := document(t, dir)
	t.Chdir(filepath.Dir(dir))
	for arg, path := range map[string]string{
		"export": "export/x/a.html", "./export/": "export/x/a.html", "export/x/a.html": "export/x/a.html",
		"export/x": "export/x/a.html", dir: filepath.ToSlash(dir) + "/x/a.html",
	} {
		d := document(t, arg)
		if d.Path != path {
			t.Errorf("%s: path %q, want %q", arg, d.Path, path)
		}
		if d.Key != base.Key || d.Stamp != base.Stamp || d.Format != base.Format {
			t.Errorf("%s: key %q, stamp %v, format %q; want %q, %v, %q", arg, d.Key, d.Stamp, d.Format, base.Key, base.Stamp, base.Format)
		}
	}
	t.Chdir("export/x")
	if d := document(t, "."); d.Path != "a.html" || d.Key != base.Key {
		t.Errorf("from inside: path %q, key %q", d.Path, d.Key)
	}
}

func TestPathsThatDoNotExistAreErrors(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page})
	missing := filepath.Join(dir, "none")
	visited := 0
	err := source.Walk(t.Context(), []string{dir, missing}, source.Visitor{
		Document: func(d *source.Document) error { visited++; d.Close(); return nil },
	})
	if !errors.Is(err, fs.ErrNotExist) || strings.Count(err.Error(), "none") != 1 {
		t.Errorf("Walk = %v, want one that names the path once", err)
	}
	if visited != 0 {
		t.Errorf("%d documents were visited before", visited)
	}
}

func TestLinks(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page, "sub/x.html": page})
	outside := filepath.Join(filepath.Dir(dir), "outside.html")
	write(t, outside, page)
	for link, target := range map[string]string{
		"file.html": "a.html", "folder": "sub", "round": ".", "self.html": "self.html", "dangling.html": "nowhere.html",
		"out.html": filepath.Join("..", "outside.html"), "absolute.html": outside,
	} {
		symlink(t, target, filepath.Join(dir, link))
	}
	got := events(t, dir, dir)
	const out = "link out of the folder; import that file by its own name"
	const isFolder = "link to a folder; import that folder by its own name"
	want := []string{
		"page a.html", "skipped absolute.html: " + out, "unreadable dangling.html: no such file or directory",
		"page file.html", "skipped folder: " + isFolder, "skipped out.html: " + out, "skipped round: " + isFolder,
		"unreadable self.html: too many levels of symbolic links", "page sub/x.html",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"page out.html"}, events(t, dir, filepath.Join(dir, "out.html"))); diff != "" {
		t.Errorf("a link named by the user (-want +got):\n%s", diff)
	}
}

func TestUnreadableFilesAndFolders(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind this user")
	}
	dir := folder(t, map[string]string{"a": page, "b.html": page, "c/x.html": page, "d.zip": "x"})
	for _, name := range []string{"a", "c", "d.zip"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "c"), 0o755) })
	want := []string{
		"unreadable a: permission denied", "page b.html", "unreadable c: permission denied",
		"unreadable d.zip: permission denied",
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

func TestFilesThatCannotBeLookedAtAreReported(t *testing.T) {
	var got []string
	visitor := source.Visitor{Unreadable: func(path string, err error) error {
		got = append(got, path+": "+err.Error())
		return nil
	}}
	if err := source.VisitFile(t.Context(), "export", brokenEntry{"a.html"}, visitor); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"export/a.html: permission denied"}, got); diff != "" {
		t.Errorf("visits (-want +got):\n%s", diff)
	}
}

func TestStampTellsChanges(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page, "a_files/640": "x", "b.html": page})
	long := time.Now().Add(-time.Hour)
	for _, name := range []string{"a.html", "a_files", "b.html"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	stamp := func(name string) source.Stamp { return document(t, filepath.Join(dir, name)).Stamp }
	first, alone := stamp("a.html"), stamp("b.html")
	if want := (source.Stamp{Size: int64(len(page)), ModTime: long.UnixNano(), Beside: long.UnixNano()}); first != want {
		t.Errorf("stamp %+v, want %+v", first, want)
	}
	if alone.Beside != 0 {
		t.Errorf("a page without files has the stamp %+v", alone)
	}
	if again := stamp("a.html"); again != first {
		t.Errorf("stamp %+v became %+v with nothing done", first, again)
	}
	write(t, filepath.Join(dir, "a_files", "641"), "y")
	second := stamp("a.html")
	if second.Beside == first.Beside || second.ModTime != first.ModTime {
		t.Errorf("a new file beside it changed the stamp %+v to %+v", first, second)
	}
	write(t, filepath.Join(dir, "a.html"), page+"!")
	if third := stamp("a.html"); third.ModTime == second.ModTime || third.Size != second.Size+1 {
		t.Errorf("another content changed the stamp %+v to %+v", second, third)
	}
}

func TestWalkEnds(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page, "b.jpg": "x", "c.html": page})
	stop := errors.New("enough")
	path := zipped(t, entry{name: "a.html", content: page}, entry{name: "b.html", content: page})
	for _, arg := range []string{dir, path} {
		visits := 0
		err := source.Walk(t.Context(), []string{arg}, source.Visitor{
			Document: func(d *source.Document) error { visits++; d.Close(); return stop },
		})
		if !errors.Is(err, stop) || visits != 1 {
			t.Errorf("Walk = %v after %d visits, want the visitor's error after 1", err, visits)
		}
		if err := source.Walk(cancelled(), []string{arg}, source.Visitor{}); !errors.Is(err, context.Canceled) {
			t.Errorf("Walk = %v when cancelled", err)
		}
	}
}
