package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup/source"
)

// huge is more than a size of 32 bits can say.
const huge = 5 << 30

// A file of 5 GB that is no page is passed over: neither memory nor the folder
// for temporary files takes it.
func TestHugeEntriesArePassedOver(t *testing.T) {
	for name, write := range map[string]func(t *testing.T, f *os.File){"a.zip": writeHugeZip, "a.tar": writeHugeTar} {
		t.Run(name, func(t *testing.T) {
			left := spoolDir(t)
			path := hugeFile(t, name, write)
			want := []string{"page " + name + "!/a.html", "skipped " + name + "!/film: not a page", "page " + name + "!/z.html"}
			var got []string
			taken := allocated(func() { got = events(t, filepath.Dir(path), path) })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("walk (-want +got):\n%s", diff)
			}
			if taken > 8<<20 {
				t.Errorf("the walk took %d bytes of memory", taken)
			}
			assertEmpty(t, left)
			contents, _ := readable(t, path)
			for _, content := range contents {
				if content != page {
					t.Errorf("page %q", content)
				}
			}
		})
	}
}

func TestHugeEntriesOfAStreamAreNotSpooled(t *testing.T) {
	spoolDir(t)
	var head, tail bytes.Buffer
	w := tar.NewWriter(&head)
	writeTarEntry(t, w, "a.html", page)
	if err := w.WriteHeader(&tar.Header{Name: "film", Size: huge, Mode: 0o644, Format: tar.FormatGNU}); err != nil {
		t.Fatal(err)
	}
	w = tar.NewWriter(&tail)
	writeTarEntry(t, w, "z.html", page)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	stream := io.MultiReader(&head, io.LimitReader(zeros{}, huge), &tail)
	var files fs.FS
	var spooled int64
	taken := allocated(func() {
		var err error
		if files, spooled, err = source.SpoolTar(stream); err != nil {
			t.Fatal(err)
		}
	})
	if taken > 8<<20 || spooled > 1<<10 {
		t.Errorf("took %d bytes of memory, %d of the spool", taken, spooled)
	}
	if got, err := fs.ReadFile(files, "z.html"); err != nil || string(got) != page {
		t.Errorf("the page after it: %q, %v", got, err)
	}
	if info, err := fs.Stat(files, "film"); err != nil || info.Size() != huge {
		t.Errorf("Stat = %v, %v", info, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// hugeFile is a file with holes.
func hugeFile(t *testing.T, name string, write func(*testing.T, *os.File)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(huge); err != nil {
		t.Skipf("no files of %d bytes here: %v", int64(huge), err)
	}
	write(t, f)
	return path
}

func writeHugeTar(t *testing.T, f *os.File) {
	t.Helper()
	w := tar.NewWriter(f)
	writeTarEntry(t, w, "a.html", page)
	if err := w.WriteHeader(&tar.Header{Name: "film", Size: huge, Mode: 0o644, Format: tar.FormatGNU}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(huge, io.SeekCurrent); err != nil {
		t.Fatal(err)
	}
	w = tar.NewWriter(f)
	writeTarEntry(t, w, "z.html", page)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func writeTarEntry(t *testing.T, w *tar.Writer, name, content string) {
	t.Helper()
	if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o644}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
}

func writeHugeZip(t *testing.T, f *os.File) {
	t.Helper()
	w := zip.NewWriter(holes{f})
	for _, name := range []string{"a.html", "film", "z.html"} {
		h := &zip.FileHeader{Name: name, CompressedSize64: uint64(len(page)), UncompressedSize64: uint64(len(page)), CRC32: crc32.ChecksumIEEE([]byte(page))}
		content := io.Reader(bytes.NewReader([]byte(page)))
		if name == "film" {
			h.CompressedSize64, h.UncompressedSize64 = huge, huge
			content = io.LimitReader(zeros{}, huge)
		}
		entry, err := w.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyBuffer(struct{ io.Writer }{entry}, content, make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// holes leaves out what is large and zero.
type holes struct{ *os.File }

func (h holes) Write(p []byte) (int, error) {
	if len(p) >= 1<<16 && p[0] == 0 && bytes.Equal(p[:len(p)-1], p[1:]) {
		_, err := h.Seek(int64(len(p)), io.SeekCurrent)
		return len(p), err
	}
	return h.File.Write(p)
}

// allocated is how many bytes do takes from the heap, freed ones too.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
