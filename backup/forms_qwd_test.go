package backup_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// wechatDownload of qiye45 (QWD) writes the page anew, one tag a line, without
// scripts and with comments at the end; as MHTML with its pictures.

var qwdLosses = []loss{
	{"each tag has a line of its own, so that spaces beside tags cannot be told from none", squeeze},
	{"the date is in the scripts alone; QWD puts it into the name of the file", facts("date")},
	{"the address is in the scripts alone before 2019", before("2019", "address")},
}

var qwdOfKind = map[article.Kind][]loss{
	article.KindPicture: {
		{"the pictures are in the scripts alone", func(raw, _ *reading) {
			raw.Pictures, raw.Body = nil, squeezedPictures.ReplaceAllString(raw.Body, "")
		}},
		{"not all links are in the meta", func(raw, form *reading) {
			raw.Body, form.Body = squeezedLink.ReplaceAllString(raw.Body, ""), squeezedLink.ReplaceAllString(form.Body, "")
		}},
		{"the account is in the scripts alone", facts("account")},
	},
	article.KindText:  {{"the text is in the scripts alone where the title is the author's and the meta empty", wholly}},
	article.KindShare: {{"the original is in a script that is gone", theBody}},
}

var (
	qwdForm      = form{write: func(_ *testing.T, p rawPage) tree { return tree{"标题.html": qwdPage(p)} }, losses: append([]loss{{"the pictures are not in the file", noBytes}}, qwdLosses...), ofKind: qwdOfKind}
	qwdMHTMLForm = form{write: qwdMHTML, losses: append([]loss{others}, qwdLosses...), ofKind: qwdOfKind}
)

var (
	squeezedPictures = regexp.MustCompile(`<p><imgsrc="asset:\d+"alt="图\d+"/?></p>`)
	squeezedLink     = regexp.MustCompile(`<ahref="[^"]*">|</a>`)
)

// squeeze takes out white space.
func squeeze(raw, form *reading) {
	raw.Body, form.Body = strings.Join(strings.Fields(raw.Body), ""), strings.Join(strings.Fields(form.Body), "")
}

func qwdPage(p rawPage) string {
	d := p.doc()
	d.Find("script").Remove()
	d.Find("#js_content").SetAttr("style", ";  0; ")
	d.Find("head").AppendHtml(`<script src="https://cdn.bootcss.com/jquery/1.10.2/jquery.min.js"></script>`)
	for _, s := range d.Find("[data-src]").EachIter() {
		s.SetAttr("src", s.AttrOr("data-src", "")).RemoveAttr("data-src")
	}
	var w prettifier
	w.node(d.Nodes[0], 0)
	return strings.Replace(nestMetas(w.String()), " </body>", qwdComments+" </body>", 1)
}

// nestMetas leaves the metas of the article open.
func nestMetas(src string) string {
	return regexp.MustCompile(`(<meta content="[^"]*" (?:name="(?:description|author)"|property="og:[^"]*"))/>`).ReplaceAllString(src, "$1>")
}

// prettifier writes a tree as BeautifulSoup's prettify does.
type prettifier struct{ strings.Builder }

func (w *prettifier) line(depth int, s string) {
	w.WriteString(strings.Repeat(" ", depth) + s + "\n")
}

func (w *prettifier) node(n *html.Node, depth int) {
	switch n.Type {
	case html.DoctypeNode:
		w.line(depth, "<!DOCTYPE html>")
	case html.DocumentNode:
		w.children(n, depth)
	case html.CommentNode:
		w.line(depth, "<!--"+n.Data+"-->")
	case html.TextNode:
		if s := strings.TrimSpace(n.Data); s != "" {
			w.line(depth, escapeFor(n.Parent).Replace(s))
		}
	case html.ElementNode:
		w.element(n, depth)
	}
}

func (w *prettifier) children(n *html.Node, depth int) {
	for c := range n.ChildNodes() {
		w.node(c, depth)
	}
}

func (w *prettifier) element(n *html.Node, depth int) {
	switch {
	case isVoidName(n.Data):
		w.line(depth, startTag(n, "/>"))
	case n.DataAtom == atom.Pre || n.DataAtom == atom.Textarea:
		w.line(depth, asWritten(n))
	default:
		w.line(depth, startTag(n, ">"))
		w.children(n, depth+1)
		w.line(depth, "</"+n.Data+">")
	}
}

// asWritten is an element whose white space counts.
func asWritten(n *html.Node) string {
	switch {
	case n.Type == html.TextNode:
		return escapeFor(n.Parent).Replace(n.Data)
	case n.Type != html.ElementNode:
		return ""
	case isVoidName(n.Data):
		return startTag(n, "/>")
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(asWritten(c))
	}
	return startTag(n, ">") + b.String() + "</" + n.Data + ">"
}

func escapeFor(parent *html.Node) *strings.Replacer {
	if parent != nil && (parent.DataAtom == atom.Style || parent.DataAtom == atom.Script || parent.DataAtom == atom.Noscript || parent.DataAtom == atom.Iframe) {
		return strings.NewReplacer()
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
}

// startTag writes attributes in the order of their names, in single quotes
// where they hold double ones.
func startTag(n *html.Node, end string) string {
	attrs := slices.SortedFunc(slices.Values(n.Attr), func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	s := "<" + n.Data
	for _, a := range attrs {
		value := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(a.Val)
		quote := `"`
		if strings.Contains(value, `"`) {
			quote = `'`
			value = strings.ReplaceAll(value, `'`, "&quot;")
		}
		s += " " + a.Key + "=" + quote + value + quote
	}
	return s + end
}

func isVoidName(name string) bool {
	return slices.Contains([]string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}, name)
}

const qwdComments = `<div class="foot" style="display: block;">
            <div class="comment">
                <div class="desc">精选留言</div><div class="comment-item"><div><img src="http://wx.qlogo.cn/mmopen/reader/64"></div>
                                                <div class="right-div">
                                                    <span class="nick-name">晚点的人</span><span class="native-place">来自浙江</span>
                                                    <div class="content">留言里的一句话，不是正文。</div>
                                                   <div class="reply"><div class="right-div"><span class="nick-name">林小满(作者)</span><div class="content">谢谢。</div></div></div></div></div>
            </div>
        </div>
`

// qwdMHTML has the page behind its pictures, whose types are made of their
// addresses.
func qwdMHTML(_ *testing.T, p rawPage) tree {
	const boundary = "===============8476528959833287451=="
	var b strings.Builder
	b.WriteString("Content-Type: multipart/related;\n boundary=\"" + boundary + "\"\nMIME-Version: 1.0\nFrom: <Saved by Quantic Rabbit>\n\n")
	pictures := p.pictures
	for _, address := range slices.Sorted(maps.Keys(pictures)) {
		if !slices.Contains(p.elements, address) {
			continue
		}
		_, name, _ := strings.Cut(address, "//mmbiz.qpic.")
		fmt.Fprintf(&b, "--%s\nContent-Type: \n image/%s\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Location: \n %s\n\n%s\n\n", boundary, name, address, base64Lines(pictures[address]))
	}
	fmt.Fprintf(&b, "--%s\nContent-Type: text/html; charset=\"utf-8\"\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n%s\n--%s--\n", boundary, base64Lines(qwdPage(p)), boundary)
	return tree{"标题.mhtml": b.String()}
}

// base64Lines writes base64 as mail has it.
func base64Lines(data string) string {
	var b strings.Builder
	for line := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString([]byte(data))), 76) {
		b.Write(append(line, '\n'))
	}
	return b.String()
}
