package source_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"wxbackup/article"
	"wxbackup/backup/source"
)

func TestDocumentIsRead(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page})
	d := document(t, dir)
	buf := make([]byte, 0, 1<<10)
	got, err := d.Read(buf)
	if err != nil || string(got) != page {
		t.Fatalf("Read = %q, %v", got, err)
	}
	if &got[0] != &buf[:1][0] {
		t.Error("a buffer that is large enough was not used")
	}
	if got, err = d.Read(nil); err != nil || string(got) != page {
		t.Errorf("Read without a buffer = %q, %v", got, err)
	}
	if err := os.Remove(filepath.Join(dir, "a.html")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Read(buf); !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), "a.html") {
		t.Errorf("Read of a file that went away = %v, want ErrNotExist without the path, which is said around it", err)
	}
}

func TestReadIntoWhateverTheSize(t *testing.T) {
	content := strings.Repeat("慢火车", 1000)
	for _, size := range []int64{0, 1, int64(len(content)) - 1, int64(len(content)), 1 << 20, -1} {
		for name, r := range map[string]io.Reader{
			"at once": strings.NewReader(content), "byte by byte": iotest.OneByteReader(strings.NewReader(content)),
			"end with data": iotest.DataErrReader(strings.NewReader(content)),
		} {
			got, err := source.ReadInto([]byte("old content"), r, size)
			if err != nil || string(got) != content {
				t.Errorf("size %d, %s: %d bytes, %v", size, name, len(got), err)
			}
		}
	}
}

