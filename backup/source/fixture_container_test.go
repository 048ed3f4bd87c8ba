package source_test

import (
	"archive/tar"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// tarred is a tar archive of the entries. A header hook sees what would be
// written; nil takes a plain file.
func tarred(t testing.TB, entries ...tarEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.content)), Typeflag: tar.TypeReg}
		if e.header != nil {
			e.header(h)
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type tarEntry struct {
	name, content string
	header        func(*tar.Header)
}

func gzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zstded(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

// packers write a container of files, by the end of its name.
var packers = map[string]func(t testing.TB, files map[string]string) []byte{
	".zip": func(t testing.TB, files map[string]string) []byte { return pack(t, entriesOf(files)...) },
	".tar": func(t testing.TB, files map[string]string) []byte { return tarred(t, tarEntriesOf(files)...) },
	".tgz": func(t testing.TB, files map[string]string) []byte {
		return gzipped(t, tarred(t, tarEntriesOf(files)...))
	},
	".tar.gz": func(t testing.TB, files map[string]string) []byte {
		return gzipped(t, tarred(t, tarEntriesOf(files)...))
	},
	".tar.zst": func(t testing.TB, files map[string]string) []byte {
		return zstded(t, tarred(t, tarEntriesOf(files)...))
	},
}

func tarEntriesOf(files map[string]string) []tarEntry {
	var entries []tarEntry
	for _, name := range sortedKeys(files) {
		entries = append(entries, tarEntry{name: name, content: files[name]})
	}
	return entries
}

// onDisk is the path of a file with the content.
func onDisk(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	write(t, path, string(content))
	return path
}

// spoolDir makes the system's folder for temporary files an empty one.
func spoolDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	return dir
}

func assertEmpty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		t.Errorf("left in the folder for temporary files: %v, %v", entries, err)
	}
	if n := openBelow(t, dir); n > 0 {
		t.Errorf("%d temporary files are still open", n)
	}
}

// mhtml is a message of a page and one picture.
func mhtml(address, html, pictureAddress, picture string) string {
	return fmt.Sprintf(strings.ReplaceAll(`From: <Saved by Blink>
Snapshot-Content-Location: %s
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--k----"

------MultipartBoundary--k----
Content-Type: text/html
Content-Transfer-Encoding: 8bit
Content-Location: %[1]s

%s
------MultipartBoundary--k----
Content-Type: image/png
Content-Transfer-Encoding: 8bit
Content-Location: %s

%s
------MultipartBoundary--k------
`, "\n", "\r\n"), address, html, pictureAddress, picture)
}

// warcResponse is one record of a web archive.
func warcResponse(address, mediaType, body string) string {
	answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", mediaType, len(body), body)
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-05T01:02:03Z\r\n"+
		"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: application/http;msgtype=response\r\n"+
		"Content-Length: %d\r\n\r\n%s\r\n\r\n", address, len(answer), answer)
}
