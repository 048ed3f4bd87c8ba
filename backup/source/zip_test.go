package source_test

import (
	"archive/zip"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wxbackup/backup/source"
)

func gbk(t testing.TB, s string) string {
	t.Helper()
	encoded, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

func TestZipNames(t *testing.T) {
	declared := func(h *zip.FileHeader) { h.NonUTF8 = false }
	for name, c := range map[string]struct {
		entries []entry
		want    []string
	}{
		"UTF-8 declared":       {[]entry{{"春运/回家.html", page, declared}}, []string{"page a.zip!/春运/回家.html"}},
		"UTF-8 not declared":   {[]entry{{"春运/回家.html", page, nil}}, []string{"page a.zip!/春运/回家.html"}},
		"GBK":                  {[]entry{{gbk(t, "春运/回家路.html"), page, nil}}, []string{"page a.zip!/春运/回家路.html"}},
		"GBK ending in 0x5C":   {[]entry{{gbk(t, "誠"), page, nil}}, []string{"page a.zip!/誠"}},
		"backslashes":          {[]entry{{`2019\03\a.html`, page, nil}}, []string{"page a.zip!/2019/03/a.html"}},
		"backslash folder":     {[]entry{{`2019\`, "", nil}, {`2019\a.html`, page, nil}}, []string{"page a.zip!/2019/a.html"}},
		"folders":              {[]entry{{"2019/", "", nil}, {"2019/a.html", page, nil}}, []string{"page a.zip!/2019/a.html"}},
		"steps upwards":        {[]entry{{"../../etc/a.html", page, nil}}, []string{"page a.zip!/etc/a.html"}},
		"steps inside":         {[]entry{{"x/../y/./a.html", page, nil}}, []string{"page a.zip!/y/a.html"}},
		"absolute":             {[]entry{{"/etc/a.html", page, nil}}, []string{"page a.zip!/etc/a.html"}},
		"backslashes upwards":  {[]entry{{`..\..\a.html`, page, nil}}, []string{"page a.zip!/a.html"}},
		"in order":             {[]entry{{"b.html", page, nil}, {"中.html", page, nil}, {"a.html", page, nil}}, []string{"page a.zip!/a.html", "page a.zip!/b.html", "page a.zip!/中.html"}},
		"no extension":         {[]entry{{"a", page, nil}, {"b", "text", nil}}, []string{"page a.zip!/a", "skipped a.zip!/b: not a page"}},
		"the same name again":  {[]entry{{"a.html", page, nil}, {"./a.html", "<html>other", nil}, {"b.html", page, nil}}, []string{"page a.zip!/a.html", "skipped a.zip!/a.html: another entry has the same name", "page a.zip!/b.html"}},
		"zip inside":           {[]entry{{"inner.zip", string(pack(t)), nil}, {"x.zip", "text", nil}}, []string{"unreadable a.zip!/x.zip: opening zip: zip: not a valid zip file"}},
		"parts of one album":   {[]entry{{"专辑part01-of02.zip", string(pack(t, entry{name: "a/index.html", content: page})), nil}, {"专辑part02-of02.zip", string(pack(t, entry{name: "b/index.html", content: page})), nil}}, []string{"page a.zip!/专辑part01-of02.zip!/a/index.html", "page a.zip!/专辑part02-of02.zip!/b/index.html"}},
		"symbolic link":        {[]entry{{"a.html", "b.html", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}}, []string{"skipped a.zip!/a.html: not a regular file"}},
		"picture":              {[]entry{{"a.jpg", "x", nil}}, []string{"skipped a.zip!/a.jpg: not a page"}},
		"no entries":           {nil, nil},
		"only a folder":        {[]entry{{"a/", "", nil}}, nil},
		"name of the root":     {[]entry{{"../", "", nil}, {"/", "", nil}}, nil},
		"encrypted":            {[]entry{{"a.html", page, encrypted}, {"b.html", page, nil}}, []string{"unreadable a.zip!/a.html: entry is encrypted; unpack it with its password first", "page a.zip!/b.html"}},
		"encrypted other file": {[]entry{{"a.css", "x", encrypted}}, []string{"skipped a.zip!/a.css: not a page"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := zipped(t, c.entries...)
			if diff := cmp.Diff(c.want, events(t, filepath.Dir(path), path)); diff != "" {
				t.Errorf("walk (-want +got):\n%s", diff)
			}
		})
	}
}

func encrypted(h *zip.FileHeader) { h.Flags |= 1 }

func TestOfTwoEntriesWithOneNameTheFirstIsRead(t *testing.T) {
	d := documents(t, zipped(t, entry{name: "a.html", content: page}, entry{name: "a.html", content: "<html>other"}))[0]
	defer d.Close()
	if got, err := d.Read(nil); err != nil || string(got) != page {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestWhatIsNoZipIsReported(t *testing.T) {
	for name, content := range map[string]string{"empty file": "", "text": "not a zip at all", "only a beginning": "PK\x03\x04\x14\x00"} {
		dir := folder(t, map[string]string{"a.zip": content, "b.html": page})
		want := []string{"unreadable a.zip: opening zip: zip: not a valid zip file", "page b.html"}
		if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDamagedEntriesCannotBeRead(t *testing.T) {
	whole := pack(t, entry{name: "a.html", content: page, header: func(h *zip.FileHeader) { h.Method = zip.Store }},
		entry{name: "a_files/1.png", content: "picture", header: func(h *zip.FileHeader) { h.Method = zip.Store }})
	broken := strings.Replace(strings.Replace(string(whole), "正文", "反文", 1), "picture", "pictura", 1)
	path := filepath.Join(t.TempDir(), "a.zip")
	write(t, path, broken)
	d := document(t, path)
	if got, err := d.Read(nil); !errors.Is(err, zip.ErrChecksum) {
		t.Errorf("Read = %q, %v, want ErrChecksum", got, err)
	}
	if got, err := fs.ReadFile(d.Files, "a_files/1.png"); !errors.Is(err, zip.ErrChecksum) {
		t.Errorf("reading a file beside it = %q, %v, want ErrChecksum", got, err)
	}
}

func TestZipFilesAreFoundUnderCleanNames(t *testing.T) {
	d := document(t, zipped(t, entry{name: gbk(t, `春运\回家.html`), content: page}, entry{name: gbk(t, `春运\回家_files\640`), content: "picture"}))
	if d.Dir != "春运" || d.Format != source.FormatSaved {
		t.Errorf("folder %q, format %q", d.Dir, d.Format)
	}
	if got, err := fs.ReadFile(d.Files, "春运/回家_files/640"); err != nil || string(got) != "picture" {
		t.Errorf("read %q, %v", got, err)
	}
	info, err := fs.Stat(d.Files, "春运/回家_files/640")
	if err != nil || info.Size() != 7 || !info.Mode().IsRegular() {
		t.Errorf("Stat = %v, %v", info, err)
	}
	for _, name := range []string{"none", "春运", "../a"} {
		if _, err := d.Files.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("opening %q = %v", name, err)
		}
		if info, err := fs.Stat(d.Files, name); name != "春运" && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Stat of %q = %v, %v", name, info, err)
		}
	}
	if info, err := fs.Stat(d.Files, "春运"); err != nil || !info.IsDir() || info.Name() != "春运" {
		t.Errorf("Stat of a folder = %v, %v", info, err)
	}
}

func TestZipThatWentAway(t *testing.T) {
	path := zipped(t, entry{name: "a.html", content: page})
	d := document(t, path)
	if err := os.Remove(path); err != nil {
		t.Skipf("open files cannot be removed here: %v", err)
	}
	if got, err := d.Read(nil); err != nil || string(got) != page {
		t.Errorf("Read of an open archive = %q, %v", got, err)
	}
}

// A clean name never leads outside, and is its own clean name.
func FuzzCleanName(f *testing.F) {
	for _, name := range []string{"../../x", `..\x`, "/etc/passwd", `C:\x`, "a//b/./c/..", "...", "", "\x00", "a/", `a\`} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		clean := source.CleanName(name)
		if clean == "" {
			return
		}
		if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") || strings.Contains(clean, `\`) {
			t.Errorf("CleanName(%q) = %q", name, clean)
		}
		if utf8.ValidString(name) && !fs.ValidPath(clean) {
			t.Errorf("CleanName(%q) = %q, which is no path", name, clean)
		}
		if again := source.CleanName(clean); again != clean {
			t.Errorf("CleanName(%q) = %q, and of that %q", name, clean, again)
		}
	})
}

// Whatever the bytes, a decoded name is text; text in GBK comes
// out as it went in, unless its bytes are UTF-8 by chance.
func FuzzDecodeName(f *testing.F) {
	for _, name := range []string{"回家路.html", "a.html", gbk(f, "回家路.html"), "\xff\xfe", "联通", "\x80"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := source.DecodeName(name)
		if !utf8.ValidString(got) {
			t.Errorf("DecodeName(%q) = %q, which is no text", name, got)
		}
		if utf8.ValidString(name) && got != name {
			t.Errorf("DecodeName(%q) = %q", name, got)
		}
		encoded, err := simplifiedchinese.GBK.NewEncoder().String(name)
		if err != nil || utf8.ValidString(encoded) {
			return
		}
		if got := source.DecodeName(encoded); got != name {
			t.Errorf("GBK of %q decodes to %q", name, got)
		}
	})
}
