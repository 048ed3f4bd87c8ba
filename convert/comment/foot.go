package comment

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// wechatDownload writes comments at the end of its pages, those of qiye45 as
// elements, those of xiaoguyu by a script that writes the same elements when
// the page is opened.
const (
	footMark  = `class="comment-item"`
	footBegin = `<div class="foot"`
)

func readFoot(foot *html.Node) Shown {
	var shown Shown
	list := child(foot, "comment")
	if list == nil {
		return shown
	}
	for _, item := range elements(list) {
		if !hasClass(item, "comment-item") || len(shown.Comments) == maxComments {
			continue
		}
		if c, ok := footItem(item); ok {
			shown.Comments = append(shown.Comments, c)
		}
	}
	return shown
}

// footItem reads a comment or a reply, which is a comment inside another.
func footItem(item *html.Node) (article.Comment, bool) {
	var c article.Comment
	for _, part := range elements(item) {
		if hasClass(part, "right-div") {
			footWords(&c, part)
			continue
		}
		for _, img := range elements(part) {
			if img.DataAtom == atom.Img {
				c.Avatar = pictureAt(attr(img, "src"))
			}
		}
	}
	return c, isSaid(&c)
}

func footWords(c *article.Comment, words *html.Node) {
	for _, part := range elements(words) {
		switch {
		case hasClass(part, "nick-name"):
			named(c, written(part))
		case hasClass(part, "native-place"):
			c.Place = placeName(written(part))
		case hasClass(part, "content"):
			footText(c, part)
		case hasClass(part, "reply"):
			if reply, ok := footItem(part); ok {
				c.Replies = append(c.Replies, reply)
			}
		}
	}
}

// footText reads the text, before which a reply names whom it answers.
func footText(c *article.Comment, n *html.Node) {
	text := written(n)
	if nick := child(n, "reply-nick"); nick != nil {
		c.To = line(written(nick))
		if rest, ok := strings.CutPrefix(strings.TrimSpace(text), "回复"+written(nick)+"："); ok {
			text = rest
		}
	}
	c.Text = plain(text)
}
