package source_test

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/backup/source"
)

const (
	pageAddress    = "https://mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe-6VyA"
	pictureAddress = "https://mmbiz.qpic.cn/mmbiz_png/J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe/640?wx_fmt=png"
)

// part is what a document's own file holds under an address.
func part(d *source.Document, address string) (string, error) {
	r, err := d.Part(address)
	if err != nil {
		return "", err
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	return string(content), err
}

// A file that holds one page is that page, on disk and in containers.
func TestAFileWithOnePageIsThatPage(t *testing.T) {
	message := mhtml(pageAddress, page, pictureAddress, "picture")
	dir := folder(t, map[string]string{
		"20240305慢火车.mhtml": message,
		"a.zip":             string(pack(t, entry{name: "x/20240305慢火车.mhtml", content: message}, entry{name: "x/beside.png", content: "beside"})),
		"b.tar":             string(tarred(t, tarEntry{name: "20240305慢火车.mhtml", content: message})),
	})
	paths := []string{"20240305慢火车.mhtml", "a.zip!/x/20240305慢火车.mhtml", "b.tar!/20240305慢火车.mhtml"}
	left := spoolDir(t)
	for i, d := range documents(t, dir) {
		if want := filepath.ToSlash(dir) + "/" + paths[i]; d.Path != want || d.Key != want || d.Format != source.FormatMHTML {
			t.Errorf("path %q, key %q, format %q; want %q", d.Path, d.Key, d.Format, want)
		}
		if want := time.Date(2024, 3, 5, 0, 0, 0, 0, article.Zone); !d.Published.Equal(want) || d.Stamp.Size != int64(len(message)) {
			t.Errorf("%s: date %v, size %d", d.Path, d.Published, d.Stamp.Size)
		}
		if got, err := d.Read(nil); err != nil || strings.TrimSpace(string(got)) != page {
			t.Errorf("%s: read %q, %v", d.Path, got, err)
		}
		if got, err := part(d, pictureAddress); err != nil || strings.TrimSpace(got) != "picture" || !d.HasOwnFiles() {
			t.Errorf("%s: picture %q, %v", d.Path, got, err)
		}
		if d.Address() != pageAddress {
			t.Errorf("%s: address %q", d.Path, d.Address())
		}
		if got := d.Container() + strings.TrimPrefix(d.Dir+"/", "./") + filepath.Base(d.Path); got != d.Path {
			t.Errorf("container %q of %q leads to %q", d.Container(), d.Path, got)
		}
		d.Close()
	}
	assertEmpty(t, left)
	if n := openBelow(t, dir); n > 0 {
		t.Errorf("%d descriptors are open", n)
	}
}

// Several pages of one file have a name each, without the credentials that
// addresses carry, and no file beside theirs.
func TestAFileWithSeveralPages(t *testing.T) {
	const long = "https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1"
	archive := warcResponse(pageAddress, "text/html", page) +
		warcResponse(pictureAddress, "image/png", "picture") +
		warcResponse(pageAddress, "text/html", page+"again") +
		warcResponse(long+"&key=secret&pass_ticket=secret", "text/html", page+"long")
	dir := folder(t, map[string]string{"20240305.warc": archive, "20240305.png": "beside"})
	label := filepath.ToSlash(dir) + "/20240305.warc!/"
	var got []string
	for _, d := range documents(t, filepath.Join(dir, "20240305.warc")) {
		content, err := d.Read(nil)
		if err != nil {
			t.Errorf("%s: %v", d.Path, err)
		}
		got = append(got, strings.TrimPrefix(d.Path, label)+" "+strings.TrimPrefix(string(content), page))
		if d.Key != d.Path || d.Format != source.FormatWARC || !d.Published.IsZero() || d.Stamp.Size != int64(len(archive)/3) {
			t.Errorf("%s: key %q, format %q, date %v, stamp %+v", d.Path, d.Key, d.Format, d.Published, d.Stamp)
		}
		if _, err := fs.ReadFile(d.Files, "20240305.png"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a file beside the archive: %v", d.Path, err)
		}
		if picture, err := part(d, pictureAddress); err != nil || picture != "picture" {
			t.Errorf("%s: picture %q, %v", d.Path, picture, err)
		}
		d.Close()
	}
	const name = "mp.weixin.qq.com/s/Kd0_sWm4hTq8Zr1Xe-6VyA"
	want := []string{name + " ", name + " (2) again", strings.TrimPrefix(long, "https://") + " long"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	if n := openBelow(t, dir); n > 0 {
		t.Errorf("%d descriptors are open", n)
	}
}

func TestPartsSeenFromThePage(t *testing.T) {
	message := mhtml("https://a.example/2024/a.html", page, "https://a.example/2024/img/1.png?x", "picture")
	d := document(t, onDisk(t, "a.mht", []byte(message)))
	for _, address := range []string{"img/1.png?x", "./img/1.png?x", "/2024/img/1.png?x", "//a.example/2024/img/1.png?x"} {
		if got, err := part(d, address); err != nil || strings.TrimSpace(got) != "picture" {
			t.Errorf("%s: %q, %v", address, got, err)
		}
	}
	for _, address := range []string{"1.png", "", "%zz", "https://b.example/2024/img/1.png?x", "\x00"} {
		if got, err := part(d, address); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %q, %v, want ErrNotExist", address, got, err)
		}
	}
	if _, err := part(document(t, folder(t, map[string]string{"a.html": page})), "a.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a page that is a file of its own has parts: %v", err)
	}
}

