package page

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// paid says of an article that is sold (wechat-pages.md §9.2) whether the page
// holds all of it. One that was not paid for has the free part only, after
// the author's preface.
func (f *facts) paid(a *article.Article, body *html.Node) (*html.Node, error) {
	preview := isPreview(body) || len(f.elements[prefaceElement]) > 0
	a.Paid = a.Paid || preview || len(f.elements[".pay__tag"]) > 0
	paidFor := f.paidFor()
	if !a.Paid || paidFor == "1" || paidFor == "" && !preview {
		return body, nil
	}
	a.Truncated = true
	preface := f.preface()
	if preface == "" || strings.Contains(squeezed(textOf(body)), squeezed(withoutTags(preface))) {
		return body, nil
	}
	root, err := f.parse(preface)
	if err != nil {
		return nil, err
	}
	return joinBodies(root, body), nil
}

// paidFor is "1" when the reader whose page it is had paid, "0" when not, and
// empty when the page does not tell.
func (f *facts) paidFor() string {
	variable, member := f.vars.text("isPaid"), f.data.sub("user_info").get("is_paid").text
	if variable == "1" || member == "1" {
		return "1"
	}
	return cmp.Or(variable, member)
}

// prefaceElement shows the preface, with its line ends as they are.
const prefaceElement = ".pay__summary-content"

// preface is what the author says to those who have not paid (前言).
func (f *facts) preface() string {
	for _, n := range f.elements[prefaceElement] {
		if s := strings.TrimSpace(textOf(n)); s != "" {
			return plainParagraphs(s)
		}
	}
	return noteParagraphs(cmp.Or(f.data.sub("pay_subscribe_info").get("desc").text, f.vars.text("payDesc")))
}

// isPreview reports whether a body ends where a reader is asked to pay.
func isPreview(body *html.Node) bool {
	if body == nil {
		return false
	}
	for n := range body.Descendants() {
		if n.Data == "mp-pay-preview-filter" {
			return true
		}
	}
	return false
}
