package page

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
)

// attributes reads the attributes of a start tag.
func attributes(src []byte) []html.Attribute {
	if attrs, ok := plainAttributes(src); ok {
		return attrs
	}
	z := html.NewTokenizer(bytes.NewReader(src))
	z.Next()
	return z.Token().Attr
}

// plainAttributes reads the attributes of a start tag that are written as
// nearly all are: name="value", with nothing in them to decode. It is false
// for any other tag. A tokenizer takes a buffer of 4 KB to read one tag.
func plainAttributes(src []byte) ([]html.Attribute, bool) {
	if bytes.IndexByte(src, '&') >= 0 {
		return nil, false
	}
	pos := len("<")
	for pos < len(src) && isPlainName(src[pos]) {
		pos++
	}
	var attrs []html.Attribute
	for {
		start := skipTagSpace(src, pos)
		if start == len(src)-1 && src[start] == '>' {
			return attrs, true
		}
		if start == pos || start == len(src) {
			return nil, false
		}
		name, value, end := nextAttribute(src, start)
		again := func(a html.Attribute) bool { return a.Key == string(name) }
		if !isPlain(name, value) || slices.ContainsFunc(attrs, again) {
			return nil, false
		}
		attrs = append(attrs, html.Attribute{Key: string(name), Val: string(value[1 : len(value)-1])})
		pos = end
	}
}

// isPlain tells attributes with a name of small letters and a value in quotes.
func isPlain(name, value []byte) bool {
	for _, c := range name {
		if !isPlainName(c) {
			return false
		}
	}
	return len(name) > 0 && len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] &&
		bytes.IndexByte(value, '\r') < 0 && bytes.IndexByte(value, 0) < 0
}

func isPlainName(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == ':'
}