func TestBundlesThatHoldNoPageOrAreCutOff(t *testing.T) {
	archive := warcResponse(pageAddress, "text/html", page) + warcResponse(pictureAddress, "image/png", "picture")
	dir := folder(t, map[string]string{
		"brief.docx":        string(pack(t, entry{name: "word/document.xml", content: "<w:document/>"})),
		"cut.warc":          archive[:len(archive)-20],
		"whole.warc":        archive,
		"picture only.warc": warcResponse(pictureAddress, "image/png", "picture"),
		"noise.webarchive":  "noise",
	})
	got := events(t, dir, dir)
	starts := []string{
		"skipped brief.docx: file holds no page", "warc cut.warc", "unreadable cut.warc: reading warc: ",
		"unreadable noise.webarchive: opening webarchive: ", "skipped picture only.warc: file holds no page", "warc whole.warc",
	}
	for i, start := range starts {
		if i >= len(got) || !strings.HasPrefix(got[i], start) {
			t.Fatalf("events %q, want number %d to begin with %q", got, i, start)
		}
	}
	if n := openBelow(t, dir); n > 0 {
		t.Errorf("%d descriptors are open", n)
	}
}

// Who only counts is spared what would take time.
func TestSealedFilesAreNotOpened(t *testing.T) {
	message := mhtml(pageAddress, page, "", "")
	zipped := string(pack(t, entry{name: "x.html", content: page}))
	dir := folder(t, map[string]string{
		"a.html": page, "b.mhtml": message, "c.zip": zipped, "d.tar": string(tarred(t, tarEntry{name: "y.zip", content: zipped})),
		"e.tgz": string(gzipped(t, tarred(t))), "f.zip": string(pack(t, entry{name: "z.zip", content: zipped})),
	})
	left := spoolDir(t)
	var got []string
	err := source.Walk(t.Context(), []string{dir}, source.Visitor{
		Document: func(d *source.Document) error { got = append(got, filepath.Base(d.Path)); d.Close(); return nil },
		Sealed: func(path string, size int64) error {
			if size == 0 {
				t.Errorf("%s has size 0", path)
			}
			got = append(got, "sealed "+filepath.Base(path))
			assertEmpty(t, left)
			return nil
		},
	})
	want := []string{"a.html", "sealed b.mhtml", "x.html", "x.html", "sealed e.tgz", "sealed z.zip"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v, visits (-want +got):\n%s", err, diff)
	}
}
