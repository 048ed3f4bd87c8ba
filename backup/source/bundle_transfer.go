package source

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// decodeTransfer reads a body that is written in a MIME transfer encoding, as
// browsers do: what breaks the encoding's rules is taken as it stands or
// passed over, and never ends the body. An unknown encoding is none.
func decodeTransfer(r io.Reader, encoding string) io.Reader {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		return &quotedReader{bufio.NewReader(r)}
	case "base64":
		return &base64Reader{r: bufio.NewReader(r)}
	}
	return r
}

// quotedReader decodes quoted-printable text. Bytes above 0x7F stand for
// themselves, and so does a "=" that no two hexadecimal digits follow.
type quotedReader struct {
	r *bufio.Reader
}

func (q *quotedReader) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		c, err := q.r.ReadByte()
		if err != nil {
			return n, endAfter(n, err)
		}
		if c == '=' {
			if q.softBreak() {
				continue
			}
			c = q.escaped()
		}
		p[n] = c
		n++
	}
	return len(p), nil
}

// endAfter keeps the end for the next read where there is something to return.
func endAfter(n int, err error) error {
	if n > 0 && errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// maxPadding is how many blanks may stand between a "=" and the line's break.
const maxPadding = 64

// softBreak passes over a line break that the "=" before it takes away.
func (q *quotedReader) softBreak() bool {
	ahead, err := q.r.Peek(1)
	if err != nil {
		return true
	}
	if ahead[0] != ' ' && ahead[0] != '\t' && ahead[0] != '\r' && ahead[0] != '\n' {
		return false
	}
	ahead, _ = q.r.Peek(maxPadding)
	text := strings.TrimLeft(string(ahead), " \t")
	padding := len(ahead) - len(text)
	switch {
	case strings.HasPrefix(text, "\r\n"):
		padding += 2
	case strings.HasPrefix(text, "\n"):
		padding++
	case text != "" || len(ahead) == maxPadding:
		return false
	}
	_, _ = q.r.Discard(padding)
	return true
}

// escaped is the byte that the two digits after a "=" mean.
func (q *quotedReader) escaped() byte {
	digits, _ := q.r.Peek(2)
	if len(digits) < 2 {
		return '='
	}
	high, low := hexDigit(digits[0]), hexDigit(digits[1])
	if high < 0 || low < 0 {
		return '='
	}
	_, _ = q.r.Discard(2)
	return byte(high<<4 | low)
}

// hexDigit is the digit's value, -1 for what is none.
func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// base64Reader decodes base64 and passes over whatever is no letter of it.
// Padding ends a piece of data, after which another may begin.
type base64Reader struct {
	r *bufio.Reader
	// bits are those read and not yet returned; only the lowest count of them.
	bits  uint32
	count int
}

func (b *base64Reader) Read(p []byte) (int, error) {
	for n := 0; n < len(p); {
		if _, err := b.r.Peek(1); err != nil {
			return n, endAfter(n, err)
		}
		text, _ := b.r.Peek(b.r.Buffered())
		used, decoded := b.decode(p[n:], text)
		_, _ = b.r.Discard(used)
		n += decoded
	}
	return len(p), nil
}

// decode takes letters until p is full, and returns how many bytes of the text
// it used and how many of p.
func (b *base64Reader) decode(p, text []byte) (used, decoded int) {
	for used < len(text) && decoded < len(p) {
		c := text[used]
		used++
		value := base64Values[c]
		if value > 63 {
			if c == '=' {
				b.count = 0
			}
			continue
		}
		b.bits = b.bits<<6 | uint32(value)
		b.count += 6
		if b.count >= 8 {
			b.count -= 8
			p[decoded] = byte(b.bits >> b.count)
			decoded++
		}
	}
	return used, decoded
}

// base64Values are the values of the letters by their codes; no other byte has
// one below 64.
var base64Values = func() (values [256]uint8) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for c := range values {
		values[c] = uint8(strings.IndexByte(letters, byte(c)))
	}
	return values
}()
