package page

// A tool that writes XHTML closes <iframe …></iframe> and its like as
// <iframe …/>. To a parser of HTML that is a start tag, and everything behind
// it, the rest of the article included, the frame's own text.

// isEmptied reports whether a start tag is that of a raw text element closed
// in the way of XHTML. A slash behind an unquoted value belongs to the value.
func isEmptied(src []byte, t tag) bool {
	if t.closing || !isRawText(t.name) || src[t.end-2] != '/' {
		return false
	}
	before := src[t.end-3]
	return before == '"' || before == '\'' || isTagSpace(before) || t.start+1+len(t.name) == t.end-2
}

// closeEmptied gives such elements the end tags they lost.
func closeEmptied(src []byte) []byte {
	var out []byte
	done := 0
	s := &scanner{src: src}
	for {
		t, ok := s.next()
		switch {
		case !ok && done == 0:
			return src
		case !ok:
			return append(out, src[done:]...)
		case isEmptied(src, t):
			out = append(append(out, src[done:t.end]...), "</"+t.name+">"...)
			done = t.end
		case !t.closing && isRawText(t.name):
			s.rawText(t.name)
		}
	}
}
