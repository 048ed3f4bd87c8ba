package source

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const shortAddress = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"

func TestWARC(t *testing.T) {
	later := response(shortAddress, "text/html", "<html>later")
	later.date = "2024-07-06T00:30:00Z"
	moved := response("https://mp.weixin.qq.com/s/moved", "text/html", "<html>moved")
	moved.status = "302 Found"
	revisit := response("https://mp.weixin.qq.com/s/revisit", "text/html", "")
	revisit.kind = "revisit"
	request := writtenRecord{kind: "request", address: shortAddress, mediaType: "application/http;msgtype=request", body: "GET / HTTP/1.1\r\n\r\n"}
	records := []writtenRecord{
		response("https://www.example.com/frame", "text/html", "<html>frame"),
		request,
		response(shortAddress, "text/html; charset=UTF-8", "<html>first"),
		response("https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&from=appmsg", "image/png", "\x89PNG"),
		moved, revisit, later,
		{kind: "resource", address: "https://mp.weixin.qq.com/s/resource", mediaType: "text/html", date: "2024-07-05", body: "<html>resource"},
		{kind: "metadata", address: "https://mp.weixin.qq.com/s/meta", mediaType: "text/html", body: "<html>meta"},
		{kind: "resource", address: "urn:text:https://mp.weixin.qq.com", mediaType: "text/plain", body: "text"},
	}
	for name, content := range forms(t, records...) {
		t.Run(name, func(t *testing.T) {
			b := openBundle(t, openWARC, content)
			if b.damage != nil {
				t.Errorf("damage: %v", b.damage)
			}
			want := []string{shortAddress, shortAddress, "https://mp.weixin.qq.com/s/resource", "https://www.example.com/frame"}
			if diff := cmp.Diff(want, addressesOf(b)); diff != "" {
				t.Errorf("addresses (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"<html>first", "<html>later", "<html>resource", "<html>frame"}, readPages(t, b)); diff != "" {
				t.Errorf("pages (-want +got):\n%s", diff)
			}
			if at := time.Date(2024, 7, 6, 0, 30, 0, 0, time.UTC); !b.pages[1].captured.Equal(at) || !b.pages[2].captured.IsZero() {
				t.Errorf("captured %v and %v", b.pages[1].captured, b.pages[2].captured)
			}
			for address, want := range map[string]string{
				"https://mmbiz.qpic.cn/mmbiz_png/a/640?wx_fmt=png&amp;from=appmsg": "\x89PNG",
				shortAddress:                        "<html>first",
				"urn:text:https://mp.weixin.qq.com": "text",
			} {
				if got := readPart(t, b, address); got != want {
					t.Errorf("part %s = %q, want %q", address, got, want)
				}
			}
			for _, address := range []string{moved.address, revisit.address, "https://mp.weixin.qq.com/s/meta", "https://none.example/"} {
				if _, err := b.part(address); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("part %s: %v, want ErrNotExist", address, err)
				}
			}
		})
	}
}

func TestWARCOfOldTools(t *testing.T) {
	b := openBundle(t, openWARC, "WARC/1.0\nwarc-type: response\nWARC-Target-URI: <"+shortAddress+">\nContent-Type: application/http\nContent-Length: 45\n\n"+
		"HTTP/1.0 200\nContent-Type: text/html\n\n<html>\n\n\n\n\n")
	if b.damage != nil || b.pages[0].address != shortAddress || readPages(t, b)[0] != "<html>\n" {
		t.Errorf("%q, %q, damage %v", b.pages[0].address, readPages(t, b), b.damage)
	}
}

// The header of a response that does not end within its record is none.
func TestWARCWithHalfAResponse(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html"
	half := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(head), head)
	b := openBundle(t, openWARC, half+response(shortAddress, "text/html", "<html>").String())
	if diff := cmp.Diff([]string{shortAddress}, addressesOf(b)); diff != "" || b.damage != nil {
		t.Errorf("damage %v, addresses (-want +got):\n%s", b.damage, diff)
	}
}

