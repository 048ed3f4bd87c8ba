package asset_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"golang.org/x/text/unicode/norm"

	"wxbackup/backup/asset"
)

func files(t *testing.T, names ...string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	for _, name := range names {
		m[name] = &fstest.MapFile{Data: media(t)[".png"]}
	}
	return m
}

func TestFindTriesWhatAReferenceCanMean(t *testing.T) {
	const decomposed = "Cafe\u0301_files/640.png"
	for name, c := range map[string]struct{ dir, ref, file string }{
		"as it is":                    {".", "./a_files/640", "a_files/640"},
		"Chrome's counting":           {".", "./a_files/640(1)", "a_files/640(1)"},
		"percent-encoded":             {".", "%E6%85%A2%E7%81%AB%E8%BD%A6_files/640.png", "慢火车_files/640.png"},
		"encoded spaces":              {".", "a%20b%20_files/640%281%29.png", "a b _files/640(1).png"},
		"a name that looks encoded":   {".", "100%25_files/1.png", "100%_files/1.png"},
		"a stray percent sign":        {".", "100%_files/1.png", "100%_files/1.png"},
		"encoded on disk as well":     {".", "%E6%85%A2_files/1.png", "%E6%85%A2_files/1.png"},
		"query":                       {".", "images/1.jpg?wx_fmt=jpeg&tp=webp", "images/1.jpg"},
		"fragment":                    {".", "images/1.jpg#imgIndex=3", "images/1.jpg"},
		"a query in the name":         {".", "images/640?wx_fmt=png", "images/640?wx_fmt=png"},
		"encoded question mark":       {".", "%EF%BC%9F%3F_files/1.png", "？?_files/1.png"},
		"fullwidth mark replaced":     {".", "去哪里？_files/1.png", "去哪里__files/1.png"},
		"forbidden marks replaced":    {".", "a:b|c%3F%22_files/1.png", "a_b_c___files/1.png"},
		"backslashes":                 {".", `.\a_files\640.png`, "a_files/640.png"},
		"page deeper down":            {"2024/03", "a_files/640.png", "2024/03/a_files/640.png"},
		"images beside the folder":    {"html", "../images/x/img_000.jpg", "images/x/img_000.jpg"},
		"composed on disk":            {".", decomposed, norm.NFC.String(decomposed)},
		"decomposed on disk":          {".", norm.NFC.String(decomposed), decomposed},
		"encoded, decomposed on disk": {".", url.PathEscape(norm.NFC.String("Café")) + "/1.png", norm.NFD.String("Café/1.png")},
		"spaces around":               {".", " a_files/640.png\n", "a_files/640.png"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := asset.Find(files(t, c.file), c.dir, c.ref)
			if err != nil {
				t.Fatalf("Find(%q) = %v", c.ref, err)
			}
			if got.Path != c.file || got.Ext != ".png" || string(got.Data) != string(media(t)[".png"]) {
				t.Errorf("Find(%q) found %q as %q with %d bytes", c.ref, got.Path, got.Ext, len(got.Data))
			}
		})
	}
}

func TestFindPrefersTheDecodedName(t *testing.T) {
	got, err := asset.Find(files(t, "a%20b.png", "a b.png"), ".", "a%20b.png")
	if err != nil || got.Path != "a b.png" {
		t.Errorf("found %+v, %v", got, err)
	}
}

func TestFindMissesFilesThatAreNotThere(t *testing.T) {
	all := files(t, "a/1.png", "1.png")
	for _, ref := range []string{
		"2.png", "a", "a/", ".", "./", "..", "../1.png", "../../etc/passwd", "/etc/passwd", "a/../../1.png",
		"%2e%2e/1.png", `..\1.png`, "file:///etc/passwd", "https://example.com/1.png", "\x00", "%zz", "?", "#",
	} {
		if got, err := asset.Find(all, ".", ref); !errors.Is(err, asset.ErrMissing) {
			t.Errorf("Find(%q) = %+v, %v, want ErrMissing", ref, got, err)
		}
	}
}

