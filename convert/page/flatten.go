package page

import (
	"bytes"

	"golang.org/x/net/html"
)

// maxDepth is how deep elements may nest before their tags are left out: the
// parser accepts 512 open elements, a page around a body has some 20.
const maxDepth = 400

// flatten leaves out the tags of elements nested deeper than maxDepth. Their
// text and everything else in them stays.
func flatten(src []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(src))
	z := html.NewTokenizer(bytes.NewReader(src))
	depth := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.StartTagToken:
			raw := z.Raw()
			name, _ := z.TagName()
			if isVoid(string(name)) || isRawText(string(name)) {
				out.Write(raw)
				continue
			}
			if depth++; depth <= maxDepth {
				out.Write(raw)
			}
		case html.EndTagToken:
			raw := z.Raw()
			name, _ := z.TagName()
			if isVoid(string(name)) || isRawText(string(name)) {
				out.Write(raw)
				continue
			}
			if depth <= maxDepth {
				out.Write(raw)
			}
			depth = max(depth-1, 0)
		default:
			out.Write(z.Raw())
		}
	}
}

func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}
