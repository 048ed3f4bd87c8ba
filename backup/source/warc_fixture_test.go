package source

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// writtenRecord is a record for the tests' own writer.
type writtenRecord struct {
	kind, address, date string
	// status and mediaType are of the HTTP response; a record of another kind
	// than a response has the media type in its own header.
	status, mediaType string
	// encodings are content encodings, the first applied first; chunked sends
	// the body in pieces.
	encodings []string
	chunked   bool
	body      string
}

func response(address, mediaType, body string) writtenRecord {
	return writtenRecord{
		kind: "response", address: address, date: "2024-07-05T00:30:00Z", status: "200 OK", mediaType: mediaType, body: body,
	}
}

// String is the record as it stands in a plain archive.
func (r writtenRecord) String() string {
	content, mediaType := r.body, r.mediaType
	if r.kind == "response" || r.kind == "revisit" {
		content, mediaType = r.http(), "application/http;msgtype=response"
	}
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%08x>\r\nWARC-Date: %s\r\nWARC-Target-URI: %s\r\n"+
		"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", r.kind, len(content), r.date, r.address, mediaType, len(content), content)
}

// http is the response as it was sent.
func (r writtenRecord) http() string {
	var head strings.Builder
	fmt.Fprintf(&head, "HTTP/1.1 %s\r\nServer: test\r\nContent-Type: %s\r\n", r.status, r.mediaType)
	body := r.body
	for _, encoding := range r.encodings {
		body = encode(encoding, body)
	}
	if len(r.encodings) > 0 {
		fmt.Fprintf(&head, "Content-Encoding: %s\r\n", strings.Join(r.encodings, ", "))
	}
	if r.chunked {
		head.WriteString("Transfer-Encoding: chunked\r\n")
		body = chunk(body)
	}
	return head.String() + "\r\n" + body
}

// encode applies a content encoding.
func encode(encoding, body string) string {
	var b bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "deflate without header":
		w, _ = flate.NewWriter(&b, flate.BestSpeed)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	default:
		return body
	}
	io.WriteString(w, body)
	w.Close()
	return b.String()
}

// chunk cuts a body into pieces of growing size, as servers send it.
func chunk(body string) string {
	var b strings.Builder
	for size := 1; body != ""; size = 3*size + 1 {
		piece := body[:min(size, len(body))]
		body = body[len(piece):]
		fmt.Fprintf(&b, "%X;name=value\r\n%s\r\n", len(piece), piece)
	}
	return b.String() + "0\r\n\r\n"
}

const warcInfo = "WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-07-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n" +
	"Content-Type: application/warc-fields\r\nContent-Length: 14\r\n\r\nsoftware: test\r\n\r\n"

// writeWARC is a plain archive of the records.
func writeWARC(records ...writtenRecord) string {
	var b strings.Builder
	b.WriteString(warcInfo)
	for _, r := range records {
		b.WriteString(r.String())
	}
	return b.String()
}

// forms are the ways in which an archive of the records can be packed.
func forms(t *testing.T, records ...writtenRecord) map[string]string {
	t.Helper()
	pieces := []string{warcInfo}
	for _, r := range records {
		pieces = append(pieces, r.String())
	}
	plain := strings.Join(pieces, "")
	half := len(plain) / 2
	return map[string]string{
		"plain":              plain,
		"gzip of records":    string(gzipped(t, pieces...)),
		"gzip":               string(gzipped(t, plain)),
		"gzip cut elsewhere": string(gzipped(t, plain[:half], plain[half:])),
	}
}

// randomRecords are responses in every way a server sends them.
func randomRecords(r *rand.Rand) []writtenRecord {
	var records []writtenRecord
	for i := range 1 + r.IntN(8) {
		record := response(fmt.Sprintf("https://mp.weixin.qq.com/s/%d", i), "text/html; charset=UTF-8", "<html>"+strings.Repeat(randomText(r, 400), r.IntN(20)))
		if r.IntN(2) == 0 {
			record.address, record.mediaType = fmt.Sprintf("https://mmbiz.qpic.cn/%d", i), "image/png"
		}
		if r.IntN(3) == 0 {
			record.kind = "resource"
		}
		if record.kind == "response" {
			record.chunked = r.IntN(2) == 0
			record.encodings = [][]string{nil, {"gzip"}, {"deflate"}}[r.IntN(3)]
		}
		records = append(records, record)
	}
	return records
}