func TestFindSniffsWhatItReads(t *testing.T) {
	all := fstest.MapFS{
		"error.jpg": {Data: []byte("<!DOCTYPE html><html><title>404</title>not found, sorry</html>")},
		"empty.png": {},
		"x.other":   {Data: media(t)[".webp"]},
		"x.jpeg":    {Data: media(t)[".gif"]},
	}
	for ref, want := range map[string]string{"x.other": ".webp", "x.jpeg": ".gif"} {
		if got, err := asset.Find(all, ".", ref); err != nil || got.Ext != want {
			t.Errorf("Find(%q) = %+v, %v, want %q", ref, got, err, want)
		}
	}
	for _, ref := range []string{"error.jpg", "empty.png"} {
		if _, err := asset.Find(all, ".", ref); !errors.Is(err, asset.ErrNoMedia) || !strings.Contains(err.Error(), ref) {
			t.Errorf("Find(%q) = %v, want ErrNoMedia with the name", ref, err)
		}
	}
}

// large is a file that says it is larger than any asset.
type large struct{ fs.FS }

func (l large) Open(name string) (fs.File, error) {
	f, err := l.FS.Open(name)
	return largeFile{f}, err
}

type largeFile struct{ fs.File }

func (f largeFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return largeInfo{info}, err
}

type largeInfo struct{ fs.FileInfo }

func (largeInfo) Size() int64 { return asset.MaxSize + 1 }

func TestFindRefusesHugeFiles(t *testing.T) {
	if _, err := asset.Find(large{files(t, "1.png")}, ".", "1.png"); err == nil || errors.Is(err, asset.ErrMissing) {
		t.Errorf("Find = %v", err)
	}
}

func onDisk(t *testing.T) (outside, inside string, root fs.FS) {
	t.Helper()
	outside = t.TempDir()
	inside = filepath.Join(outside, "export")
	if err := os.MkdirAll(filepath.Join(inside, "a_files"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{filepath.Join(outside, "secret.png"), filepath.Join(inside, "a_files", "1.png")} {
		if err := os.WriteFile(name, media(t)[".png"], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return outside, inside, r.FS()
}

func TestFindNeverLeavesTheExport(t *testing.T) {
	outside, inside, root := onDisk(t)
	for link, target := range map[string]string{
		"up.png": filepath.Join("..", "secret.png"), "absolute.png": filepath.Join(outside, "secret.png"),
		"folder": outside, "loop.png": "loop.png", "dangling.png": "nowhere.png",
		"inside.png": filepath.Join("a_files", "1.png"),
	} {
		if err := os.Symlink(target, filepath.Join(inside, link)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	for _, ref := range []string{"up.png", "absolute.png", "folder/secret.png", "loop.png", "dangling.png", "../secret.png"} {
		if got, err := asset.Find(root, ".", ref); err == nil {
			t.Errorf("Find(%q) read %q", ref, got.Path)
		}
	}
	for _, ref := range []string{"inside.png", "a_files/1.png"} {
		if _, err := asset.Find(root, ".", ref); err != nil {
			t.Errorf("Find(%q) = %v", ref, err)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, ref := range []string{"../../x", "a%2f..%2f..%2fx", `..\..\x`, "？?#", "a/./b//c", "\xff%ff", "C:/x"} {
		f.Add("dir", ref)
	}
	f.Fuzz(func(t *testing.T, dir, ref string) {
		if !fs.ValidPath(dir) {
			return
		}
		_, err := asset.Find(guarded{t}, dir, ref)
		if !errors.Is(err, asset.ErrMissing) {
			t.Errorf("Find(%q, %q) = %v", dir, ref, err)
		}
	})
}

// guarded is an empty file system that must never be asked for a name outside.
type guarded struct{ t *testing.T }

func (g guarded) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		g.t.Errorf("asked for %q", name)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func TestReadTellsMediaFromWhatIsNone(t *testing.T) {
	picture := media(t)[".png"]
	got, err := asset.Read(io.NopCloser(iotest.OneByteReader(bytes.NewReader(picture))))
	if err != nil || got.Ext != ".png" || !bytes.Equal(got.Data, picture) {
		t.Errorf("Read = %+v, %v", got, err)
	}
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		r    io.Reader
		want error
	}{
		"error page": {strings.NewReader("<!DOCTYPE html><html><body>404 Not Found, sorry about that</body></html>"), asset.ErrNoMedia},
		"nothing":    {strings.NewReader(""), asset.ErrNoMedia},
		"cut off":    {io.MultiReader(bytes.NewReader(picture), iotest.ErrReader(broken)), broken},
	} {
		if got, err := asset.Read(io.NopCloser(c.r)); !errors.Is(err, c.want) {
			t.Errorf("%s: Read = %+v, %v, want %v", name, got, err, c.want)
		}
	}
}
