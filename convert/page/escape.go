package page

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// escaped reports whether the byte after s is behind an odd number of
// backslashes.
func escaped(s []byte) bool {
	n := 0
	for n < len(s) && s[len(s)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// UnescapeJS undoes the escapes of a JavaScript string; what is no escape
// stays as it is.
func UnescapeJS(s []byte) string {
	i := bytes.IndexByte(s, '\\')
	if i < 0 {
		return string(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for ; i >= 0; i = bytes.IndexByte(s, '\\') {
		b.Write(s[:i])
		s = s[i+unescapeOne(&b, s[i:]):]
	}
	b.Write(s)
	return b.String()
}

// unescapeOne writes the character of the escape that s begins with and tells
// its length.
func unescapeOne(b *strings.Builder, s []byte) int {
	if len(s) < 2 {
		b.WriteByte('\\')
		return len(s)
	}
	switch c := s[1]; c {
	case 'x':
		return unescapeHex(b, s, 2)
	case 'u':
		return unescapeHex(b, s, 4)
	case '\n':
	case '\r':
		if len(s) > 2 && s[2] == '\n' {
			return 3
		}
	default:
		if i := strings.IndexByte("nrtbfv0", c); i >= 0 {
			b.WriteByte("\n\r\t\b\f\v\x00"[i])
		} else {
			b.WriteByte(c)
		}
	}
	return 2
}

// unescapeHex writes the character of \xHH or \uHHHH, joining the two halves
// of a surrogate pair.
func unescapeHex(b *strings.Builder, s []byte, digits int) int {
	code, ok := hexValue(s[2:], digits)
	if !ok {
		b.WriteByte(s[1])
		return 2
	}
	length := 2 + digits
	if low, ok := lowSurrogate(s[length:]); ok && 0xD800 <= code && code < 0xDC00 {
		b.WriteRune((code-0xD800)<<10 + (low - 0xDC00) + 0x10000)
		return length + 6
	}
	if utf8.ValidRune(code) {
		b.WriteRune(code)
	} else {
		b.WriteRune(utf8.RuneError)
	}
	return length
}

func lowSurrogate(s []byte) (rune, bool) {
	if !bytes.HasPrefix(s, []byte(`\u`)) {
		return 0, false
	}
	code, ok := hexValue(s[2:], 4)
	return code, ok && 0xDC00 <= code && code < 0xE000
}

func hexValue(s []byte, digits int) (rune, bool) {
	if len(s) < digits {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s[:digits]), 16, 32)
	return rune(n), err == nil
}
