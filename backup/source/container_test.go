package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/backup/source"
)

// A container holds what a folder does, whatever the way it is packed.
func TestContainersHoldWhatAFolderDoes(t *testing.T) {
	files := map[string]string{
		"2024/a.html": page, "2024/a_files/640": "picture", "b": page, "c.jpg": "x", "d": "text", "中.html": page + "!",
	}
	dir := folder(t, files)
	want := events(t, dir, dir)
	for ext, pack := range packers {
		t.Run(ext, func(t *testing.T) {
			left := spoolDir(t)
			path := onDisk(t, "a"+ext, pack(t, files))
			if diff := cmp.Diff(prefixed("a"+ext+"!/", want), events(t, filepath.Dir(path), path)); diff != "" {
				t.Errorf("walk (-want +got):\n%s", diff)
			}
			for _, d := range documents(t, path) {
				name := strings.TrimPrefix(d.Path, filepath.ToSlash(path)+"!/")
				if got, err := d.Read(nil); err != nil || string(got) != files[name] {
					t.Errorf("%s: read %q, %v", name, got, err)
				}
				if got, err := fs.ReadFile(d.Files, "2024/a_files/640"); err != nil || string(got) != "picture" {
					t.Errorf("%s: the picture of another page is %q, %v", name, got, err)
				}
				if d.Stamp.Size != int64(len(files[name])) || d.Container()+name != d.Path {
					t.Errorf("%s: stamp %+v, container %q", name, d.Stamp, d.Container())
				}
				d.Close()
			}
			assertEmpty(t, left)
			if n := openBelow(t, path); n > 0 {
				t.Errorf("%d descriptors are open", n)
			}
		})
	}
}

// Every container can stand in every other, and be read from there.
func TestContainersInContainers(t *testing.T) {
	for inner, packInner := range packers {
		for outer, packOuter := range packers {
			left := spoolDir(t)
			content := string(packInner(t, map[string]string{"x/a.html": page, "x/a_files/1": "picture"}))
			path := onDisk(t, "a"+outer, packOuter(t, map[string]string{"b" + inner: content, "c.html": page}))
			docs := documents(t, path)
			if len(docs) != 2 {
				t.Errorf("%s in %s: %d documents", inner, outer, len(docs))
				continue
			}
			d := docs[0]
			docs[1].Close()
			if want := filepath.ToSlash(path) + "!/b" + inner + "!/x/a.html"; d.Path != want || d.Key != want || d.Format != source.FormatSaved {
				t.Errorf("%s in %s: path %q, key %q, format %q", inner, outer, d.Path, d.Key, d.Format)
			}
			if got, err := d.Read(nil); err != nil || string(got) != page {
				t.Errorf("%s in %s: read %q, %v", inner, outer, got, err)
			}
			if got, err := fs.ReadFile(d.Files, "x/a_files/1"); err != nil || string(got) != "picture" {
				t.Errorf("%s in %s: picture %q, %v", inner, outer, got, err)
			}
			d.Close()
			assertEmpty(t, left)
			if n := openBelow(t, path); n > 0 {
				t.Errorf("%s in %s: %d descriptors are open", inner, outer, n)
			}
		}
	}
}

func TestNestingIsBounded(t *testing.T) {
	for ext, pack := range packers {
		left := spoolDir(t)
		content, inside := page, "a.html"
		for range 6 {
			content, inside = string(pack(t, map[string]string{inside: content})), "n"+ext
		}
		path := onDisk(t, "n"+ext, []byte(content))
		deepest := strings.Repeat("n"+ext+"!/", 4) + "n" + ext
		want := []string{fmt.Sprintf("unreadable %s: %v", deepest, source.ErrTooDeep)}
		if diff := cmp.Diff(want, events(t, filepath.Dir(path), path)); diff != "" {
			t.Errorf("walk (-want +got):\n%s", diff)
		}
		assertEmpty(t, left)
	}
}

