package page

import (
	"bytes"
	"fmt"
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
		"#copyright_logo #meta_content #js_tags #js_share_source #js_share_notice #js_share_author "+
		"#original_panel_title #js_article #js_video_page_title #js_audio_title #js_text_title #js_text_desc",
	".rich_media_title .rich_media_meta_text .profile_nickname .profile_meta_value .wx_follow_nickname "+
		".original_primary_nickname .original_panel_content")

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
	p := newParts()
	s := &scanner{src: src, comment: p.addComment}
	for {
		t, ok := s.next()
		if !ok {
			return p, nil
		}
		if t.closing {
			continue
		}
		if err := p.scanTag(s, t); err != nil {
			return nil, err
		}
	}
}

func (p *parts) scanTag(s *scanner, t tag) error {
	switch t.name {
	case "script":
		p.addScript(attributes(s.src[t.start:t.end]), s.rawText(t.name))
		return nil
	case "title":
		p.addTitle(html.UnescapeString(string(s.rawText(t.name))))
		return nil
	case "meta":
		p.addMeta(attributes(s.src[t.start:t.end]))
		return nil
	case "svg", "math":
		s.element(t.name)
		return nil
	case "plaintext", "frameset", "template", "select":
		return errScan
	}
	if isRawText(t.name) {
		s.rawText(t.name)
		return nil
	}
	return p.scanElement(s, t)
}

// scanElement keeps the body and the wanted elements. Tags without an id or a
// class are passed over unread.
func (p *parts) scanElement(s *scanner, t tag) error {
	raw := s.src[t.start:t.end]
	if !bytes.Contains(raw, []byte("id=")) && !bytes.Contains(raw, []byte("class=")) {
		return nil
	}
	attrs := attributes(raw)
	if attrOf(&html.Node{Attr: attrs}, "id") == bodyID && p.body == nil {
		return p.scanBody(s, t)
	}
	for _, name := range wantedNames(attrs) {
		if len(p.elements[name]) == maxElements {
			continue
		}
		if err := p.scanWanted(s, t, name, attrs); err != nil {
			return err
		}
	}
	return nil
}

func (p *parts) scanBody(s *scanner, t tag) error {
	if t.name != "div" {
		return errScan
	}
	inside, closed := s.element(t.name)
	body, deep, err := parseInside(inside)
	if err != nil {
		return err
	}
	p.body, p.closed, p.deep = body, closed, deep
	return nil
}

// scanWanted keeps an element and goes on inside it, for wanted elements nest.
func (p *parts) scanWanted(s *scanner, t tag, name string, attrs []html.Attribute) error {
	inner := scanner{src: s.src, pos: s.pos}
	inside, closed := inner.element(t.name)
	if !closed || bytes.Contains(inside, []byte(bodyID)) {
		// An element around the body is wanted for its attributes only.
		inside = nil
	}
	n, _, err := parseInside(inside)
	if err != nil {
		return err
	}
	n.Data, n.DataAtom, n.Attr = t.name, atom.Lookup([]byte(t.name)), attrs
	p.elements[name] = append(p.elements[name], n)
	return nil
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
	doc, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		p.deep = true
		doc, err = html.Parse(bytes.NewReader(flatten(src)))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("parsing page: %w", err)
	}
	p.collect(doc)
	p.closed = p.body == nil || endsInBody(src)
	return p, doc, nil
}

// collect walks the tree in document order; the inside of the body is the
// author's and holds nothing of the page's own.
func (p *parts) collect(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.CommentNode:
			p.addComment([]byte(c.Data))
		case html.ElementNode:
			if attrOf(c, "id") == bodyID && p.body == nil {
				p.body = insideOf(c)
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
	for _, name := range wantedNames(n.Attr) {
		if len(p.elements[name]) < maxElements {
			p.elements[name] = append(p.elements[name], withoutBody(n))
		}
	}
}

// withoutBody is the node, or a bare twin when the body stands inside it.
func withoutBody(n *html.Node) *html.Node {
	for d := range n.Descendants() {
		if attrOf(d, "id") == bodyID {
			return &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Attr: n.Attr}
		}
	}
	return n
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

// endsInBody reports whether the scan finds the end of the body: a parsed tree
// does not tell whether the page was cut.
func endsInBody(src []byte) bool {
	s := &scanner{src: src}
	for {
		t, ok := s.next()
		switch {
		case !ok:
			return true
		case t.closing:
		case isRawText(t.name):
			s.rawText(t.name)
		case bytes.Contains(src[t.start:t.end], []byte(bodyID)) && attrOf(&html.Node{Attr: attributes(src[t.start:t.end])}, "id") == bodyID:
			_, closed := s.element(t.name)
			return closed
		}
	}
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

func (p *parts) addScript(attrs []html.Attribute, src []byte) {
	n := &html.Node{Attr: attrs}
	switch {
	case attrOf(n, "id") == "content_tpl":
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