func TestReadIntoFails(t *testing.T) {
	broken := errors.New("broken")
	if _, err := source.ReadInto(nil, iotest.ErrReader(broken), 5); !errors.Is(err, broken) {
		t.Errorf("error of the reader became %v", err)
	}
	if _, err := source.ReadInto(nil, strings.NewReader(page), source.MaxSize+1); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("announced too large: %v", err)
	}
	if _, err := source.ReadInto(make([]byte, 0, source.MaxSize+512), endless{}, 1); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("endless: %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestFilesBesideADocument(t *testing.T) {
	dir := folder(t, map[string]string{"x/a.html": page, "x/a_files/640": "picture", "images/1.jpg": "other"})
	write(t, filepath.Join(dir, "..", "outside"), "secret")
	symlink(t, filepath.Join("..", "..", "outside"), filepath.Join(dir, "x", "link"))
	d := document(t, dir)
	for name, want := range map[string]string{"x/a_files/640": "picture", "images/1.jpg": "other"} {
		if got, err := fs.ReadFile(d.Files, name); err != nil || string(got) != want {
			t.Errorf("%s = %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"../outside", "x/link", "none"} {
		if got, err := fs.ReadFile(d.Files, name); err == nil {
			t.Errorf("%s = %q", name, got)
		}
	}
}

func TestContainerAndFileGiveThePath(t *testing.T) {
	dir := folder(t, map[string]string{"a.html": page, "x/b.html": page})
	path := zipped(t, entry{name: "a.html", content: page}, entry{name: "x/b.html", content: page})
	for _, d := range append(documents(t, dir), documents(t, path)...) {
		if got := d.Container() + strings.TrimPrefix(d.Dir+"/", "./") + filepath.Base(d.Path); got != d.Path {
			t.Errorf("container %q of %q leads to %q", d.Container(), d.Path, got)
		}
		d.Close()
	}
}

// What a document was found in stays open as long as a document of it does,
// in whatever order they are closed, and no longer.
func TestFilesStayReadableUntilTheLastClose(t *testing.T) {
	for name, path := range map[string]string{
		"folder": folder(t, map[string]string{"a.html": page, "b.html": page, "b_files/1": "picture"}),
		"zip": zipped(t, entry{name: "a.html", content: page}, entry{name: "b.html", content: page},
			entry{name: "b_files/1", content: "picture"}),
	} {
		t.Run(name, func(t *testing.T) {
			if openBelow(t, path) != 0 {
				t.Fatal("open before the walk")
			}
			docs := documents(t, path)
			docs[0].Close()
			if got, err := fs.ReadFile(docs[1].Files, "b_files/1"); err != nil || string(got) != "picture" {
				t.Errorf("after the walk: %q, %v", got, err)
			}
			if got, err := docs[1].Read(nil); err != nil || string(got) != page {
				t.Errorf("after the walk: Read = %q, %v", got, err)
			}
			if n := openBelow(t, path); n != 1 {
				t.Errorf("%d descriptors open, want 1", n)
			}
			docs[1].Close()
			if n := openBelow(t, path); n != 0 {
				t.Errorf("%d descriptors open after the last Close", n)
			}
		})
	}
}

func TestWalkLeavesNothingOpen(t *testing.T) {
	stop := errors.New("enough")
	dir := folder(t, map[string]string{"a": page, "b": "text", "c.zip": string(pack(t, entry{name: "x", content: page})), "d.zip": "broken"})
	for _, err := range []error{nil, stop} {
		source.Walk(t.Context(), []string{dir, filepath.Join(dir, "a"), filepath.Join(dir, "c.zip")}, source.Visitor{
			Document:   func(d *source.Document) error { d.Close(); return err },
			Skipped:    func(string, string) error { return nil },
			Unreadable: func(string, error) error { return nil },
		})
		if n := openBelow(t, dir); n != 0 {
			t.Errorf("%d descriptors open after a walk that ended with %v", n, err)
		}
	}
}

func TestNameDate(t *testing.T) {
	at := func(year int, month time.Month, day, hour, minute, second int) time.Time {
		return time.Date(year, month, day, hour, minute, second, 0, article.Zone)
	}
	for name, want := range map[string]time.Time{
		"20240705慢火车.html":                at(2024, 7, 5, 0, 0, 0),
		"20240705.html":                   at(2024, 7, 5, 0, 0, 0),
		"[2025-12-20225424]慢火车.html":      at(2025, 12, 20, 22, 54, 24),
		"[202511101200]慢火车.html":          at(2025, 11, 10, 12, 0, 0),
		"2024-11-01_慢火车.html":             at(2024, 11, 1, 0, 0, 0),
		"2024-11-01 慢火车.html":             at(2024, 11, 1, 0, 0, 0),
		"2024-11-01":                      at(2024, 11, 1, 0, 0, 0),
		"2024-11-012.html":                {},
		"2024-11-01 慢火车/index.html":       at(2024, 11, 1, 0, 0, 0),
		"a.zip!/2024-11-01-慢火车/index.htm": at(2024, 11, 1, 0, 0, 0),
		"2024-11-01 导出.zip!/index.html":   {},
		"2024-11-01 慢火车/x.html":           {},
		"202407051.html":                  {},
		"20241305慢火车.html":                {},
		"20240230慢火车.html":                {},
		"19991231慢火车.html":                {},
		"20120731.html":                   {}, // before the platform
		"[202513101200]x.html":            {},
		"[20251110]x.html":                {},
		"慢火车20240705.html":                {},
		"2024年7月5日.html":                  {},
		"１２３４５６７８.html":                   {},
		"":                                {},
		"640(1)":                          {},
		"[2025-12-20225424 broken.html":   {},
	} {
		if got := source.NameDate(name); !got.Equal(want) || got.IsZero() != want.IsZero() {
			t.Errorf("NameDate(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestDocumentHasTheDateOfItsName(t *testing.T) {
	want := time.Date(2024, 7, 5, 0, 0, 0, 0, article.Zone)
	if d := document(t, folder(t, map[string]string{"2019/20240705慢火车.html": page})); !d.Published.Equal(want) {
		t.Errorf("in a folder: %v", d.Published)
	}
	if d := document(t, zipped(t, entry{name: "20190101/20240705慢火车.html", content: page})); !d.Published.Equal(want) {
		t.Errorf("in a zip: %v", d.Published)
	}
}
