package mapping

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// Read reads a page by the first mapping that is its own. It is
// page.ErrForeign when there is none.
func (l List) Read(src []byte) (*page.Page, error) {
	tree, err := page.Tree(src)
	if err != nil {
		return nil, err
	}
	doc := goquery.NewDocumentFromNode(tree)
	for _, m := range l {
		if doc.Find(m.Match).Length() > 0 {
			return m.read(doc)
		}
	}
	return nil, page.ErrForeign
}

func (m Mapping) read(doc *goquery.Document) (*page.Page, error) {
	found := doc.Find(m.Body)
	if found.Length() == 0 {
		return nil, fmt.Errorf("%w: nothing on a page with %q is its body %q", ErrMapping, m.Match, m.Body)
	}
	a := article.Article{
		Kind:      article.KindArticle,
		Title:     textAt(doc, m.Title),
		Author:    textAt(doc, m.Author),
		Account:   textAt(doc, m.Account),
		Published: m.date(textAt(doc, m.Date)),
	}
	identify(&a, textAt(doc, m.URL))
	return &page.Page{Article: a, Body: insideOf(found.Get(0))}, nil
}

func identify(a *article.Article, address string) {
	named, ok := article.ParseAddress(address)
	if !ok {
		return
	}
	a.Key, a.SN, a.URL = named.Key, named.SN, article.CleanURL(address)
	if named.ShortID != "" {
		a.ShortIDs = []string{named.ShortID}
	}
}

// cutAttribute parts a place into its selector and its attribute.
func cutAttribute(place string) (selector, attribute string) {
	at := strings.LastIndexByte(place, '@')
	if at < 0 || strings.ContainsAny(place[at:], `"'])`) {
		return place, ""
	}
	return place[:at], place[at+1:]
}

// textAt is what stands at a place, in one line.
func textAt(doc *goquery.Document, place string) string {
	if place == "" {
		return ""
	}
	selector, attribute := cutAttribute(place)
	found := doc.FindMatcher(goquery.Single(selector))
	text := found.Text()
	if attribute != "" {
		text = found.AttrOr(attribute, "")
	}
	return strings.Trim(strings.Join(strings.FieldsFunc(text, isSpace), " "), " \u3000")
}

// isSpace is true for what HTML shows as a space; full-width spaces inside a
// text are the author's own.
func isSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' || r == '\u00a0' }

// usualLayouts are tried for a date without layouts.
var usualLayouts = []string{
	time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02 15:04", "2006/01/02",
	"2006年1月2日 15:04", "2006年1月2日",
}

// date reads a date, in Beijing time where it does not say otherwise.
func (m Mapping) date(text string) time.Time {
	layouts := m.Layouts
	if len(layouts) == 0 {
		layouts = usualLayouts
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, text, article.Zone); err == nil {
			return t.In(article.Zone)
		}
	}
	return time.Time{}
}

// insideOf moves what is in an element into a div.
func insideOf(n *html.Node) *html.Node {
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, c := range slices.Collect(n.ChildNodes()) {
		n.RemoveChild(c)
		root.AppendChild(c)
	}
	return root
}
