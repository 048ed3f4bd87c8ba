package clean_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// content is what an element of the vocabulary may hold.
type content int

const (
	nothing content = iota
	inline
	inlineOrEmpty
	blocks
	itemContent
	oneText
	oneLine
	formula // one text node on one line, but for LaTeX by itself
	only    // the named elements
)

// rule is the line of an element in the table of doc.go.
type rule struct {
	holds content
	named []string
	attrs map[string]*regexp.Regexp
}

func values(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

var (
	inlineNames = []string{"a", "img", "math", "strong", "em", "del", "code", "sub", "sup", "br"}
	blockNames  = []string{"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "table", "hr", "math", "aside"}
)

// vocabulary is the table of doc.go.
var vocabulary = map[string]rule{
	"p": {holds: inline, attrs: map[string]*regexp.Regexp{"data-heading": values(`[2-6]`)}}, "h1": {holds: inline}, "h2": {holds: inline}, "h3": {holds: inline},
	"h4": {holds: inline}, "h5": {holds: inline}, "h6": {holds: inline},
	"blockquote": {holds: blocks},
	"ul":         {holds: only, named: []string{"li"}},
	"ol":         {holds: only, named: []string{"li"}, attrs: map[string]*regexp.Regexp{"start": values(`0|[2-9]|[1-9][0-9]{1,8}`)}},
	"li":         {holds: itemContent},
	"pre":        {holds: oneText, attrs: map[string]*regexp.Regexp{"data-lang": values(`[a-z]+`)}},
	"table":      {holds: only, named: []string{"thead", "tbody"}},
	"thead":      {holds: only, named: []string{"tr"}},
	"tbody":      {holds: only, named: []string{"tr"}},
	"tr":         {holds: only, named: []string{"th", "td"}},
	"th":         {holds: inlineOrEmpty},
	"td":         {holds: inlineOrEmpty},
	"hr":         {holds: nothing},
	"math":       {holds: formula, attrs: map[string]*regexp.Regexp{"display": values(`block`)}},
	"aside": {holds: oneLine, attrs: map[string]*regexp.Regexp{
		"data-card": values(`audio|music|video|channels|miniprogram|profile|product|location|vote|sticker|redpacket|frame|other`),
	}},
	"a": {holds: inline, attrs: map[string]*regexp.Regexp{"href": values(`(?i:https?:|mailto:)\S[\s\S]*|asset:[0-9]+`)}},
	"img": {holds: nothing, attrs: map[string]*regexp.Regexp{
		"src": values(`asset:[0-9]+`), "alt": values(`[\s\S]*`), "data-emoji": values(`true`),
	}},
	"strong": {holds: inline}, "em": {holds: inline}, "del": {holds: inline},
	"code": {holds: formula}, "sub": {holds: inline}, "sup": {holds: inline},
	"br": {holds: nothing},
}

// required are the attributes an element cannot be without.
var required = map[string][]string{"a": {"href"}, "img": {"src", "alt"}, "aside": {"data-card"}}

// outside lists what a clean body holds against the vocabulary.
func outside(root *html.Node) []string {
	var found []string
	complain := func(n *html.Node, what string) { found = append(found, fmt.Sprintf("<%s> %s", n.Data, what)) }
	if !holds(root, blocks) && root.FirstChild != nil {
		complain(root, "as the root holds more than blocks")
	}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			if n.Data == "" || n.PrevSibling != nil && n.PrevSibling.Type == html.TextNode {
				complain(n.Parent, "holds an empty text or one in pieces")
			}
			continue
		}
		rule, known := vocabulary[n.Data]
		if !known || n.Type != html.ElementNode {
			complain(n, "is no element of the vocabulary")
			continue
		}
		if !rule.accepts(n) {
			complain(n, "holds what it may not: "+source(n))
		}
		for _, problem := range badAttributes(n, rule) {
			complain(n, problem)
		}
		if n.Data == "math" && isBlockMath(n) != standsAmongBlocks(n) {
			complain(n, "is displayed in the wrong place")
		}
		if n.Data == "a" && strings.HasPrefix(n.Attr[0].Val, "asset:") && n.Parent.Data != "aside" {
			complain(n, "leads to a file outside a card")
		}
		if isMark(n.Data) && hasAncestor(n, n.Data) {
			complain(n, "is inside itself")
		}
		if n.Data == "table" && !isRectangle(n) {
			complain(n, "has rows of different length: "+source(n))
		}
	}
	return found
}

