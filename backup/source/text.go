package source

import (
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// text reads a file as UTF-8 without a byte order mark. Programs on Windows
// write GB18030 without saying so, or UTF-16 with a mark.
func (b *blob) text() (io.Reader, error) {
	fallback := encoding.Decoder{Transformer: transform.Nop}
	utf8, err := b.isUTF8()
	if err != nil {
		return nil, err
	}
	if !utf8 {
		fallback.Transformer = simplifiedchinese.GB18030.NewDecoder()
	}
	return transform.NewReader(io.NewSectionReader(b, 0, b.size), unicode.BOMOverride(fallback.Transformer)), nil
}

// isUTF8 reports whether a file is UTF-8, where a letter may be damaged: in
// other encodings far more of the letters are none of UTF-8.
func (b *blob) isUTF8() (bool, error) {
	r := io.NewSectionReader(b, 0, b.size)
	buf := make([]byte, 64<<10)
	letters, damaged := 0, 0
	for kept := 0; ; {
		n, err := r.Read(buf[kept:])
		whole, rest := cutRune(buf[:kept+n])
		if err != nil {
			whole, rest = buf[:kept+n], nil
		}
		l, d := countLetters(whole)
		letters, damaged = letters+l, damaged+d
		switch {
		case errors.Is(err, io.EOF):
			return damaged <= letters, nil
		case err != nil:
			return false, fmt.Errorf("reading text: %w", err)
		}
		kept = copy(buf, rest)
	}
}

// countLetters counts the letters outside ASCII, and the bytes that are part
// of none.
func countLetters(text []byte) (letters, damaged int) {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			damaged++
		case size > 1:
			letters++
		}
		text = text[size:]
	}
	return letters, damaged
}

// cutRune takes a character off the end of s that is not all there.
func cutRune(s []byte) (whole, rest []byte) {
	for i := len(s) - 1; i >= 0 && i >= len(s)-utf8.UTFMax; i-- {
		if utf8.RuneStart(s[i]) {
			if utf8.FullRune(s[i:]) {
				break
			}
			return s[:i], s[i:]
		}
	}
	return s, nil
}

// byteOrderMark is how some programs begin UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")

// headText is the first bytes of a file as text.
func headText(head []byte) string {
	fallback := transform.Transformer(simplifiedchinese.GB18030.NewDecoder())
	whole, _ := cutRune(head)
	if letters, damaged := countLetters(whole); damaged <= letters {
		head, fallback = whole, transform.Nop
	}
	text, _, err := transform.Bytes(unicode.BOMOverride(fallback), head)
	if err != nil {
		return ""
	}
	return string(text)
}

// items reads a file as text of which no item can take more than MaxSize.
func (b *blob) items() (*itemReader, error) {
	text, err := b.text()
	if err != nil {
		return nil, err
	}
	return newItemReader(text), nil
}

// itemReader bounds how much is read for one item, so that a file without an
// end to its first value does not fill the memory.
type itemReader struct {
	r    io.Reader
	left int
}

func newItemReader(r io.Reader) *itemReader { return &itemReader{r, MaxSize} }

// next begins an item.
func (r *itemReader) next() { r.left = MaxSize }

func (r *itemReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, ErrTooLarge
	}
	n, err := r.r.Read(p[:min(len(p), r.left)])
	r.left -= n
	return n, err
}
