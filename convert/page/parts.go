package page

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parts are the pieces of a page that anything is read from. The quick way
// and the slow way of finding them give the same parts.
type parts struct {
	metas     map[string]string // by property or name
	title     string
	savedFrom string
	scripts   [][]byte
	// template is the content of script#content_tpl: the hidden original of a
	// share page.
	template []byte
	// body is the inside of #js_content; nil when the page has none.
	body *html.Node
	// closed says that the page did not end inside the body.
	closed bool
	// deep says that nesting beyond what a parser accepts was taken out.
	deep     bool
	elements map[string][]*html.Node // by "#id" or ".class", the first few of each
}

// maxElements is how many elements of one name are kept.
const maxElements = 6

// bodyID is the id of the element that holds an article.
const bodyID = "js_content"

// wantedElements are the elements metadata is read from when no script has
// it, by id or class (wechat-pages.md §1.3, column E).
var wantedElements = wordSet(
	"#activity-name #js_name #post-user #js_author_name #publish_time #post-date #js_ip_wording "+
		"#js_tags #js_share_source #js_share_notice #original_panel_title #js_article "+
		"#js_video_page_title #js_audio_title #js_text_title #js_text_desc",
	".rich_media_title .rich_media_meta_text .profile_nickname .profile_meta_value .wx_follow_nickname "+
		".original_primary_nickname .original_panel_content")

// bareElements are those of the wanted elements that are kept without what is
// in them.
var bareElements = wordSet("#js_article #js_share_source .original_panel_content")

func wordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			set[word] = true
		}
	}
	return set
}

func newParts() *parts {
	return &parts{metas: map[string]string{}, elements: map[string][]*html.Node{}, closed: true}
}

// text is the text of the first of the named elements that has any, in one
// line.
func (p *parts) text(names ...string) string {
	for _, name := range names {
		for _, n := range p.elements[name] {
			if s := oneLine(textOf(n)); s != "" {
				return s
			}
		}
	}
	return ""
}

// attr is the value of an attribute of the first named element.
func (p *parts) attr(element, name string) string {
	if nodes := p.elements[element]; len(nodes) > 0 {
		return attrOf(nodes[0], name)
	}
	return ""
}

func attrOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is the text below a node, scripts and style sheets left out.
func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !isScript(d.Parent) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func isScript(n *html.Node) bool {
	return n != nil && (n.DataAtom == atom.Script || n.DataAtom == atom.Style)
}

// oneLine joins lines and runs of white space to one space; full-width spaces
// are the author's own and stay, but for the edges.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, isHTMLSpace), " ")
	return strings.Trim(s, " \u3000")
}

func isHTMLSpace(r rune) bool {
	return r == ' ' || '\t' <= r && r <= '\r' || r == '\u00a0'
}

