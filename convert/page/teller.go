package page

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"wxbackup/article"
)

// wechatDownload of xiaoguyu writes what a reader view takes out of a page,
// under the title and a line with the address; the rest of the page is gone.

// tellerID is the id that the reader view gives to its page.
const tellerID = "readability-page-1"

// isNameless reports an article of which the page says neither what it is
// called nor which one it is.
func (f *facts) isNameless(a *article.Article) bool {
	return a.Key.IsZero() && len(a.ShortIDs) == 0 && f.title() == ""
}

// readTeller reads the lines above a body and takes them out. What is left is
// the body, unless a part of it is one by its id.
func (f *facts) readTeller(doc *html.Node) {
	if !holdsID(doc, tellerID) {
		return
	}
	shell := goquery.NewDocumentFromNode(doc).Find("#" + tellerID)
	for _, line := range shell.ChildrenFiltered("div").EachIter() {
		link := line.ChildrenFiltered("a[href]")
		href := link.AttrOr("href", "")
		if _, ok := article.ParseAddress(href); !ok || !strings.HasPrefix(strings.TrimSpace(line.Text()), "原文地址") {
			continue
		}
		f.savedFrom = href
		title := shell.ChildrenFiltered("h1").First()
		f.elements["#activity-name"] = title.Clone().Nodes
		title.Remove()
		line.Remove()
		if f.parts.body == nil {
			f.parts.body = insideOf(shell.Get(0))
		}
		return
	}
}
