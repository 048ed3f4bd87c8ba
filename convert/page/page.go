package page

import (
	"cmp"
	"fmt"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// Page is what one page says of its article.
type Page struct {
	Article article.Article
	// Body holds the raw body as the children of a div: the author's markup
	// as the platform sent it, or for notes the markup made from their text.
	Body *html.Node
	// Scripted says that the facts come from the page's scripts, not only from
	// what it shows.
	Scripted bool
	// Comments are what readers wrote under the article, as a tool put it behind
	// the page.
	Comments []article.Comment
}

// Fragment parses the HTML of a body that came without its page, as
// interfaces and feeds hand it out: the children of a div, as Page.Body.
func Fragment(src string) (*html.Node, error) {
	root, _, err := parseInside(unify([]byte(src)))
	return root, err
}

// Parse reads a page. The error is a *Refusal for a page of the platform that
// holds no article, ErrForeign for a file that is no such page, ErrEmpty for
// one without content.
func Parse(src []byte) (*Page, error) {
	return parse(src, scanParts)
}

// parse reads a page with the given way of finding its parts, and the slow way
// where that fails or finds no article.
func parse(src []byte, find func([]byte) (*parts, error)) (*Page, error) {
	src, lossy, err := decode(src)
	if err != nil {
		return nil, fmt.Errorf("decoding page: %w", err)
	}
	p, err := findArticle(escapeRawTitle(unify(src)), find)
	if err != nil {
		return nil, err
	}
	p.readBeside(src)
	if lossy {
		p.Article.Losses = append(p.Article.Losses, article.Loss{
			Code: article.LossEncoding, What: "bytes that are neither UTF-8 nor GB18030 were replaced by �",
		})
	}
	return p, nil
}

func findArticle(src []byte, find func([]byte) (*parts, error)) (*Page, error) {
	if parts, err := find(src); err == nil {
		f := newFacts(parts)
		p, err := newPage(f)
		if err != nil || p != nil && !f.isNameless(&p.Article) {
			return p, err
		}
	}
	parts, doc, err := parseParts(src)
	if err != nil {
		return nil, err
	}
	f := newFacts(parts)
	f.readTeller(doc)
	p, err := newPage(f)
	if p != nil || err != nil {
		return p, err
	}
	if p, err := foreignShell(src, doc, f); p != nil || err != nil {
		return p, err
	}
	return nil, refuse(src, doc, f)
}

// newPage is nil when the facts hold no article.
func newPage(f *facts) (*Page, error) {
	a := f.article()
	body, err := f.body(&a)
	if err != nil {
		return nil, err
	}
	if f.isShelledWords(&a, body) {
		a.Kind = article.KindText
	}
	if !f.isArticle(&a, body) {
		return nil, nil
	}
	f.titleNote(&a, body)
	f.addLosses(&a)
	return &Page{Article: a, Body: body, Scripted: f.data != nil || len(f.vars) > 0}, nil
}

// isArticle decides by what a reader would see. A body with little text counts
// when the page's own data says what it is: an article has a title too, a note
// has any text, and one that has an address may have a title only.
func (f *facts) isArticle(a *article.Article, body *html.Node) bool {
	if hasContent(body) {
		return true
	}
	if body == nil {
		return false
	}
	titled, shown := a.Title != "", visibleRunes(textOf(body)) > 0
	if shown && (a.Kind == article.KindText || a.Kind == article.KindPicture) {
		return true
	}
	if a.Key.IsZero() && len(a.ShortIDs) == 0 {
		// An exporter that took the address away left what a reader sees.
		return titled && shown && a.Account != "" && !a.Published.IsZero()
	}
	if a.Kind == article.KindArticle {
		return titled && shown
	}
	return titled || shown
}

// titleNote gives a note without a title of its own one from its text.
func (f *facts) titleNote(a *article.Article, body *html.Node) {
	untitled := a.Title == "" || a.Kind == article.KindText && !f.hasOwnTitle()
	if !untitled {
		return
	}
	if title := noteTitle(breakText(body)); title != "" {
		a.Title = title
	}
}

// hasOwnTitle reports whether a note's title is its author's: where it is not,
// the page gives the whole text for it.
func (f *facts) hasOwnTitle() bool {
	const name = "is_user_title"
	switch cmp.Or(f.data.sub("text_page_info").get(name).text, f.data.get(name).text, f.vars.text(name), f.ssr.sub("text_page_info").get(name).text) {
	case "1":
		return true
	case "":
		return f.text("#js_text_title") != ""
	}
	return false
}

// breakText is the text of a note with its line ends.
func breakText(root *html.Node) string {
	var s []byte
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode && !isScript(n.Parent):
			s = append(s, n.Data...)
		case n.Type == html.ElementNode && (n.Data == "br" || n.Data == "p" || n.Data == "section") && len(s) > 0:
			s = append(s, '\n')
		}
	}
	return string(s)
}

func (f *facts) addLosses(a *article.Article) {
	if f.deep {
		a.Losses = append(a.Losses, article.Loss{Code: article.LossDepth, What: "elements nested deeper than a browser keeps were joined; their text is whole"})
	}
	switch {
	case a.Truncated && a.Paid:
		a.Losses = append(a.Losses, article.Loss{Code: article.LossTruncated, What: "the page holds the part that is free to read"})
	case a.Truncated:
		a.Losses = append(a.Losses, article.Loss{Code: article.LossTruncated, What: "the page ends before the article does"})
	}
}
