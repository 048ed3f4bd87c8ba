package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// maxDecoded bounds what compressed bytes may unpack to.
const maxDecoded = 128 << 20

var (
	// ErrEmpty says that a file has no content.
	ErrEmpty = errors.New("file is empty")
	// ErrTooLarge says that a file is larger than any page.
	ErrTooLarge = errors.New("file is larger than any page")
)

var utf8BOM = []byte("\xef\xbb\xbf")

// decode gives a page's bytes as UTF-8. Pages are UTF-8 as the platform sends
// them; tools on Windows write GB18030 under a charset=utf-8 that is no longer
// true, and some save the response still compressed. lossy says that the
// bytes are valid in neither encoding.
func decode(src []byte) (page []byte, lossy bool, err error) {
	if bytes.HasPrefix(src, []byte{0x1f, 0x8b}) {
		if src, err = gunzip(src); err != nil {
			return nil, false, err
		}
	}
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		page, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(src)
		return page, false, err
	}
	src = bytes.TrimPrefix(src, utf8BOM)
	if len(bytes.TrimSpace(src[:min(len(src), 512)])) == 0 && len(bytes.TrimSpace(src)) == 0 {
		return nil, false, ErrEmpty
	}
	if utf8.Valid(src) {
		return src, false, nil
	}
	if gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src); err == nil && !bytes.ContainsRune(gb, utf8.RuneError) {
		return gb, false, nil
	}
	return bytes.ToValidUTF8(src, []byte("\uFFFD")), true, nil
}

// unify makes line ends LF and drops NUL, as every parser of HTML does: what
// stands in a script then reads the same whichever way it was found.
func unify(page []byte) []byte {
	if bytes.IndexByte(page, '\r') >= 0 {
		page = bytes.ReplaceAll(page, []byte("\r\n"), []byte("\n"))
		page = bytes.ReplaceAll(page, []byte("\r"), []byte("\n"))
	}
	if bytes.IndexByte(page, 0) >= 0 {
		page = bytes.ReplaceAll(page, []byte{0}, nil)
	}
	return page
}

func gunzip(src []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(src))
	if err != nil {
		return nil, fmt.Errorf("unpacking gzip bytes: %w", err)
	}
	page, err := io.ReadAll(io.LimitReader(z, maxDecoded+1))
	if err != nil {
		return nil, fmt.Errorf("unpacking gzip bytes: %w", err)
	}
	if len(page) > maxDecoded {
		return nil, ErrTooLarge
	}
	return page, nil
}
