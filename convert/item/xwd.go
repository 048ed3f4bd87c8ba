package item

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
	"wxbackup/convert/comment"
)

// readXWD reads the Markdown of wechatDownload by xiaoguyu: the title as a
// heading, a line 原文地址 with a link, in later builds a line of facts, the
// body and, after a rule, the comments, which are no part of it.
func readXWD(t *text) error {
	if err := t.parse(); err != nil {
		return err
	}
	t.article.Title = t.body.takeTitle()
	for n := t.body.first(); n != nil && t.readXWDLine(n); n = t.body.first() {
		t.body.root.RemoveChild(n)
	}
	rule := t.body.comments()
	t.comments = commentsBelow(rule)
	t.body.cutFrom(rule)
	return nil
}

// readXWDLine reads a line under the title; it is false for the body.
func (t *text) readXWDLine(n *html.Node) bool {
	line := oneLine(textOf(n))
	switch {
	case n.DataAtom != atom.P:
		return false
	case strings.HasPrefix(line, "原文地址：") && link(n) != nil:
		t.setAddress(attr(link(n), "href"))
		return true
	case isXWDFacts(line):
		t.readXWDFacts(line)
		return true
	}
	return false
}

func isXWDFacts(line string) bool {
	first, rest, _ := strings.Cut(line, " ")
	return (first == original || first == "非"+original) && (strings.Contains(rest, "公号:") || strings.Contains(rest, "发布时间:"))
}

// readXWDFacts reads 原创 作者:… 公号:… 发布时间:… 发表于….
func (t *text) readXWDFacts(line string) {
	if strings.HasPrefix(line, original) {
		t.article.Origin = article.OriginOriginal
	}
	t.article.Author = between(line, " 作者:", " 公号:", " 发布时间:", " 发表于")
	t.article.Account = between(line, " 公号:", " 发布时间:", " 发表于")
	t.article.Published = parseTime(between(line, " 发布时间:", " 发表于"))
	t.article.Place = between(line, " 发表于")
}

// between is what stands after a mark and before the first of the ends, or at
// the end of the line.
func between(line, mark string, ends ...string) string {
	_, rest, _ := strings.Cut(line, mark)
	for _, end := range ends {
		rest, _, _ = strings.Cut(rest, end)
	}
	return strings.TrimSpace(rest)
}

// commentsBelow are the comments under the rule above them; it may be nil.
func commentsBelow(rule *html.Node) []article.Comment {
	if rule == nil {
		return nil
	}
	for n := rule.NextSibling; n != nil; n = n.NextSibling {
		if n.DataAtom == atom.Ul {
			return comment.InList(n)
		}
	}
	return nil
}

// comments is the rule above the comments, nil where there are none: the last
// that has their heading under it.
func (b *blocks) comments() *html.Node {
	var rule, last *html.Node
	for n := range b.root.ChildNodes() {
		switch {
		case n.Type != html.ElementNode:
			continue
		case rule != nil && n.DataAtom == atom.P && squeeze(textOf(n)) == "精选留言":
			last = rule
		}
		rule = nil
		if n.DataAtom == atom.Hr {
			rule = n
		}
	}
	return last
}