// scanParts is the quick way: one walk over the tags of the page, parsing
// nothing but what is wanted.
func scanParts(src []byte) (*parts, error) {
	w := &walk{parts: newParts(), open: map[string]int{}}
	s := &scanner{src: src, comment: w.addComment}
	for {
		t, ok := s.next()
		if !ok {
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
	if attrOf(&html.Node{Attr: attrs}, "id") == bodyID && w.body == nil {
		return w.scanBody(s, t)
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
	if !inner.element(t.name) {
		return nil, errScan
	}
	n, deep, err := parseElement(s.src[t.start:inner.pos], t.name, true)
	if err != nil || deep {
		return nil, errScan
	}
	return withoutBody(n), nil
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

// wantedNames are the names by which a start tag is wanted.
func wantedNames(attrs []html.Attribute) []string {
	var names []string
	for _, a := range attrs {
		switch a.Key {
		case "id":
			if name := "#" + a.Val; wantedElements[name] {
				names = append(names, name)
			}
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				if name := "." + class; wantedElements[name] {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

// parseInside parses what stands inside a div.
func parseInside(src []byte) (root *html.Node, deep bool, err error) {
	root = newDiv()
	nodes, err := html.ParseFragment(bytes.NewReader(src), root)
	if err != nil {
		deep = true
		nodes, err = html.ParseFragment(bytes.NewReader(flatten(src)), root)
	}
	if err != nil {
		return nil, deep, fmt.Errorf("parsing body: %w", err)
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root, deep, nil
}

func newDiv() *html.Node {
	return &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
}

// parseParts is the slow way: the whole page is parsed.
func parseParts(src []byte) (*parts, *html.Node, error) {
	p := newParts()
	doc, err := parseStandard(src)
	if err != nil {
		p.deep = true
		doc, err = parseStandard(flatten(src))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("parsing page: %w", err)
	}
	p.collect(doc)
	p.closed = p.body == nil || bodyCloses(src)
	return p, doc, nil
}

// parseStandard parses a page as one with a doctype, as the quick way parses
// its pieces: without one, a table would stay inside the paragraph before it.
func parseStandard(src []byte) (*html.Node, error) {
	return html.Parse(io.MultiReader(strings.NewReader("<!DOCTYPE html>"), bytes.NewReader(src)))
}

// collect walks the tree in document order; the inside of the body is the
// author's and holds nothing of the page's own.
func (p *parts) collect(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.CommentNode:
			p.addComment([]byte(c.Data))
		case html.ElementNode:
			if c.DataAtom == atom.Template {
				continue
			}
			if attrOf(c, "id") == bodyID && p.body == nil && !isRawText(c.Data) {
				p.addBody(c)
				continue
			}
			p.collectElement(c)
			p.collect(c)
		}
	}
}

func (p *parts) collectElement(n *html.Node) {
	switch n.DataAtom {
	case atom.Script:
		p.addScript(n.Attr, []byte(rawTextOf(n)))
	case atom.Title:
		if n.Namespace == "" {
			p.addTitle(rawTextOf(n))
		}
	case atom.Meta:
		p.addMeta(n.Attr)
	}
	if isRawText(n.Data) {
		return
	}
	for _, name := range wantedNames(n.Attr) {
		if len(p.elements[name]) < maxElements {
			p.elements[name] = append(p.elements[name], wantedNode(n, name))
		}
	}
}

// addBody takes the inside of #js_content. Of the element itself only its
// classes tell something.
func (p *parts) addBody(n *html.Node) {
	p.body = insideOf(n)
	for _, name := range wantedNames(n.Attr) {
		if bareElements[name] {
			p.elements[name] = append(p.elements[name], bare(n))
		}
	}
}

func wantedNode(n *html.Node, name string) *html.Node {
	if bareElements[name] {
		return bare(n)
	}
	return withoutBody(n)
}

// withoutBody is the node, or a bare twin when the body stands inside it.
func withoutBody(n *html.Node) *html.Node {
	for d := range n.Descendants() {
		if attrOf(d, "id") == bodyID {
			return bare(n)
		}
	}
	return n
}

// bare is the element without what is in it.
func bare(n *html.Node) *html.Node {
	return &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr}
}

func rawTextOf(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// insideOf moves the children of a node into a div of their own.
func insideOf(n *html.Node) *html.Node {
	root := newDiv()
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		root.AppendChild(c)
	}
	return root
}

// bodyCloses reports whether the scan finds the end of the body: a parsed tree
// does not tell whether the page was cut.
func bodyCloses(src []byte) bool {
	s := &scanner{src: src}
	for {
		t, ok := s.next()
		switch {
		case !ok:
			return true
		case t.closing:
		case isRawText(t.name):
			s.rawText(t.name)
		case mayBeWanted(t.attributes(src)) && attrOf(&html.Node{Attr: attributes(src[t.start:t.end])}, "id") == bodyID:
			return s.element(t.name) || pageGoesOn(src[t.end:])
		}
	}
}

// pageGoesOn reports whether a page was written to its end although its body
// was not closed.
func pageGoesOn(rest []byte) bool {
	return bytes.Contains(rest, []byte("</html>")) || bytes.Contains(rest, []byte("</HTML>"))
}

func (p *parts) addTitle(title string) {
	if p.title == "" {
		p.title = oneLine(title)
	}
}

func (p *parts) addMeta(attrs []html.Attribute) {
	n := &html.Node{Attr: attrs}
	name := attrOf(n, "property")
	if name == "" {
		name = attrOf(n, "name")
	}
	if _, twice := p.metas[name]; name != "" && !twice {
		p.metas[name] = attrOf(n, "content")
	}
}

// templateID is the id of the script that hides the original of a share page.
const templateID = "content_tpl"

func (p *parts) addScript(attrs []html.Attribute, src []byte) {
	n := &html.Node{Attr: attrs}
	switch {
	case attrOf(n, "id") == templateID:
		p.template = src
	case len(src) > 0:
		p.scripts = append(p.scripts, src)
	}
}

// addComment reads the address a browser wrote when it saved the page:
// "saved from url=(0049)https://…".
func (p *parts) addComment(text []byte) {
	_, rest, ok := strings.Cut(string(text[:min(len(text), 2048)]), "saved from url=(")
	if !ok || p.savedFrom != "" {
		return
	}
	if _, address, ok := strings.Cut(rest, ")"); ok {
		p.savedFrom = strings.TrimSpace(address)
	}
}
