package item

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// readQWDMarkdown reads the Markdown of wechatDownload by qiye45: the whole page, what
// stands around the article included, through html2text.
//
// Before the article stand its cover, its title and, in this order, what the
// page says of author and account; after it what the page says to its readers,
// and the comments. They are known by their words, which are the page's own.
func readQWDMarkdown(t *text) error {
	if err := t.parse(); err != nil {
		return err
	}
	if cover := t.body.takeFirst(isCover); cover != nil {
		t.article.Cover = attr(find(cover, isImage), "src")
	}
	t.article.Title = t.body.takeTitle()
	if line := t.body.takeFirst(isByline); line != nil {
		t.readByline(line)
	}
	t.body.takeProfile(t.article.Account)
	t.body.takeFirst(isRule)
	t.body.cutFrom(t.body.pageEnd())
	return nil
}

// readByline reads the line under the title: 原创, the author, and a link with
// the name of the account.
func (t *text) readByline(line *html.Node) {
	account := link(line)
	t.article.Account = oneLine(textOf(account))
	before := strings.Builder{}
	for n := line.FirstChild; n != nil && n != account; n = n.NextSibling {
		if n.Type == html.TextNode {
			before.WriteString(n.Data)
		}
	}
	words := strings.TrimSpace(before.String())
	if rest, ok := strings.CutPrefix(words, original); ok {
		t.article.Origin, words = article.OriginOriginal, strings.TrimSpace(rest)
	}
	// Two spaces stand between elements of the page.
	if !strings.Contains(words, "  ") {
		t.article.Author = oneLine(words)
	}
}

// takeProfile removes the account's card, which only older pages show: its
// name, its WeChat id, its description, and empty elements.
func (b *blocks) takeProfile(account string) {
	name := b.first()
	if name == nil || account == "" || oneLine(textOf(name)) != account {
		return
	}
	next := b.after(name)
	if next == nil || !isWeChatID(next) && !isDescription(next) {
		return
	}
	b.root.RemoveChild(name)
	for _, isWanted := range []func(*html.Node) bool{isWeChatID, isDescription, isRule} {
		b.takeFirst(isWanted)
	}
}

func isWeChatID(n *html.Node) bool { return startsWith(n, "微信号") }

func isDescription(n *html.Node) bool { return startsWith(n, "功能介绍") }

// original is what pages say of an article that is declared its author's own.
const original = "原创"

// pageEnds are the words with which the page goes on after the article; the
// first of them that are there count.
var pageEnds = []string{"预览时标签不可点", "微信扫一扫关注该公众号", "×分析", "精选留言"}

// pageEnd is the block with which the page goes on after the article.
func (b *blocks) pageEnd() *html.Node {
	for _, words := range pageEnds {
		if n := b.paragraph(words); n != nil {
			return n
		}
	}
	return nil
}

func isImage(n *html.Node) bool { return n.DataAtom == atom.Img }

func isCover(n *html.Node) bool {
	img := find(n, isImage)
	return n.DataAtom == atom.P && img != nil && attr(img, "alt") == "cover_image" && !visible(textOf(n))
}

// isByline recognises the line by its link, which opens a card on the page.
func isByline(n *html.Node) bool {
	a := link(n)
	return n.DataAtom == atom.P && a != nil && a.Parent == n && strings.HasPrefix(attr(a, "href"), "javascript:")
}

func startsWith(n *html.Node, word string) bool {
	return n.DataAtom == atom.P && strings.HasPrefix(strings.TrimSpace(textOf(n)), word)
}

// isRule recognises what is left of the page's empty elements: __ and _ _.
func isRule(n *html.Node) bool {
	return n.DataAtom == atom.Hr || n.DataAtom == atom.P && find(n, isImage) == nil && strings.Trim(squeeze(textOf(n)), "_*") == ""
}
