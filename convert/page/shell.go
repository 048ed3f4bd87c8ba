package page

import (
	"slices"
	"strconv"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"wxbackup/article"
)

// bodySelectors are where a page without #js_content can have the article's
// body, in the order of trust (wechat-pages.md §3.1). The last is a name that
// any site may use: it counts beside an address on the platform only.
var bodySelectors = []string{
	".rich_media_content", "#js_content_wrapper", "#page-content", "#img-content", genericBody,
}

const genericBody = ".article-content"

// aroundBody is what the wider of those hold beside the body.
const aroundBody = "#js_pc_qr_code, .qr_code_pc, #js_profile_qrcode, .rich_media_tool, #js_tags, #content_bottom_area, " +
	".reward_area, #js_cmt_area, .wx_follow_context, .wx_follow_bd, .jump_author_avatar, " +
	"#activity-name, .rich_media_title, #meta_content, .rich_media_meta_list, .original_area_primary"

// foreignShell reads a page in which a tool kept the article's body and not
// its id, or a note as a browser showed it. It is nil when there is none.
func foreignShell(src []byte, doc *html.Node, f *facts) (*Page, error) {
	d := goquery.NewDocumentFromNode(doc)
	if sel := d.FindMatcher(goquery.Single("#js_image_desc")); sel.Length() > 0 {
		return shownNote(d, sel, f)
	}
	if p, err := rendererPage(d, f); p != nil || err != nil {
		return p, err
	}
	if f.isShare() {
		// What is around the original that is gone is the platform's own.
		return nil, nil
	}
	for _, selector := range bodySelectors {
		if selector == genericBody && !f.isToldOf(d) {
			continue
		}
		n := fullest(d.Find(selector))
		if n == nil {
			continue
		}
		f.closed = closes(src, n)
		f.parts.body = insideOf(n)
		goquery.NewDocumentFromNode(f.parts.body).Find(aroundBody).Remove()
		return newPage(f)
	}
	return nil, nil
}

// fullest is the element that shows most, nil when none shows anything.
func fullest(sel *goquery.Selection) *html.Node {
	var found *html.Node
	most := 0
	for _, s := range sel.EachIter() {
		n := s.Get(0)
		if weight := visibleRunes(textOf(n)) + minArticleRunes*s.Find("img").Length(); weight > most && hasContent(n) {
			found, most = n, weight
		}
	}
	return found
}

// isToldOf reads the line above a body in which a tool tells where it was
// published: the link is the article's address, the heading its title.
func (f *facts) isToldOf(d *goquery.Document) bool {
	for _, link := range d.Find(".article-meta a[href]").EachIter() {
		href := attrOf(link.Get(0), "href")
		if _, ok := article.ParseAddress(href); !ok {
			continue
		}
		f.savedFrom = href
		if title := d.FindMatcher(goquery.Single(".article-title")); title.Length() > 0 {
			f.elements["#activity-name"] = title.Nodes
		}
		return true
	}
	return false
}

// isShelledWords tells a text note that an exporter wrote as an article, from
// a shell of its own: its title is all there is.
func (f *facts) isShelledWords(a *article.Article, body *html.Node) bool {
	titles := f.elements[".rich_media_title"]
	if a.Kind != article.KindArticle || body == nil || len(titles) == 0 || titles[0].Data != "div" {
		return false
	}
	words := squeezed(textOf(body))
	return words != "" && words == squeezed(a.Title) && len(sourcesIn(body)) == 0
}

// shownNote reads a picture note from what a browser made of its data: the
// text in #js_image_desc, the pictures in the swiper, in its place, or beside
// the text.
func shownNote(d *goquery.Document, desc *goquery.Selection, f *facts) (*Page, error) {
	pictures := d.Find("#js_share_content_page_hd img, #img_swiper_content img, #img_list img").AddSelection(desc.Parent().SiblingsFiltered("img"))
	f.parts.body = noteBody(desc, pictures)
	page, err := newPage(f)
	if page != nil {
		page.Article.Kind = article.KindPicture
	}
	return page, err
}

// notePicture moves a picture out of the page, into a paragraph of its own.
func notePicture(img *html.Node, n int) *html.Node {
	img.Parent.RemoveChild(img)
	img.Attr = slices.DeleteFunc(img.Attr, func(a html.Attribute) bool { return a.Key == "alt" })
	setAttr(img, "alt", "图"+strconv.Itoa(n))
	p := newElement("p")
	p.AppendChild(img)
	return p
}
