package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"wxbackup/article"
)

// body finds the raw body where the kind of page keeps it. It is nil when the
// page holds none.
func (f *facts) body(a *article.Article) (*html.Node, error) {
	switch a.Kind {
	case article.KindPicture:
		return f.pictureNote(a)
	case article.KindText:
		return f.textNote(a)
	case article.KindShare:
		return f.share(a)
	case article.KindVideo, article.KindMusic, article.KindAudio:
		return f.played(a)
	case article.KindShort:
		return f.shortPost(a)
	case article.KindUnknown:
		return f.unknownBody(a)
	}
	return f.articleBody(a)
}

// articleBody is #js_content; where an exporter lost that, the copy that the
// data object carries.
func (f *facts) articleBody(a *article.Article) (*html.Node, error) {
	body := f.parts.body
	if hasContent(body) {
		a.Truncated = !f.closed
	} else if s := f.data.get("content_noencode").text; s != "" {
		var err error
		if body, err = f.parse(s); err != nil {
			return nil, err
		}
	}
	if isChannelNote(body) {
		a.Kind = article.KindPicture
		arrangeChannelNote(body)
	}
	f.nameFilms(body)
	return f.paid(a, body)
}

// parse parses HTML that stood in a script.
func (f *facts) parse(s string) (*html.Node, error) {
	root, deep, err := parseInside(closeEmptied([]byte(s)))
	f.deep = f.deep || deep
	return root, err
}

// minArticleRunes is how much visible text makes a body an article's by
// itself (wechat-pages.md §9.1).
const minArticleRunes = 20

// hasContent reports whether a body shows anything: a picture, an embed, or
// text.
func hasContent(root *html.Node) bool {
	runes := 0
	if root == nil {
		return false
	}
	for n := range root.Descendants() {
		switch n.Type {
		case html.ElementNode:
			if isShown(n.Data) {
				return true
			}
		case html.TextNode:
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
