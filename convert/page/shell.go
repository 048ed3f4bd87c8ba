package page

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"wxbackup/article"
)

// bodySelectors are where a page without #js_content can have the article's
// body, in the order of trust.
var bodySelectors = []string{".rich_media_content", "#js_content_wrapper", "#page-content", "#img-content"}

// foreignShell reads a page in which a tool kept the article's body and not
// its id, or a note as a browser showed it. It is nil when there is none.
func foreignShell(doc *html.Node, f *facts) (*Page, error) {
	d := goquery.NewDocumentFromNode(doc)
	if sel := d.FindMatcher(goquery.Single("#js_image_desc")); sel.Length() > 0 {
		return shownNote(d, sel, f)
	}
	for _, selector := range bodySelectors {
		sel := d.FindMatcher(goquery.Single(selector))
		if sel.Length() == 0 || !hasContent(sel.Get(0)) {
			continue
		}
		f.parts.body = insideOf(sel.Get(0))
		return newPage(f)
	}
	return nil, nil
}

// shownNote reads a picture note from what a browser made of its data: the
// text in #js_image_desc, the pictures in the swiper or beside the text.
func shownNote(d *goquery.Document, desc *goquery.Selection, f *facts) (*Page, error) {
	body := insideOf(desc.Get(0))
	p := &html.Node{Type: html.ElementNode, Data: "p"}
	for c := body.FirstChild; c != nil; c = body.FirstChild {
		body.RemoveChild(c)
		p.AppendChild(c)
	}
	body.AppendChild(p)
	pictures := d.Find("#img_swiper_content img, #img_list img").AddSelection(desc.Parent().SiblingsFiltered("img"))
	for _, img := range pictures.EachIter() {
		if src := attrOf(img.Get(0), "src"); strings.TrimSpace(src) != "" {
			n := img.Get(0)
			n.Parent.RemoveChild(n)
			body.AppendChild(n)
		}
	}
	f.parts.body = body
	page, err := newPage(f)
	if page != nil {
		page.Article.Kind = article.KindPicture
	}
	return page, err
}
