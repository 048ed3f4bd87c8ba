package page

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// wechat-article-exporter renders articles and notes from a page's data into a
// page of its own: title, facts and source in elements with classes of their
// own, and the content in a section that names the kind.

// rendererFacts are the elements of the platform that the renderer's stand for.
var rendererFacts = map[string]string{
	"h1.title": "#activity-name", ".__meta__ .author": "#js_author_name", ".__meta__ .nick_name": "#js_name",
	".__meta__ .create_time": "#publish_time", ".__meta__ .ip": "#js_ip_wording",
}

// rendererPage reads such a page. It is nil when the page is none.
func rendererPage(d *goquery.Document, f *facts) (*Page, error) {
	content := d.FindMatcher(goquery.Single(".__page_content__"))
	section := content.ChildrenFiltered("section[class*=item_show_type_]").First()
	if section.Length() == 0 {
		return nil, nil
	}
	for selector, name := range rendererFacts {
		// What the data had not is written as JavaScript writes it.
		if n := content.FindMatcher(goquery.Single(selector)); n.Text() != "undefined" && n.Text() != "(无标题)" {
			f.elements[name] = n.Nodes
		}
	}
	f.savedFrom = content.Find("blockquote.source a").AttrOr("href", "")
	f.shownType = strings.TrimPrefix(section.AttrOr("class", ""), "item_show_type_")
	text := section.ChildrenFiltered("p.text_content")
	switch f.shownType {
	case "8":
		f.elements["#js_image_desc"] = text.Nodes
		f.parts.body = noteBody(text, section.Find("img.picture_item_img"))
	case "10":
		f.elements["#js_text_desc"] = text.Nodes
	default:
		f.parts.body = insideOf(section.Get(0))
	}
	return newPage(f)
}

// noteBody is the body of a note, its text and then its pictures as
// picture.write writes them, which are moved out of the page.
func noteBody(text, pictures *goquery.Selection) *html.Node {
	body := newDiv()
	if text.Length() > 0 {
		p := newElement("p")
		moveChildren(p, text.Get(0))
		body.AppendChild(p)
	}
	count := 0
	for _, img := range pictures.EachIter() {
		n := img.Get(0)
		if strings.TrimSpace(attrOf(n, "src")) == "" && strings.TrimSpace(attrOf(n, "data-src")) == "" {
			continue
		}
		count++
		body.AppendChild(notePicture(n, count))
	}
	return body
}
