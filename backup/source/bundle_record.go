package source

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// warcRecord is a record of a web archive that holds what stood under an
// address; a record of another kind has no address.
type warcRecord struct {
	address, mediaType string
	captured           time.Time
	body               warcBody
}

// warcBody is where the content of a record stands.
type warcBody struct {
	span
	// http says that it begins with the header of an HTTP response.
	http bool
}

var (
	errNoRecord = errors.New("no record of a web archive")
	errNoLength = errors.New("record does not say how long it is")
)

// nextRecord reads the header of the next record and passes over its content,
// all of which has to be there. The reader's start is the record's. The error
// is io.EOF where the archive ends.
func nextRecord(l *lineReader) (warcRecord, error) {
	if err := toRecord(l); err != nil {
		return warcRecord{}, err
	}
	start := l.start
	r, err := readRecord(l)
	l.start = start
	return r, noEOF(err)
}

func readRecord(l *lineReader) (warcRecord, error) {
	h, err := l.header()
	if err != nil {
		return warcRecord{}, err
	}
	length, err := strconv.ParseUint(h["content-length"], 10, 63)
	if err != nil || int64(length) > math.MaxInt64-l.next {
		return warcRecord{}, errNoLength
	}
	body := span{l.next, l.next + int64(length)}
	r, err := readContent(h, l, body)
	if err == nil {
		err = l.seek(body.end)
	}
	return r, err
}

// toRecord passes over the line that a record begins with.
func toRecord(l *lineReader) error {
	for {
		line, err := l.line()
		if err != nil {
			return err
		}
		if strings.HasPrefix(string(line), "WARC/") {
			return nil
		}
		if len(line) > 0 {
			return errNoRecord
		}
	}
}

// readContent tells what a record holds by its header, and that of the HTTP
// response in it. A response without the whole content holds nothing.
func readContent(h header, l *lineReader, body span) (warcRecord, error) {
	r := warcRecord{body: warcBody{span: body}, mediaType: h["content-type"]}
	switch strings.ToLower(h["warc-type"]) {
	case "resource":
	case "response":
		r.body.http = true
		mediaType, ok, err := readStatus(l, body)
		if err != nil || !ok {
			return warcRecord{}, err
		}
		r.mediaType = mediaType
	default:
		return warcRecord{}, nil
	}
	// Some writers put the address in angle brackets.
	r.address = strings.Trim(h["warc-target-uri"], "<>")
	if captured, err := time.Parse(time.RFC3339, h["warc-date"]); err == nil {
		r.captured = captured
	}
	return r, nil
}

// readStatus reads the beginning of an HTTP response; ok says that it holds the
// whole of what was asked for, as status 200 says, and as players are answered
// who ask for a range from the first byte on.
func readStatus(l *lineReader, body span) (mediaType string, ok bool, err error) {
	line, err := l.line()
	if err != nil {
		return "", false, err
	}
	fields := strings.Fields(string(line))
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") || fields[1] != "200" && fields[1] != "206" {
		return "", false, nil
	}
	h, err := l.header()
	whole := fields[1] == "200" || isWholeRange(h["content-range"])
	return h["content-type"], err == nil && whole && l.next <= body.end, err
}

// isWholeRange reports whether a range, "bytes 0-99/100", is all there is.
func isWholeRange(contentRange string) bool {
	var last, size int64
	n, err := fmt.Sscanf(contentRange, "bytes 0-%d/%d", &last, &size)
	return err == nil && n == 2 && last == size-1
}
