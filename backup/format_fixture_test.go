package backup_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// containers write files into one, by the end of its name.
var containers = map[string]func(*testing.T, tree) string{
	".zip":     zipOf,
	".tar":     tarOf,
	".tar.gz":  func(t *testing.T, files tree) string { return gzipOf(t, tarOf(t, files)) },
	".tgz":     func(t *testing.T, files tree) string { return gzipOf(t, tarOf(t, files)) },
	".tar.zst": func(t *testing.T, files tree) string { return zstdOf(t, tarOf(t, files)) },
	".tar.zip": func(t *testing.T, files tree) string { return zipOf(t, tree{"inner.tar": tarOf(t, files)}) },
	".zip.tgz": func(t *testing.T, files tree) string { return gzipOf(t, tarOf(t, tree{"inner.zip": zipOf(t, files)})) },
}

func zipOf(t *testing.T, files tree) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		put(t, f, files[name])
	}
	finish(t, w)
	return b.String()
}

func tarOf(t *testing.T, files tree) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(files[name]))}); err != nil {
			t.Fatal(err)
		}
		put(t, w, files[name])
	}
	finish(t, w)
	return b.String()
}

func gzipOf(t *testing.T, data string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	put(t, w, data)
	finish(t, w)
	return b.String()
}

func zstdOf(t *testing.T, data string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(data), nil))
}

func put(t *testing.T, w io.Writer, data string) {
	t.Helper()
	if _, err := io.WriteString(w, data); err != nil {
		t.Fatal(err)
	}
}

func finish(t *testing.T, w io.Closer) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// saved is a page with what it shows, by address.
type saved struct {
	address string
	html    string
	parts   tree
}

// bundles write a page and its parts into one file, by the end of its name.
var bundles = map[string]func(*testing.T, saved) string{
	".mhtml":      func(_ *testing.T, s saved) string { return mhtmlOf(s) },
	".webarchive": func(_ *testing.T, s saved) string { return webArchiveOf(s) },
	".docx":       docxOf,
	".warc":       func(_ *testing.T, s saved) string { return strings.Join(recordsOf(s), "") },
	".warc.gz":    warcGzipOf,
	".wacz": func(t *testing.T, s saved) string {
		return zipOf(t, tree{
			"archive/data.warc.gz": warcGzipOf(t, s),
			"pages/pages.jsonl":    fmt.Sprintf("{\"format\":\"json-pages-1.0\",\"id\":\"pages\"}\n{\"url\":%q,\"ts\":\"2024-03-05T01:02:03Z\"}\n", s.address),
		})
	},
}

// mhtmlOf is the page as Chrome saves it.
func mhtmlOf(s saved) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nMIME-Version: 1.0", s.address)
	line("Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n")
	part := func(kind, location, data string) {
		field := "Content-Location: " + location
		if id, ok := strings.CutPrefix(location, "cid:"); ok {
			field = "Content-ID: <" + id + ">"
		}
		line("------MultipartBoundary--x----\r\nContent-Type: %s\r\nContent-Transfer-Encoding: base64\r\n%s\r\n", kind, field)
		line("%s", base64.StdEncoding.EncodeToString([]byte(data)))
	}
	part("text/html", s.address, s.html)
	for _, address := range slices.Sorted(maps.Keys(s.parts)) {
		part("image/jpeg", address, s.parts[address])
	}
	line("------MultipartBoundary--x------")
	return b.String()
}

// webArchiveOf is the page as Safari saves it, as an XML property list.
func webArchiveOf(s saved) string {
	var b strings.Builder
	resource := func(address, kind, data string) {
		fmt.Fprintf(&b, "<dict><key>WebResourceData</key><data>%s</data><key>WebResourceMIMEType</key><string>%s</string>"+
			"<key>WebResourceURL</key><string>%s</string></dict>\n", base64.StdEncoding.EncodeToString([]byte(data)), kind, strings.ReplaceAll(address, "&", "&amp;"))
	}
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n")
	b.WriteString("<plist version=\"1.0\"><dict><key>WebMainResource</key>")
	resource(s.address, "text/html", s.html)
	b.WriteString("<key>WebSubresources</key><array>")
	for _, address := range slices.Sorted(maps.Keys(s.parts)) {
		resource(address, "image/jpeg", s.parts[address])
	}
	b.WriteString("</array></dict></plist>\n")
	return b.String()
}

// docxOf is the page as html-docx-js puts it into a document.
func docxOf(t *testing.T, s saved) string {
	t.Helper()
	const relation = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="/word/afchunk.mht" Id="htmlChunk"/></Relationships>`
	return zipOf(t, tree{
		"[Content_Types].xml":          "<Types/>",
		"word/document.xml":            `<w:document><w:body><w:altChunk r:id="htmlChunk"/></w:body></w:document>`,
		"word/_rels/document.xml.rels": relation,
		"word/afchunk.mht":             mhtmlOf(s),
	})
}

// recordsOf are the answers of a web archive.
func recordsOf(s saved) []string {
	records := []string{"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-03-05T01:02:03Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n"}
	add := func(address, kind, data string) {
		answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", kind, len(data), data)
		records = append(records, fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-03-05T01:02:03Z\r\n"+
			"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(answer), answer))
	}
	add(s.address, "text/html", s.html)
	for _, address := range slices.Sorted(maps.Keys(s.parts)) {
		add(address, "image/jpeg", s.parts[address])
	}
	return records
}

func warcGzipOf(t *testing.T, s saved) string {
	t.Helper()
	var b strings.Builder
	for _, record := range recordsOf(s) {
		b.WriteString(gzipOf(t, record))
	}
	return b.String()
}