func TestBodiesOfResponses(t *testing.T) {
	html := "<html>" + strings.Repeat("慢火车 ", 500)
	long := "\x00" + strings.Repeat("慢火车 ", 500)
	for name, r := range map[string]writtenRecord{
		"plain": {body: html}, "empty": {body: ""}, "chunked": {body: html, chunked: true}, "chunked and empty": {chunked: true},
		"gzip": {body: html, encodings: []string{"gzip"}}, "chunked gzip": {body: html, encodings: []string{"gzip"}, chunked: true},
		"deflate": {body: long, encodings: []string{"deflate"}}, "zstd": {body: long, encodings: []string{"zstd"}},
		"two": {body: long, encodings: []string{"deflate", "gzip"}}, "identity": {body: long, encodings: []string{"identity"}},
	} {
		r.kind, r.address, r.status, r.mediaType = "response", shortAddress, "200 OK", "text/html"
		if got := readPages(t, openBundle(t, openWARC, writeWARC(r))); got[0] != r.body {
			t.Errorf("%s: %d bytes, want %d", name, len(got[0]), len(r.body))
		}
	}
}

// Recorders store bodies decoded and leave the fields of the response as they
// were; some servers leave out the header of deflated data.
func TestBodiesThatAreNotWhatTheirFieldsSay(t *testing.T) {
	raw := encode("deflate without header", "\x00picture")
	for name, c := range map[string]struct{ fields, body, want string }{
		"chunked and is not":   {"Transfer-Encoding: chunked", "<html>x", "<html>x"},
		"chunked, short":       {"Transfer-Encoding: chunked", "x", "x"},
		"chunked, number":      {"Transfer-Encoding: chunked", "12345", "12345"},
		"gzip and is not":      {"Content-Encoding: gzip", "\x89PNG", "\x89PNG"},
		"brotli and is not":    {"Content-Encoding: br", "<!DOCTYPE html>x", "<!DOCTYPE html>x"},
		"zstd and is not":      {"Content-Encoding: zstd", "\x89PNG", "\x89PNG"},
		"deflate without head": {"Content-Encoding: deflate", raw, "\x00picture"},
		"x-gzip":               {"Content-Encoding: X-GZIP", encode("gzip", "\x89PNG"), "\x89PNG"},
	} {
		content := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + c.fields + "\r\n\r\n" + c.body
		record := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", shortAddress, len(content), content)
		if got := readPages(t, openBundle(t, openWARC, record)); got[0] != c.want {
			t.Errorf("%s: %q, want %q", name, got[0], c.want)
		}
	}
}

func TestBodiesThatCannotBeRead(t *testing.T) {
	gzipped := encode("gzip", strings.Repeat("<html>", 100))
	for name, c := range map[string]struct {
		fields, body string
		want         error
	}{
		"brotli":      {"Content-Encoding: br", "\x0b\x02\x80", errors.ErrUnsupported},
		"unknown":     {"Content-Encoding: x", "\x0b\x02\x80", errors.ErrUnsupported},
		"cut gzip":    {"Content-Encoding: gzip", gzipped[:len(gzipped)-10], io.ErrUnexpectedEOF},
		"cut chunks":  {"Transfer-Encoding: chunked", "5\r\n<html", io.ErrUnexpectedEOF},
		"cut chunk":   {"Transfer-Encoding: chunked", "9\r\n<html", io.ErrUnexpectedEOF},
		"wrong chunk": {"Transfer-Encoding: chunked", "1\r\n<\r\nx\r\n", nil},
	} {
		content := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + c.fields + "\r\n\r\n" + c.body
		record := fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", shortAddress, len(content), content)
		b := openBundle(t, openWARC, record+writeWARC(response("https://mp.weixin.qq.com/s/other", "text/html", "<html>other")))
		r, err := b.pages[0].open()
		if err == nil {
			_, err = io.ReadAll(r)
		}
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if got := readAll(t, name, b.pages[1].open); got != "<html>other" {
			t.Errorf("%s: the other page is %q", name, got)
		}
	}
}