func (r rule) accepts(n *html.Node) bool {
	if r.holds == only {
		return n.FirstChild != nil && holdsNamed(n, r.named)
	}
	return holds(n, r.holds)
}

func holds(n *html.Node, c content) bool {
	first := n.FirstChild
	switch c {
	case nothing:
		return first == nil
	case inline:
		return first != nil && holdsNamed(n, append([]string{""}, inlineNames...))
	case inlineOrEmpty:
		return first == nil || holds(n, inline)
	case blocks:
		return first != nil && holdsNamed(n, blockNames)
	case itemContent:
		return holds(n, blocks) || isTextAndLists(n)
	case oneText:
		return isOneText(first) && !strings.HasSuffix(first.Data, "\n")
	case formula:
		return first != nil && first.Type == html.TextNode && first.NextSibling == nil && (isBlockMath(n) || !strings.Contains(first.Data, "\n"))
	case oneLine:
		if first != nil && first.Data == "a" && first.NextSibling == nil {
			first = first.FirstChild
		}
		return isOneText(first) && !strings.Contains(first.Data, "\n")
	}
	return false
}

func isBlockMath(n *html.Node) bool { return n.Data == "math" && len(n.Attr) > 0 }

// standsAmongBlocks reports whether a formula stands where blocks do. An item
// of nothing but a formula holds it as inline content.
func standsAmongBlocks(n *html.Node) bool {
	switch n.Parent.Data {
	case "div", "blockquote":
		return true
	case "li":
		return isBlockMath(n) && holds(n.Parent, blocks)
	}
	return false
}

func isOneText(n *html.Node) bool {
	return n != nil && n.Type == html.TextNode && n.NextSibling == nil && strings.TrimSpace(n.Data) != ""
}

// holdsNamed reports whether all children are of these names; "" is text.
func holdsNamed(n *html.Node, names []string) bool {
	for d := range n.ChildNodes() {
		name := d.Data
		if d.Type == html.TextNode {
			name = ""
		}
		if !slices.Contains(names, name) {
			return false
		}
	}
	return true
}

// isTextAndLists reports inline content with at most lists behind it.
func isTextAndLists(n *html.Node) bool {
	lists := 0
	for d := range n.ChildNodes() {
		isText := d.Type == html.TextNode || slices.Contains(inlineNames, d.Data)
		switch {
		case isListElement(d):
			lists++
		case !isText || lists > 0:
			return false
		}
	}
	return n.FirstChild != nil && !isListElement(n.FirstChild)
}

func isListElement(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.Data == "ul" || n.Data == "ol")
}

func badAttributes(n *html.Node, r rule) []string {
	var bad []string
	seen := map[string]bool{}
	for _, a := range n.Attr {
		if allowed := r.attrs[a.Key]; allowed == nil || seen[a.Key] || !allowed.MatchString(a.Val) {
			bad = append(bad, fmt.Sprintf("has %s=%q", a.Key, a.Val))
		}
		if _, err := url.Parse(a.Val); a.Key == "href" && err != nil {
			bad = append(bad, fmt.Sprintf("has an address nobody can read: %q", a.Val))
		}
		seen[a.Key] = true
	}
	for _, name := range required[n.Data] {
		if !seen[name] {
			bad = append(bad, "has no "+name)
		}
	}
	return bad
}

