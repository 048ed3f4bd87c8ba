package page

import (
	"bytes"
	"fmt"
	"slices"
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
	// bodyTag is the element the slow way took for the body, without content.
	bodyTag *html.Node
	// templateCut says that the page ended inside the template.
	templateCut bool
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
		"#js_tags #js_share_source #js_share_notice #js_share_author #original_panel_title #js_article "+
		"#js_video_page_title #js_audio_title #js_audio_desc #js_text_title #js_text_desc #js_image_desc #img_list",
	".rich_media_title .rich_media_meta_text .profile_nickname .profile_meta_value .wx_follow_nickname "+
		".original_primary_nickname .original_primary_card_tips .original_panel_content "+
		".pay__tag .pay__summary-content .image_channel_text .image_channel_desc")

// bareElements are those of the wanted elements that are kept without what is
// in them.
var bareElements = wordSet("#js_article #js_share_source #js_image_desc .original_panel_content .image_channel_text .image_channel_desc")

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
			if s := OneLine(textOf(n)); s != "" {
				return s
			}
		}
	}
	return ""
}

// shown is the inside of the first of the named elements that shows any text,
// as HTML.
func (p *parts) shown(names ...string) string {
	for _, name := range names {
		for _, n := range p.elements[name] {
			if OneLine(textOf(n)) != "" {
				return insideHTML(n)
			}
		}
	}
	return ""
}

// insideHTML writes what is in a node, scripts and style sheets left out.
func insideHTML(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if isScript(c) {
			continue
		}
		// A strings.Builder takes everything.
		_ = html.Render(&b, c)
	}
	return strings.TrimSpace(b.String())
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

// textWithout is the text below a node but for that in elements of a class.
func textWithout(n *html.Node, class string) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode && !isScript(n):
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && !hasClass(c, class):
			b.WriteString(textWithout(c, class))
		}
	}
	return b.String()
}

func hasClass(n *html.Node, class string) bool {
	value := attrOf(n, "class")
	return strings.Contains(value, class) && slices.Contains(strings.Fields(value), class)
}

func isScript(n *html.Node) bool {
	return n != nil && (n.DataAtom == atom.Script || n.DataAtom == atom.Style)
}

// OneLine joins lines and runs of white space to one space; full-width spaces
// are the author's own and stay, but for the edges.
func OneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, isHTMLSpace), " ")
	return strings.Trim(s, " \u3000")
}

func isHTMLSpace(r rune) bool {
	return r == ' ' || '\t' <= r && r <= '\r' || r == '\u00a0'
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

func (p *parts) addTitle(title string) {
	if p.title == "" {
		p.title = OneLine(title)
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

// addComment reads the address that a browser wrote when it saved the page,
// "saved from url=(0049)https://…", or SingleFile, in a line of its own.
func (p *parts) addComment(text []byte) {
	if p.savedFrom != "" {
		return
	}
	s := string(text[:min(len(text), 2048)])
	if _, rest, ok := strings.Cut(s, "saved from url=("); ok {
		_, address, _ := strings.Cut(rest, ")")
		p.savedFrom = strings.TrimSpace(address)
		return
	}
	// Older versions say "Archive processed by SingleFile".
	if _, rest, ok := strings.Cut(s, " SingleFile"); ok {
		_, rest, _ = strings.Cut(rest, "url:")
		address, _, _ := strings.Cut(rest, "\n")
		p.savedFrom = strings.TrimSpace(address)
	}
}