// What precedes the end of a cut archive is there; a record that is cut is
// not.
func TestWARCThatIsCut(t *testing.T) {
	first, second := response("https://mp.weixin.qq.com/s/1", "text/html", "<html>1"), response("https://mp.weixin.qq.com/s/2", "text/html", "<html>2")
	second.encodings = []string{"gzip"}
	pieces := []string{warcInfo, first.String(), second.String()}
	for name, c := range map[string]struct{ content, until string }{
		"plain":           {strings.Join(pieces, ""), strings.Join(pieces[:2], "")},
		"gzip of records": {string(gzipped(t, pieces...)), string(gzipped(t, pieces[:2]...))},
	} {
		// The break after a record may be missing.
		for end := len(c.until) + 1; end < len(c.content)-4; end++ {
			b := openBundle(t, openWARC, c.content[:end])
			if name != "plain" && len(b.pages) == 2 {
				// Only the sum of the last member is missing.
				if b.damage == nil {
					t.Fatalf("%s, %d bytes: no damage", name, end)
				}
				continue
			}
			if !errors.Is(b.damage, io.ErrUnexpectedEOF) && !(end < len(c.until)+5 && errors.Is(b.damage, errNoRecord)) || len(b.pages) != 1 || readPages(t, b)[0] != "<html>1" {
				t.Fatalf("%s, %d of %d bytes: pages %q, damage %v", name, end, len(c.content), addressesOf(b), b.damage)
			}
		}
	}
}

func TestBrokenWARCs(t *testing.T) {
	page := response(shortAddress, "text/html", "<html>").String()
	for name, c := range map[string]struct {
		rest string
		want error
	}{
		"rubbish":         {"rubbish", errNoRecord},
		"no length":       {"WARC/1.0\r\nWARC-Type: response\r\n\r\n", errNoLength},
		"negative length": {"WARC/1.0\r\nContent-Length: -5\r\n\r\n", errNoLength},
		"endless length":  {"WARC/1.0\r\nContent-Length: 9223372036854775807\r\n\r\n", errNoLength},
		"too long":        {"WARC/1.0\r\nContent-Length: 1000\r\n\r\nshort", io.ErrUnexpectedEOF},
		"only a version":  {"WARC/1.0\r\n", io.ErrUnexpectedEOF},
	} {
		b := openBundle(t, openWARC, page+c.rest)
		if !errors.Is(b.damage, c.want) || readPages(t, b)[0] != "<html>" || !strings.Contains(b.damage.Error(), fmt.Sprint("byte ", len(page))) {
			t.Errorf("%s: damage %v, want %v", name, b.damage, c.want)
		}
		if _, err := openWARC(strings.NewReader(c.rest), int64(len(c.rest))); !errors.Is(err, c.want) {
			t.Errorf("%s alone: %v, want %v", name, err, c.want)
		}
	}
	for name, content := range map[string]string{"empty": "", "no page": warcInfo, "picture": response("https://a.example/", "image/png", "PNG").String()} {
		if _, err := openWARC(strings.NewReader(content), int64(len(content))); !errors.Is(err, errNoPage) {
			t.Errorf("%s: %v, want errNoPage", name, err)
		}
	}
}

func TestRandomWARCsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 5))
	for range 60 {
		records := randomRecords(r)
		for name, content := range forms(t, append(records, response(shortAddress, "text/html", "<html>"))...) {
			b := openBundle(t, openWARC, content)
			if b.damage != nil {
				t.Fatalf("%s: damage %v", name, b.damage)
			}
			for _, record := range records {
				if got := readPart(t, b, record.address); got != record.body {
					t.Fatalf("%s: %s has %d bytes, want %d", name, record.address, len(got), len(record.body))
				}
			}
		}
	}
}

