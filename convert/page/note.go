package page

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// pictureNote is the text of the note and then its pictures (kind 8). Some
// notes have a long text beside the short one. Without the page's data a note
// is what a browser made of that, or its meta.
func (f *facts) pictureNote(a *article.Article) (*html.Node, error) {
	short := cmp.Or(
		noteParagraphs(f.data.get("content_noencode").text),
		noteParagraphs(withIslands(f.data.get("desc").text)),
		noteParagraphs(withIslands(f.vars.text("desc"))),
	)
	text := joinOnce(noteParagraphs(f.data.get("long_content").text), short)
	pictures := f.notePictures()
	if len(pictures) == 0 {
		body := f.parts.body
		if len(f.elements["#js_image_desc"]) > 0 && (body == nil || hasContent(body) || visibleRunes(textOf(body)) > 0) {
			return body, nil
		}
		if text == "" && hasContent(f.parts.body) {
			return f.articleBody(a)
		}
	}
	if len(pictures) == 0 && f.data == nil && len(f.vars) == 0 {
		a.Losses = append(a.Losses, article.Loss{Code: article.LossImage, What: "the pictures of the note: they were in the scripts, which the page has not"})
	}
	return f.note(cmp.Or(text, f.metaParagraphs("og:description")), pictures)
}

func (f *facts) notePictures() []picture {
	pictures := picturesOf(f.data.get("picture_page_info_list"))
	if len(pictures) == 0 {
		pictures = picturesOf(f.vars["picture_page_info_list"])
	}
	f.addShown(pictures)
	return pictures
}

// addShown tells pictures under which names a browser saved them with the page
// it shows.
func (f *facts) addShown(pictures []picture) {
	var shown []string
	for _, list := range f.elements["#img_list"] {
		for n := range list.Descendants() {
			if n.DataAtom == atom.Img && attrOf(n, "src") != "" {
				shown = append(shown, attrOf(n, "src"))
			}
		}
	}
	if len(shown) != len(pictures) {
		return
	}
	for i, src := range shown {
		if !strings.HasPrefix(src, "//") && !strings.Contains(src, "://") {
			pictures[i].shown = src
		}
	}
}

// textNote is a note without a layout (kind 10), with pictures now and then.
// A note without a title of its own has its text for a title, so that is
// where a text lost everywhere else still stands.
func (f *facts) textNote(a *article.Article) (*html.Node, error) {
	info := f.data.sub("text_page_info")
	text := cmp.Or(
		noteParagraphs(info.get("content_noencode").text),
		noteParagraphs(f.data.get("content_noencode").text),
		paragraph(f.shown("#js_text_desc")),
		noteParagraphs(withIslands(info.get("content").text)),
		noteParagraphs(withIslands(f.data.get("desc").text)),
		noteParagraphs(f.ssr.get("contentNoEncode").text),
		f.metaParagraphs("og:description"),
	)
	if text == "" && a.Kind == article.KindText && !f.hasOwnTitle() {
		text = cmp.Or(
			noteParagraphs(cmp.Or(f.data.get("title").text, f.vars.text("msg_title"), f.ssr.get("title").text)),
			f.metaParagraphs("og:title"),
		)
	}
	return f.note(text, f.textPictures())
}

// textPictures are the pictures under a text note; the two lists tell the same
// pictures where both are filled.
func (f *facts) textPictures() []picture {
	info := f.data.sub("text_page_info")
	pictures := picturesOf(info.get("picture_info"))
	for _, p := range picturesOf(info.get("short_msg_pic_url")) {
		if !slices.ContainsFunc(pictures, p.isSame) {
			pictures = append(pictures, p)
		}
	}
	if len(pictures) == 0 {
		pictures = picturesOf(f.ssr.sub("text_page_info").get("picture_info"))
	}
	return pictures
}

// shortPost is a text note that may have a film or a list of pictures (kind
// 17).
func (f *facts) shortPost(a *article.Article) (*html.Node, error) {
	root, err := f.textNote(a)
	if err != nil {
		return nil, err
	}
	if root == nil && hasContent(f.parts.body) {
		return f.articleBody(a)
	}
	pictures, err := f.note("", f.notePictures())
	if err != nil {
		return nil, err
	}
	return joinBodies(newDiv(), inParagraphs(f.films(a)), root, pictures), nil
}

// note is the HTML of a text and then pictures. It is nil when there is
// neither.
func (f *facts) note(text string, pictures []picture) (*html.Node, error) {
	var b strings.Builder
	b.WriteString(text)
	for i, p := range pictures {
		p.write(&b, i+1)
	}
	if b.Len() == 0 {
		return nil, nil
	}
	return f.parse(b.String())
}

// picture is one picture of a note. A size of 0 is not known.
type picture struct {
	address       string
	shown         string // by a browser that saved it; "" for the address itself
	width, height int64
}

