package page

import (
	"cmp"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// body finds the raw body where the kind of page keeps it. It is nil when the
// page holds none.
func (f *facts) body(a *article.Article) (*nethtml.Node, error) {
	switch a.Kind {
	case article.KindPicture:
		return f.pictureNote()
	case article.KindText:
		return f.textNote()
	case article.KindShare:
		return f.share(a)
	case article.KindVideo, article.KindMusic, article.KindAudio, article.KindShort:
		return f.captionOnly(a)
	}
	return f.articleBody(a)
}

// captionOnly is the text beside what a page plays, the only part of these
// kinds that is read: #js_content is the player's shell there. A page without
// any text is kept all the same.
func (f *facts) captionOnly(a *article.Article) (*nethtml.Node, error) {
	caption := cmp.Or(
		f.data.sub("video_page_info").get("content_noencode").text,
		f.data.sub("text_page_info").get("content_noencode").text,
		f.data.get("content_noencode").text,
		f.data.get("desc").text,
	)
	if caption != "" {
		return f.note(caption, nil)
	}
	if hasContent(f.parts.body) {
		return f.articleBody(a)
	}
	return newDiv(), nil
}

// articleBody is #js_content; where an exporter lost that, the copy that the
// data object carries.
func (f *facts) articleBody(a *article.Article) (*nethtml.Node, error) {
	if hasContent(f.parts.body) {
		a.Truncated = !f.closed || isPreview(f.parts.body)
		return f.parts.body, nil
	}
	if s := f.data.get("content_noencode").text; s != "" {
		root, err := f.parse(s)
		return root, err
	}
	return f.parts.body, nil
}

// isPreview reports whether a body ends where a reader is asked to pay
// (wechat-pages.md §9.2).
func isPreview(body *nethtml.Node) bool {
	for n := range body.Descendants() {
		if n.Data == "mp-pay-preview-filter" {
			return true
		}
	}
	return false
}

// parse parses HTML that stood in a script.
func (f *facts) parse(s string) (*nethtml.Node, error) {
	root, deep, err := parseInside(closeEmptied([]byte(s)))
	f.deep = f.deep || deep
	return root, err
}

// pictureNote is the text of the note and then its pictures (kind 8).
func (f *facts) pictureNote() (*nethtml.Node, error) {
	content := f.data.get("content_noencode").text
	if content == "" {
		content = f.data.get("desc").text
	}
	pictures := f.data.list("picture_page_info_list")
	if len(pictures) == 0 {
		pictures = objectsOf(f.vars["picture_page_info_list"])
	}
	return f.note(content, pictures)
}

// textNote is a note without a layout (kind 10), with pictures now and then.
func (f *facts) textNote() (*nethtml.Node, error) {
	info := f.data.sub("text_page_info")
	content := cmp.Or(info.get("content_noencode").text, f.data.get("content_noencode").text, f.data.get("desc").text)
	if content == "" {
		content = html.EscapeString(f.text("#js_text_desc"))
	}
	return f.note(content, info.list("picture_info"))
}

func (f *facts) note(content string, pictures []*object) (*nethtml.Node, error) {
	var b strings.Builder
	b.WriteString(noteParagraphs(content))
	n := 0
	for _, o := range pictures {
		address := httpsURL(article.UnescapeURL(cmp.Or(o.get("cdn_url").text, o.get("url").text)))
		if address == "" {
			continue
		}
		n++
		fmt.Fprintf(&b, `<p><img data-src="%s" alt="图%d"`, html.EscapeString(address), n)
		if w := number64(o.get("width").text); w > 0 {
			fmt.Fprintf(&b, ` data-w="%d"`, w)
			if h := number64(o.get("height").text); h > 0 {
				fmt.Fprintf(&b, ` data-ratio="%s"`, strconv.FormatFloat(float64(h)/float64(w), 'f', 4, 64))
			}
		}
		b.WriteString("></p>")
	}
	if b.Len() == 0 {
		return nil, nil
	}
	return f.parse(b.String())
}

// noteParagraphs turns the lines of a note into HTML: one line end is a
// break, more are a new paragraph. Links in it are HTML already.
func noteParagraphs(content string) string {
	content = strings.ReplaceAll(content, "\r\n", "\n")
	var b strings.Builder
	for _, paragraph := range strings.Split(content, "\n\n") {
		if paragraph = strings.Trim(paragraph, "\n"); paragraph != "" {
			b.WriteString("<p>" + strings.ReplaceAll(paragraph, "\n", "<br>") + "</p>")
		}
	}
	return b.String()
}

// share is a page that shows another account's article: the sharer's remark,
// and the original as far as the page holds it.
func (f *facts) share(a *article.Article) (*nethtml.Node, error) {
	var original *nethtml.Node
	var err error
	switch {
	case len(f.template) > 0:
		original, err = f.parse(string(f.template))
	case hasContent(f.parts.body):
		original = f.parts.body
		a.Truncated = f.showsExcerpt() || !f.closed
	case f.data.get("content_noencode").text != "":
		original, err = f.parse(f.data.get("content_noencode").text)
	default:
		a.Truncated = f.showsExcerpt()
	}
	if err != nil {
		return nil, err
	}
	return withRemark(f.text("#js_share_notice"), original), nil
}

// showsExcerpt tells the panel of a share page, in which the platform shows
// the first 140 characters of the original.
func (f *facts) showsExcerpt() bool { return len(f.elements[".original_panel_content"]) > 0 }

// withRemark puts the sharer's words before the original.
func withRemark(remark string, original *nethtml.Node) *nethtml.Node {
	if original == nil {
		original = newDiv()
	}
	if remark == "" {
		return original
	}
	p := &nethtml.Node{Type: nethtml.ElementNode, Data: "p", DataAtom: atom.P}
	p.AppendChild(&nethtml.Node{Type: nethtml.TextNode, Data: remark})
	original.InsertBefore(p, original.FirstChild)
	return original
}

// minArticleRunes is how much visible text makes a body an article's by
// itself (wechat-pages.md §9.1).
const minArticleRunes = 20

// hasContent reports whether a body shows anything: a picture, an embed, or
// text.
func hasContent(root *nethtml.Node) bool {
	runes := 0
	if root == nil {
		return false
	}
	for n := range root.Descendants() {
		switch n.Type {
		case nethtml.ElementNode:
			if isShown(n.Data) {
				return true
			}
		case nethtml.TextNode:
			if !isScript(n.Parent) {
				runes += visibleRunes(n.Data)
			}
		}
		if runes >= minArticleRunes {
			return true
		}
	}
	return false
}

func isShown(name string) bool {
	switch name {
	case "img", "iframe", "mpvoice", "qqmusic", "video", "audio":
		return true
	case "mp-style-type":
		return false
	}
	return strings.HasPrefix(name, "mp-") || strings.HasPrefix(name, "mpv")
}

func visibleRunes(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' {
			n++
		}
	}
	return n
}