func isMark(name string) bool {
	return slices.Contains([]string{"a", "strong", "em", "del", "code", "sub", "sup"}, name)
}

func hasAncestor(n *html.Node, name string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == name {
			return true
		}
	}
	return false
}

func isRectangle(table *html.Node) bool {
	width := -1
	for row := range table.Descendants() {
		if row.Type != html.ElementNode || row.Data != "tr" {
			continue
		}
		cells := 0
		for range row.ChildNodes() {
			cells++
		}
		if width >= 0 && cells != width {
			return false
		}
		width = cells
	}
	return true
}

func source(n *html.Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return strconv.Quote(err.Error())
	}
	return b.String()
}

// The check of the vocabulary has to see each kind of breach, or the tests
// that lean on it prove nothing.
func TestOutsideNamesEachBreach(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a whole body", `<h2>甲</h2><p>乙<br/>丙</p><ul><li>丁<ul><li>戊</li></ul></li><li><p>己</p><pre>go</pre></li></ul>`, ""},
		{"every leaf", `<p><a href="https://a.example/"><strong>甲</strong></a><img src="asset:0" alt=""/></p><hr/><aside data-card="audio">乙</aside>`, ""},
		{"formulas", `<p>甲<math>a_1</math></p><math display="block">b &lt; c</math><ul><li><math>d</math></li></ul>`, ""},
		{"a card of a file", `<aside data-card="audio"><a href="asset:0">甲</a></aside>`, ""},
		{"a paragraph like a heading", `<p data-heading="3">甲</p>`, ""},
		{"a formula by itself in a line", `<p>甲<math display="block">a</math></p>`, "wrong place"},
		{"a formula in a line by itself", `<math>a</math>`, "wrong place"},
		{"a formula of elements", `<p><math><mi>a</mi></math></p>`, "<math> holds"},
		{"a picture in code", `<p><code>甲<img src="asset:0" alt=""/></code></p>`, "<code> holds"},
		{"a file outside a card", `<p><a href="asset:0">甲</a></p>`, "outside a card"},
		{"names of elements as text", `<ul><li>ol</li></ul><p>p<em>em</em></p>`, ""},
		{"a table", `<table><thead><tr><th>甲</th><th></th></tr></thead><tbody><tr><td>乙</td><td>丙</td></tr></tbody></table>`, ""},
		{"text at the top", `甲`, "root"},
		{"an inline element at the top", `<strong>甲</strong>`, "root"},
		{"an unknown element", `<p><span>甲</span></p>`, "<span> is no element"},
		{"an unknown attribute", `<p style="">甲</p>`, `has style`},
		{"an empty paragraph", `<p></p>`, "<p> holds"},
		{"an item of both kinds", `<ul><li>甲<p>乙</p></li></ul>`, "<li> holds"},
		{"text behind a list", `<ul><li>甲<ul><li>乙</li></ul>丙</li></ul>`, "<li> holds"},
		{"a list without items", `<ul></ul>`, "<ul> holds"},
		{"an element in code", `<pre>甲<br/></pre>`, "<pre> holds"},
		{"a last line end in code", "<pre>甲\n</pre>", "<pre> holds"},
		{"a foreign picture", `<p><img src="https://a.example/a.png" alt=""/></p>`, "has src"},
		{"a picture without alt", `<p><img src="asset:0"/></p>`, "has no alt"},
		{"a script's address", `<p><a href="javascript:f()">甲</a></p>`, "has href"},
		{"an unknown card", `<aside data-card="advert">甲</aside>`, "has data-card"},
		{"bold inside bold", `<p><strong>甲<em><strong>乙</strong></em></strong></p>`, "inside itself"},
		{"a ragged table", `<table><tbody><tr><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></tbody></table>`, "different length"},
		{"start of one", `<ol start="1"><li>甲</li></ol>`, "has start"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root, err := clean.Parse([]byte(test.body))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(outside(root), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("outside says %q, want %q", got, test.want)
			}
		})
	}
}