// picturesOf reads a list of pictures, each an object or an address. What is
// nested deeper in an object, a watermark or a cover, is no picture of the
// note.
func picturesOf(list literal) []picture {
	var pictures []picture
	for _, l := range list.array {
		address := cmp.Or(l.object.get("cdn_url").text, l.object.get("url").text, l.text)
		if address = SecureURL(article.UnescapeURL(address)); address == "" {
			continue
		}
		pictures = append(pictures, picture{
			address: address,
			width:   number64(l.object.get("width").text),
			height:  number64(l.object.get("height").text),
		})
	}
	return pictures
}

// isSame reports whether both are one picture, in whatever size.
func (p picture) isSame(other picture) bool {
	return cmp.Or(article.CDNID(p.address), p.address) == cmp.Or(article.CDNID(other.address), other.address)
}

// write writes the picture as the note's n-th, by which its text refers to it.
func (p picture) write(b *strings.Builder, n int) {
	fmt.Fprintf(b, `<p><img data-src="%s" alt="图%d"`, html.EscapeString(p.address), n)
	if p.shown != "" {
		fmt.Fprintf(b, ` src="%s"`, html.EscapeString(p.shown))
	}
	if p.width > 0 {
		fmt.Fprintf(b, ` data-w="%d"`, p.width)
		if p.height > 0 {
			fmt.Fprintf(b, ` data-ratio="%s"`, strconv.FormatFloat(float64(p.height)/float64(p.width), 'f', 4, 64))
		}
	}
	b.WriteString("></p>")
}

// noteParagraphs turns the lines of a note into HTML: one line end is a
// break, more are a new paragraph. Links in it are HTML already; a text with
// blocks of its own is HTML as a whole.
func noteParagraphs(content string) string {
	if strings.TrimSpace(content) == "" {
		return ""
	}
	if anyBlock.MatchString(content) {
		return content
	}
	content = strings.ReplaceAll(content, "\r\n", "\n")
	var b strings.Builder
	for part := range strings.SplitSeq(content, "\n\n") {
		b.WriteString(paragraph(strings.ReplaceAll(strings.Trim(part, "\n"), "\n", "<br>")))
	}
	return b.String()
}

// plainParagraphs is noteParagraphs of a text without any HTML.
func plainParagraphs(text string) string {
	return noteParagraphs(html.EscapeString(strings.ReplaceAll(text, "\r", "")))
}

// anyBlock finds the start tag of an element that parts text by itself.
var anyBlock = regexp.MustCompile(`(?i)<(?:p|div|section|h[1-6]|ul|ol|blockquote|table|pre)[\s/>]`)

func paragraph(inside string) string {
	if inside == "" {
		return ""
	}
	return "<p>" + inside + "</p>"
}

// escapedIsland matches a link in a note's description, which is the note's
// text escaped as a whole: links of the platform's classes are islands of HTML
// there, other tags are what an author typed.
var escapedIsland = regexp.MustCompile(`&lt;(a\s(?:[^<>&]|&quot;|&#39;|&amp;)*_link(?:[^<>&]|&quot;|&#39;|&amp;)*)&gt;((?s:.*?))&lt;/a&gt;`)

// withIslands gives a description the links it had.
func withIslands(escaped string) string {
	if !hasIslands(escaped) {
		return escaped
	}
	return escapedIsland.ReplaceAllStringFunc(escaped, func(link string) string {
		m := escapedIsland.FindStringSubmatch(link)
		return "<" + html.UnescapeString(m[1]) + ">" + m[2] + "</a>"
	})
}

// withoutIslands leaves the text of the links in a description.
func withoutIslands(escaped string) string {
	if !hasIslands(escaped) {
		return escaped
	}
	return escapedIsland.ReplaceAllString(escaped, "$2")
}

func hasIslands(escaped string) bool { return strings.Contains(escaped, "_link") }

// metaParagraphs is a note's text as a meta has it, which holds all of it.
// The server wrote it with JavaScript escapes into HTML; a meta without any is
// plain text.
func (f *facts) metaParagraphs(name string) string {
	s := f.metas[name]
	if !isJSEscaped(s) {
		return plainParagraphs(s)
	}
	s = strings.ReplaceAll(UnescapeJS([]byte(s)), "<", "&lt;")
	return noteParagraphs(withIslands(s))
}

// joinOnce is both texts, or the longer one where that holds the other.
func joinOnce(a, b string) string {
	visibleA, visibleB := squeezed(withoutTags(a)), squeezed(withoutTags(b))
	switch {
	case strings.Contains(visibleA, visibleB):
		return a
	case strings.Contains(visibleB, visibleA):
		return b
	}
	return a + b
}

// squeezed is a text without white space.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// openNote looks into the body of a page without its data: that of a text note
// is the platform's own, and what is wanted of the page stands in it.
func (f *facts) openNote() {
	body := f.parts.body
	if body == nil || !holdsID(body, "js_text_desc") {
		return
	}
	f.parts.body = nil
	f.collect(body)
}

func holdsID(root *html.Node, id string) bool {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && attrOf(n, "id") == id {
			return true
		}
	}
	return false
}
