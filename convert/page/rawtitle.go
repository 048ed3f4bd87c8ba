package page

import (
	"bytes"
	"strings"
)

// maxShellHead is where, at the latest, the title of a shell stands.
const maxShellHead = 8 << 10

// escapeRawTitle escapes a title that an exporter pasted into its shell as it
// was, into <title> and again into a div: a "<script>" in it would take the
// rest of the page for its own. A page of any other shape stays as it is.
func escapeRawTitle(src []byte) []byte {
	head := src[:min(len(src), maxShellHead)]
	first, ok := indexBehind(head, 0, "<title>")
	if !ok {
		return src
	}
	second, ok := indexBehind(head, first, `<div class="rich_media_title">`)
	if !ok {
		return src
	}
	title, ok := strings.CutSuffix(commonPrefix(head[first:], head[second:]), "</")
	if !ok || !strings.Contains(title, "<") {
		return src
	}
	escaped := strings.ReplaceAll(title, "<", "&lt;")
	var out []byte
	out = append(append(out, src[:first]...), escaped...)
	out = append(append(out, src[first+len(title):second]...), escaped...)
	return append(out, src[second+len(title):]...)
}

// indexBehind finds the first place behind mark, from a place on.
func indexBehind(src []byte, from int, mark string) (int, bool) {
	i := bytes.Index(src[from:], []byte(mark))
	return from + i + len(mark), i >= 0
}

func commonPrefix(a, b []byte) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return string(a[:n])
}