// warcio reads from what the tests write what this package reads, and so
// proves the tests' writer.
func TestWARCIsReadAsWarcioDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	records := append(randomRecords(r), randomRecords(r)...)
	for i := range records {
		records[i].address += fmt.Sprint("/", i)
	}
	for name, content := range forms(t, records...) {
		if name == "gzip" || name == "gzip cut elsewhere" {
			continue // the format wants one member a record
		}
		t.Run(name, func(t *testing.T) {
			b := openBundle(t, openWARC, content)
			pages := 0
			for _, record := range readWithWarcio(t, content) {
				if record.Type != "response" && record.Type != "resource" {
					continue
				}
				if got := readPart(t, b, record.Address); got != string(record.Body) {
					t.Errorf("%s has %d bytes, warcio reads %d", record.Address, len(got), len(record.Body))
				}
				if isHTML(record.MediaType) {
					if p := b.pages[pages]; p.address != record.Address || p.captured.Format(time.RFC3339) != record.Date {
						t.Errorf("page %d is %s of %v, warcio reads %s of %s", pages, p.address, p.captured, record.Address, record.Date)
					}
					pages++
				}
			}
			if pages != len(b.pages) || pages == 0 {
				t.Errorf("%d pages, warcio reads %d", len(b.pages), pages)
			}
		})
	}
}

// warcioRecord is a record as internal/engines/warc.mjs writes it.
type warcioRecord struct {
	Type, Address, Date, MediaType string
	Body                           base64Text
}

type base64Text string

func (b *base64Text) UnmarshalJSON(text []byte) error {
	var encoded string
	if err := json.Unmarshal(text, &encoded); err != nil {
		return err
	}
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	*b = base64Text(decoded)
	return err
}

// readWithWarcio reads an archive with warcio, which is beside its script, or
// where WXBACKUP_NODE_MODULES says.
func readWithWarcio(t *testing.T, content string) []warcioRecord {
	t.Helper()
	engines := filepath.Join("..", "..", "internal", "engines")
	modules := os.Getenv("WXBACKUP_NODE_MODULES")
	if modules == "" {
		modules = filepath.Join(engines, "node_modules")
	}
	if _, err := os.Stat(filepath.Join(modules, "warcio")); err != nil {
		missing(t, "warcio of internal/engines/package.json (npm install)")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	file := filepath.Join(t.TempDir(), "a.warc")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	output, err := exec.Command(node, filepath.Join(engines, "warc.mjs"), modules, file).Output()
	if err != nil {
		var exit *exec.ExitError
		errors.As(err, &exit)
		t.Fatalf("running warcio: %v\n%s", err, exit.Stderr)
	}
	var records []warcioRecord
	if err := json.Unmarshal(output, &records); err != nil {
		t.Fatalf("reading what warcio wrote: %v\n%.300s", err, output)
	}
	return records
}

// missing skips a test for want of a tool, and fails it where all tools have to
// be there.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("WXBACKUP_REQUIRE_TOOLS") != "" {
		t.Fatalf("%s is missing", tool)
	}
	t.Skipf("%s is missing", tool)
}

// zeros is a file of a size that no memory holds.
type zeros struct {
	head, tail string
	size       int64
}

func (z zeros) ReadAt(p []byte, off int64) (int, error) {
	if off >= z.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), z.size-off))
	clear(p[:n])
	if off < int64(len(z.head)) {
		copy(p[:n], z.head[off:])
	}
	if tail := z.size - int64(len(z.tail)); off+int64(n) > tail {
		if off >= tail {
			copy(p[:n], z.tail[off-tail:])
		} else {
			copy(p[tail-off:n], z.tail)
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Records of many GB are passed over, not read.
func TestWARCLargerThanMemory(t *testing.T) {
	const size = 1 << 40
	head := fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/film\r\nContent-Length: %d\r\n\r\n", int64(size))
	tail := "\r\n\r\n" + response(shortAddress, "text/html", "<html>").String()
	file := zeros{head, tail, int64(len(head)) + size + int64(len(tail))}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, err := openWARC(file, file.size)
	if err != nil || b.damage != nil {
		t.Fatal(err, b.damage)
	}
	runtime.ReadMemStats(&after)
	if got := readPages(t, b); got[0] != "<html>" {
		t.Errorf("page %q", got)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("%d bytes of memory taken", took)
	}
}

func FuzzWARC(f *testing.F) {
	page := response(shortAddress, "text/html", "<html>")
	chunked := page
	chunked.chunked, chunked.encodings = true, []string{"gzip"}
	f.Add([]byte(writeWARC(page, chunked)))
	f.Add(gzipped(f, warcInfo, page.String(), chunked.String()))
	f.Fuzz(func(t *testing.T, content []byte) { drain(t, openWARC, content, shortAddress) })
}
