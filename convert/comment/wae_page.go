package comment

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// wechat-article-exporter writes comments into the page as elements without
// classes: a line with their number, then for each a row of picture and words,
// and below it the replies, one row each.
const (
	waeMark  = `padding: 10px 10px 80px;`
	waeBegin = `<div style="max-width: 667px;margin: 0 auto;padding: 10px 10px 80px;">`
)

func readWAE(n *html.Node) Shown {
	var shown Shown
	var list *html.Node
	for _, c := range elements(n) {
		switch {
		case c.DataAtom == atom.P && shown.Count == "":
			shown.Count = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(written(c)), "留言"))
		case c.DataAtom == atom.Div:
			list = c
		}
	}
	if list == nil {
		return Shown{}
	}
	for _, block := range elements(list) {
		if c, ok := waeBlock(block); ok && len(shown.Comments) < maxComments {
			shown.Comments = append(shown.Comments, c)
		}
	}
	unmark(shown.Comments)
	return shown
}

// unmark forgets who is the account where nobody has a place: the tool marks
// everybody then.
func unmark(list []article.Comment) {
	if hasPlace(list) {
		return
	}
	for i := range list {
		list[i].Author = false
		for k := range list[i].Replies {
			list[i].Replies[k].Author = false
		}
	}
}

func hasPlace(list []article.Comment) bool {
	for _, c := range list {
		if c.Place != "" || hasPlace(c.Replies) {
			return true
		}
	}
	return false
}

// waeBlock reads a comment and its replies.
func waeBlock(block *html.Node) (article.Comment, bool) {
	rows := elements(block)
	if len(rows) == 0 {
		return article.Comment{}, false
	}
	c, ok := waeRow(rows[0], false)
	for _, row := range rows[1:] {
		for _, r := range elements(row) {
			if reply, said := waeRow(r, true); said {
				c.Replies = append(c.Replies, reply)
			}
		}
	}
	return c, ok
}

// waeRow reads one row: the picture, a line of facts, the text, and lines with
// the pictures posted and the account's approval.
func waeRow(row *html.Node, isReply bool) (article.Comment, bool) {
	var c article.Comment
	var words *html.Node
	for _, n := range elements(row) {
		switch n.DataAtom {
		case atom.Img:
			c.Avatar = pictureAt(attr(n, "src"))
		case atom.Div:
			words = n
		}
	}
	if words == nil {
		return c, false
	}
	lines := elements(words)
	if len(lines) < 2 {
		return c, false
	}
	waeFacts(&c, lines[0])
	text := written(lines[1])
	if isReply {
		c.To, text = addressed(text, ": ")
	}
	c.Text = plain(text)
	for _, l := range lines[2:] {
		waeLine(&c, l)
	}
	return c, isSaid(&c)
}

// waeLine reads a line below the text.
func waeLine(c *article.Comment, l *html.Node) {
	c.AuthorLiked = c.AuthorLiked || strings.TrimSpace(written(l)) == "作者赞过"
	for _, img := range elements(l) {
		if p := pictureAt(attr(img, "src")); img.DataAtom == atom.Img && p != (article.Asset{}) {
			c.Pictures = append(c.Pictures, p)
		}
	}
}

// waeFacts reads the line above the text: the name, 朋友 where the exporter is a
// friend, the place or 作者, the time, and the likes.
func waeFacts(c *article.Comment, l *html.Node) {
	for i, span := range elements(l) {
		s := line(written(span))
		when, err := time.ParseInLocation(time.DateTime, s, article.Zone)
		switch {
		case i == 0:
			c.Name = s
		case err == nil:
			c.Time = when
		case hasClass(span, "sns_praise_btn"), child(span, "sns_praise_btn") != nil:
			c.Likes = scalar(s).number()
		case !c.Time.IsZero() || s == "朋友":
		case s == "作者":
			c.Author = true
		default:
			c.Place = placeName(s)
		}
	}
}
