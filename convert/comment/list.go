package comment

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// InList reads the comments that wechatDownload of xiaoguyu writes as a list of
// Markdown: the name in bold and the place, then the text, and the replies as a
// list inside. The place of a reply is that of the comment, by a mistake of the
// tool, and is passed over.
func InList(list *html.Node) []article.Comment {
	var comments []article.Comment
	for _, item := range elements(list) {
		if item.DataAtom != atom.Li || len(comments) == maxComments {
			continue
		}
		c, ok := listItem(item, false)
		if ok {
			comments = append(comments, c)
		}
	}
	return comments
}

func listItem(item *html.Node, isReply bool) (article.Comment, bool) {
	name, text := listWords(item)
	var c article.Comment
	named(&c, name)
	text = strings.TrimLeft(text, " ")
	if mark, ok := strings.CutPrefix(text, authorMark); ok {
		c.Author, text = true, mark
	}
	first, rest, _ := strings.Cut(text, "\n")
	from, isPlace := strings.CutPrefix(strings.TrimSpace(first), "（来自")
	switch place, closed := strings.CutSuffix(from, "）"); {
	case isPlace && closed && !isReply:
		c.Place, text = placeName(place), rest
	case isPlace && closed, strings.TrimSpace(first) == "":
		text = rest
	}
	text = outdented(text)
	if isReply {
		c.To, text = addressed(text, " ：")
	}
	c.Text = plain(text)
	for _, inner := range elements(item) {
		if inner.DataAtom == atom.Ul && !isReply {
			for _, n := range elements(inner) {
				if reply, ok := listItem(n, true); ok {
					c.Replies = append(c.Replies, reply)
				}
			}
		}
	}
	return c, name != "" && isSaid(&c)
}

// listWords are the bold name an item begins with, and the rest of its text.
func listWords(item *html.Node) (name, text string) {
	var b strings.Builder
	for c := range item.ChildNodes() {
		switch {
		case c.DataAtom == atom.Ul, name == "" && c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.DataAtom == atom.P:
			inner, rest := listWords(c)
			if name == "" {
				name = inner
			} else {
				rest = inner + rest
			}
			b.WriteString(rest + "\n")
		case c.DataAtom == atom.Strong && name == "" && strings.TrimSpace(b.String()) == "":
			name = written(c)
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		case c.Type == html.ElementNode:
			typed(&b, c)
		}
	}
	return name, b.String()
}

// marks are the signs of Markdown by what they become: readers type them, and
// the tool does not escape them.
var marks = map[atom.Atom]string{atom.Strong: "**", atom.Em: "*", atom.Code: "`", atom.Del: "~~"}

// typed writes an element as a reader typed it.
func typed(b *strings.Builder, n *html.Node) {
	if mark := marks[n.DataAtom]; mark != "" {
		b.WriteString(mark + written(n) + mark)
		return
	}
	if n.DataAtom == atom.A {
		b.WriteString("[" + written(n) + "](" + attr(n, "href") + ")")
		return
	}
	writeElement(b, n)
}

// outdented takes the white space before each line away, which Markdown leaves
// there.
func outdented(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], " ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
