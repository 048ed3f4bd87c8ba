package page

import (
	"bytes"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// scanParts is the quick way: one walk over the tags of the page, parsing
// nothing but what is wanted.
func scanParts(src []byte) (*parts, error) {
	w := &walk{parts: newParts(), open: map[string]int{}}
	s := &scanner{src: src, comment: w.addComment}
	for {
		t, ok := s.next()
		if s.emptied {
			return nil, errScan
		}
		if !ok {
			w.templateCut = w.template != nil && !templateCloses(src)
			return w.parts, nil
		}
		if err := w.tag(s, t); err != nil {
			return nil, err
		}
	}
}

// walk is the state of the quick way.
type walk struct {
	*parts
	// open counts the elements around the place reached, by name, as far as
	// their tags are written out.
	open map[string]int
}

func (w *walk) tag(s *scanner, t tag) error {
	switch {
	case t.closing:
		w.open[t.name] = max(w.open[t.name]-1, 0)
		return nil
	case isRawText(t.name):
		w.rawText(s, t)
		return nil
	}
	switch t.name {
	case "meta":
		w.addMeta(attributes(s.src[t.start:t.end]))
		return nil
	case "plaintext", "frameset", "template", "select", "svg", "math":
		return errScan
	}
	if err := w.element(s, t); err != nil {
		return err
	}
	if inside := s.pos == t.end; inside && !isVoid(t.name) {
		w.open[t.name]++
	}
	return nil
}

func (w *walk) rawText(s *scanner, t tag) {
	text := s.rawText(t.name)
	switch t.name {
	case "script":
		var attrs []html.Attribute
		if raw := s.src[t.start:t.end]; bytes.Contains(raw, []byte(templateID)) {
			attrs = attributes(raw)
		}
		w.addScript(attrs, text)
	case "title":
		w.addTitle(html.UnescapeString(string(text)))
	}
}

// element keeps the body and the wanted elements.
func (w *walk) element(s *scanner, t tag) error {
	raw := s.src[t.start:t.end]
	if !mayBeWanted(t.attributes(s.src)) {
		return nil
	}
	attrs := attributes(raw)
	if attrOf(&html.Node{Attr: attrs}, "id") == bodyID && (w.body == nil || isRoot(t.name)) {
		return w.scanBody(s, t)
	}
	if isChannelText(&html.Node{Attr: attrs}) {
		return errScan
	}
	for _, name := range wantedNames(attrs) {
		if len(w.elements[name]) == maxElements {
			continue
		}
		n, err := scanWanted(s, t, name, attrs)
		if err != nil {
			return err
		}
		w.elements[name] = append(w.elements[name], n)
	}
	return nil
}

// mayBeWanted tells from the attributes of a tag, as they are written, whether
// reading them is worth it. Few tags of a page are wanted.
func mayBeWanted(written []byte) bool {
	for pos := skipTagSpace(written, 0); pos < len(written); pos = skipTagSpace(written, pos) {
		var name, value []byte
		name, value, pos = nextAttribute(written, pos)
		value = bytes.Trim(value, `"'`)
		switch {
		case bytes.EqualFold(name, []byte("id")):
			if string(value) == bodyID || wantedElements["#"+string(value)] || bytes.IndexByte(value, '&') >= 0 {
				return true
			}
		case bytes.EqualFold(name, []byte("class")):
			for class := range bytes.FieldsSeq(value) {
				if wantedElements["."+string(class)] || bytes.IndexByte(class, '&') >= 0 {
					return true
				}
			}
		}
	}
	return false
}

// scanBody reads the body where nothing around it can change how it is
// parsed: a browser would close a list item around the body at one inside it.
func (w *walk) scanBody(s *scanner, t tag) error {
	if t.name != "div" {
		return errScan
	}
	for name, n := range w.open {
		if n > 0 && !isNeutral(name) {
			return errScan
		}
	}
	inner := scanner{src: s.src, pos: s.pos}
	w.closed = inner.element(t.name)
	if inner.emptied || inner.rooted {
		return errScan
	}
	s.pos = inner.pos
	n, deep, err := parseElement(s.src[t.start:s.pos], t.name, w.closed)
	if err != nil {
		return err
	}
	w.addBody(n)
	w.deep = deep
	w.closed = w.closed || pageGoesOn(s.src[t.end:])
	return nil
}

// isNeutral tells the elements that hold a body without changing it.
func isNeutral(name string) bool {
	switch name {
	case "html", "head", "body", "div", "p":
		return true
	}
	return false
}

// scanWanted reads an element and leaves the scanner inside it, for wanted
// elements nest.
func scanWanted(s *scanner, t tag, name string, attrs []html.Attribute) (*html.Node, error) {
	switch {
	case t.name == "html" || t.name == "head" || t.name == "body":
		return nil, errScan
	case bareElements[name] || isVoid(t.name):
		return &html.Node{Type: html.ElementNode, Data: t.name, DataAtom: atom.Lookup([]byte(t.name)), Attr: attrs}, nil
	}
	inner := scanner{src: s.src, pos: s.pos}
	if !inner.element(t.name) || inner.emptied || inner.rooted || closesOutside(s.src[t.start:inner.pos]) {
		return nil, errScan
	}
	n, deep, err := parseElement(s.src[t.start:inner.pos], t.name, true)
	if err != nil || deep {
		return nil, errScan
	}
	return withoutBody(n), nil
}

// closesOutside reports whether an element's bytes hold an end tag of nothing
// that begins in them: in the page it can end an element around this one, and
// this one with it.
func closesOutside(src []byte) bool {
	open := map[string]int{}
	s := &scanner{src: src}
	for {
		t, ok := s.next()
		switch {
		case !ok:
			return false
		case t.closing:
			if open[t.name]--; open[t.name] < 0 {
				return true
			}
		case isRawText(t.name):
			s.rawText(t.name)
		case !isVoid(t.name):
			open[t.name]++
		}
	}
}

// endMark is a comment that stands behind the bytes of an element when they
// are parsed.
const endMark = "end"

// parseElement parses the bytes of an element, its tags included. It fails
// with errScan when a browser would see the end of the element elsewhere: a
// </div> in a table cell closes no div outside it.
func parseElement(src []byte, name string, closed bool) (n *html.Node, deep bool, err error) {
	if closed {
		src = append(src[:len(src):len(src)], "<!--"+endMark+"-->"...)
	}
	root, deep, err := parseInside(src)
	if err != nil {
		return nil, deep, err
	}
	n = root.FirstChild
	if n == nil || n.Data != name {
		return nil, deep, errScan
	}
	if end := n.NextSibling; (end != nil) != closed || closed && (end.Type != html.CommentNode || end.Data != endMark || end.NextSibling != nil) {
		return nil, deep, errScan
	}
	return n, deep, nil
}

// closes reports whether the scan finds the end of the element with the given
// start tag: a parsed tree does not tell whether the page was cut.
func closes(src []byte, n *html.Node) bool {
	s := &scanner{src: src}
	for {
		t, ok := s.next()
		switch {
		case !ok:
			return true
		case t.closing:
		case isRawText(t.name):
			s.rawText(t.name)
		case t.name == n.Data && slices.Equal(attributes(src[t.start:t.end]), n.Attr):
			return s.element(t.name) || pageGoesOn(src[t.end:])
		}
	}
}

// templateCloses reports whether the page goes on behind the script that hides
// the original of a share page.
func templateCloses(src []byte) bool {
	_, behind, _ := bytes.Cut(src, []byte(templateID))
	return bytes.Contains(behind, []byte("</script"))
}

// pageGoesOn reports whether a page was written to its end although its body
// was not closed.
func pageGoesOn(rest []byte) bool {
	return bytes.Contains(rest, []byte("</html>")) || bytes.Contains(rest, []byte("</HTML>"))
}