func TestTarNames(t *testing.T) {
	link := func(kind byte, target string) func(*tar.Header) {
		return func(h *tar.Header) { h.Typeflag, h.Linkname = kind, target }
	}
	for name, c := range map[string]struct {
		entries []tarEntry
		want    []string
	}{
		"UTF-8":               {[]tarEntry{{"春运/回家.html", page, nil}}, []string{"page a.tar!/春运/回家.html"}},
		"GBK":                 {[]tarEntry{{gbk(t, "春运/回家路.html"), page, nil}}, []string{"page a.tar!/春运/回家路.html"}},
		"long":                {[]tarEntry{{strings.Repeat("慢", 80) + ".html", page, nil}}, []string{"page a.tar!/" + strings.Repeat("慢", 80) + ".html"}},
		"from here":           {[]tarEntry{{"./a.html", page, nil}}, []string{"page a.tar!/a.html"}},
		"steps upwards":       {[]tarEntry{{"../../etc/a.html", page, nil}}, []string{"page a.tar!/etc/a.html"}},
		"folders":             {[]tarEntry{{"2019/", "", link(tar.TypeDir, "")}, {"2019/a.html", page, nil}}, []string{"page a.tar!/2019/a.html"}},
		"in order":            {[]tarEntry{{"b.html", page, nil}, {"a.html", page, nil}}, []string{"page a.tar!/a.html", "page a.tar!/b.html"}},
		"the same name again": {[]tarEntry{{"a.html", page, nil}, {"a.html", page, nil}}, []string{"page a.tar!/a.html", "skipped a.tar!/a.html: another entry has the same name"}},
		"hard link":           {[]tarEntry{{"a.html", page, nil}, {"b.html", "", link(tar.TypeLink, "a.html")}}, []string{"page a.tar!/a.html", "page a.tar!/b.html"}},
		"link to nothing":     {[]tarEntry{{"b.html", "", link(tar.TypeLink, "none.html")}}, nil},
		"symbolic link":       {[]tarEntry{{"b.html", "", link(tar.TypeSymlink, "a.html")}}, []string{"skipped a.tar!/b.html: not a regular file"}},
		"pipe":                {[]tarEntry{{"b.html", "", link(tar.TypeFifo, "")}}, []string{"skipped a.tar!/b.html: not a regular file"}},
		"no entries":          {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			path := onDisk(t, "a.tar", tarred(t, c.entries...))
			if diff := cmp.Diff(c.want, events(t, filepath.Dir(path), path)); diff != "" {
				t.Errorf("walk (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAHardLinkHasTheBytesOfItsTarget(t *testing.T) {
	docs := documents(t, onDisk(t, "a.tar", tarred(t, tarEntry{name: "a.html", content: page},
		tarEntry{name: "b.html", header: func(h *tar.Header) { h.Typeflag, h.Linkname = tar.TypeLink, "./a.html" }})))
	for _, d := range docs {
		if got, err := d.Read(nil); err != nil || string(got) != page {
			t.Errorf("%s: %q, %v", d.Path, got, err)
		}
		d.Close()
	}
	if len(docs) != 2 {
		t.Errorf("%d documents", len(docs))
	}
}

// Wherever an archive is cut off, the whole files before the cut are read, the
// cut is reported, and no part of a file is taken for one.
func TestACutArchiveGivesWhatPrecedesTheCut(t *testing.T) {
	var files []string
	for n := range 5 {
		files = append(files, fmt.Sprintf("<html>%d%s", n, strings.Repeat("文字", 200*n)))
	}
	for name, c := range map[string]struct {
		whole []byte
		// ends are where the data of each file ends.
		ends func([]byte) []int64
	}{
		"a.tar":        {tarred(t, numberedTar(files)...), func(whole []byte) []int64 { return plainEnds(whole, files) }},
		"deflated.zip": {pack(t, numbered(files, nil)...), func(whole []byte) []int64 { return zipEnds(t, whole) }},
		// Only what follows it tells where stored data ends.
		"stored.zip": {pack(t, numbered(files, stored)...), func(whole []byte) []int64 {
			ends := zipEnds(t, whole)
			for i := range ends {
				ends[i] += 16
			}
			return ends
		}},
		"plain.zip": {plainZip(t, files), func(whole []byte) []int64 { return zipEnds(t, whole) }},
	} {
		ends := c.ends(c.whole)
		for size := int64(1); size < int64(len(c.whole)); size += 89 {
			got, reported := readable(t, onDisk(t, name, c.whole[:size]))
			want := 0
			for want < len(ends) && ends[want] <= size {
				want++
			}
			if len(got) != want {
				t.Errorf("%s cut off at %d of %d: %d files, want %d", name, size, len(c.whole), len(got), want)
			}
			for n, content := range got {
				if content != files[n] {
					t.Errorf("%s cut off at %d: file %d has %d bytes, want %d", name, size, n, len(content), len(files[n]))
				}
			}
			// One of the two empty blocks at the end of a tar archive is enough.
			if isWhole := name == "a.tar" && size == int64(len(c.whole)-512); (len(reported) == 1) == isWhole {
				t.Errorf("%s cut off at %d: reported are %q", name, size, reported)
			}
		}
	}
}

func stored(h *zip.FileHeader) { h.Method = zip.Store }

// plainZip is a zip archive with the sizes of files before their data.
func plainZip(t *testing.T, files []string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n, content := range files {
		f, err := w.CreateRaw(&zip.FileHeader{
			Name: fmt.Sprintf("%d.html", n), CRC32: crc32.ChecksumIEEE([]byte(content)),
			CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content)),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func numbered(files []string, header func(*zip.FileHeader)) []entry {
	var entries []entry
	for n, content := range files {
		entries = append(entries, entry{fmt.Sprintf("%d.html", n), content, header})
	}
	return entries
}

func numberedTar(files []string) []tarEntry {
	var entries []tarEntry
	for n, content := range files {
		entries = append(entries, tarEntry{name: fmt.Sprintf("%d.html", n), content: content})
	}
	return entries
}

func plainEnds(whole []byte, files []string) []int64 {
	var ends []int64
	for _, content := range files {
		ends = append(ends, int64(bytes.Index(whole, []byte(content))+len(content)))
	}
	return ends
}

func zipEnds(t *testing.T, whole []byte) []int64 {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var ends []int64
	for _, f := range r.File {
		start, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, start+int64(f.CompressedSize64))
	}
	return ends
}

// readable are the contents of all documents below path, and the paths of what
// could not be read.
func readable(t *testing.T, path string) (contents, unreadable []string) {
	t.Helper()
	err := source.Walk(t.Context(), []string{path}, source.Visitor{
		Document: func(d *source.Document) error {
			defer d.Close()
			content, err := d.Read(nil)
			if err != nil {
				t.Errorf("reading %s: %v", d.Path, err)
			}
			contents = append(contents, string(content))
			return nil
		},
		Skipped:    func(string, string) error { return nil },
		Unreadable: func(path string, _ error) error { unreadable = append(unreadable, path); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return contents, unreadable
}

// A compressed archive that is cut off gives files in order up to some point,
// never a part of one, and the damage is reported.
func TestACutCompressedTarGivesWhatPrecedesTheCut(t *testing.T) {
	var files []string
	for n := range 8 {
		files = append(files, "<html>"+noise(n, 20_000))
	}
	whole := tarred(t, numberedTar(files)...)
	for name, packed := range map[string][]byte{"a.tar.gz": gzipped(t, whole), "a.tar.zst": zstded(t, whole)} {
		most := 0
		for size := 64; size < len(packed); size += 4999 {
			left := spoolDir(t)
			path := onDisk(t, name, packed[:size])
			got, reported := readable(t, path)
			for n, content := range got {
				if content != files[n] {
					t.Errorf("%s cut off at %d: file %d has %d bytes", name, size, n, len(content))
				}
			}
			if !slices.Equal(reported, []string{filepath.ToSlash(path)}) {
				t.Errorf("%s cut off at %d: reported are %q", name, size, reported)
			}
			most = max(most, len(got))
			assertEmpty(t, left)
		}
		if most < len(files)-2 {
			t.Errorf("%s: no more than %d files were read", name, most)
		}
	}
}

// noise is text that hardly compresses.
func noise(seed, size int) string {
	r := rand.New(rand.NewPCG(uint64(seed), 1))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte('!' + r.IntN(90))
	}
	return string(b)
}

func TestDamageInACompressedTarIsReported(t *testing.T) {
	packed := gzipped(t, tarred(t, tarEntry{name: "a.html", content: page}))
	packed[len(packed)-5] ^= 1 // in the sum at the end
	path := onDisk(t, "a.tar.gz", packed)
	want := []string{"page a.tar.gz!/a.html", "unreadable a.tar.gz: reading tar.gz: gzip: invalid checksum"}
	if diff := cmp.Diff(want, events(t, filepath.Dir(path), path)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

// A container that the cut left without its end gives what precedes the cut.
func TestACutContainerInACutContainer(t *testing.T) {
	inner := pack(t, entry{name: "a.html", content: page}, entry{name: "b.html", content: "<html>" + noise(1, 5000)})
	outer := tarred(t, tarEntry{name: "in.zip", content: string(inner)})
	path := onDisk(t, "out.tar.gz", gzipped(t, outer[:1500]))
	want := []string{
		"page out.tar.gz!/in.zip!/a.html", "unreadable out.tar.gz!/in.zip: reading zip: " + source.ErrCutOff.Error(),
		"unreadable out.tar.gz: reading tar.gz: " + source.ErrCutOff.Error(),
	}
	if diff := cmp.Diff(want, events(t, filepath.Dir(path), path)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

func TestEntriesOfAZipWithoutDirectory(t *testing.T) {
	whole := plainZip(t, []string{page, page + "!"})
	whole, _, _ = bytes.Cut(whole, []byte("PK\x01\x02"))
	encrypted := bytes.Clone(whole)
	encrypted[6] |= 1
	path := onDisk(t, "a.zip", encrypted)
	want := []string{
		"unreadable a.zip!/0.html: " + source.ErrEncrypted.Error(), "page a.zip!/1.html",
		"unreadable a.zip: reading zip: " + source.ErrCutOff.Error(),
	}
	if diff := cmp.Diff(want, events(t, filepath.Dir(path), path)); diff != "" {
		t.Errorf("encrypted (-want +got):\n%s", diff)
	}
	broken := bytes.Replace(whole, []byte("正文"), []byte("反文"), 1)
	read := 0
	err := source.Walk(t.Context(), []string{onDisk(t, "a.zip", broken)}, source.Visitor{
		Document: func(d *source.Document) error {
			defer d.Close()
			got, err := d.Read(nil)
			if isBroken := filepath.Base(d.Path) == "0.html"; isBroken != errors.Is(err, zip.ErrChecksum) {
				t.Errorf("reading %s: %q, %v", d.Path, got, err)
			}
			read++
			return nil
		},
		Unreadable: func(string, error) error { return nil },
	})
	if err != nil || read != 2 {
		t.Errorf("%d files, %v", read, err)
	}
}

func TestSparseTarEntriesAreReported(t *testing.T) {
	path := onDisk(t, "a.tar", tarred(t, tarEntry{name: "a.html", content: page}, tarEntry{name: "b.html", content: page}))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	markSparse(whole[:512])
	write(t, path, string(whole))
	want := []string{"unreadable a.tar!/a.html: entry is stored with holes; unpack it first", "page a.tar!/b.html"}
	if diff := cmp.Diff(want, events(t, filepath.Dir(path), path)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}

// markSparse makes a header that of an entry with holes, as GNU tar writes it:
// all of its data is one piece.
func markSparse(header []byte) {
	size := header[124:136]
	header[156] = tar.TypeGNUSparse
	copy(header[257:265], "ustar  \x00")
	copy(header[386:398], "00000000000\x00")
	copy(header[398:410], size)
	copy(header[483:495], size)
	copy(header[148:156], "        ")
	sum := 0
	for _, b := range header {
		sum += int(b)
	}
	copy(header[148:156], fmt.Sprintf("%06o\x00 ", sum))
}
