package item

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readWAEMarkdown reads the Markdown of wechat-article-exporter: a heading,
// one paragraph of facts, the address in a quote, the body. Builds of 2025 put
// the page's title and style sheet before the heading.
//
// The tool writes 原创 over every article, "undefined" for a fact it has not,
// and words in brackets for a title or a body it cannot read.
func readWAEMarkdown(t *text) error {
	if loc := waeHead.FindStringIndex(t.source); loc != nil {
		t.source = strings.TrimLeft(t.source[loc[0]:], "\n")
	}
	if err := t.parse(); err != nil {
		return err
	}
	if title := t.body.takeTitle(); title != "(unknown)" && title != "(无标题)" {
		t.article.Title = title
	}
	if line := t.body.takeFirst(isFacts); line != nil {
		t.readFacts(textOf(line))
	}
	if quote := t.body.takeFirst(isWAEAddress); quote != nil {
		t.setAddress(attr(link(quote), "href"))
	}
	if n := t.body.paragraph("(unknown)"); n != nil && n == t.body.first() {
		t.body.root.RemoveChild(n)
	}
	return nil
}

// waeHead is the heading, the facts and the beginning of the address.
var waeHead = regexp.MustCompile(`(?:^|\n)# [^\n]+\n\n原创[^\n]*\n\n> 原文地址: \[`)

func isFacts(n *html.Node) bool { return startsWith(n, original) }

func isWAEAddress(n *html.Node) bool {
	return n.DataAtom == atom.Blockquote && strings.HasPrefix(strings.TrimSpace(textOf(n)), "原文地址:") && link(n) != nil
}

// factTime is when an article was published, among other facts.
var factTime = regexp.MustCompile(`\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?|\d{4}年\d{2}月\d{2}日 \d{2}:\d{2}`)

// readFacts reads a line of 原创, author, account, time and place, which spaces
// separate.
func (t *text) readFacts(line string) {
	before, after := line, ""
	if loc := factTime.FindStringIndex(line); loc != nil {
		t.article.Published = parseTime(line[loc[0]:loc[1]])
		before, after = line[:loc[0]], line[loc[1]:]
	}
	t.readNames(strings.TrimPrefix(strings.TrimSpace(before), original))
	if place := strings.Fields(after); len(place) == 1 && !isUndefined(place[0]) {
		t.article.Place = place[0]
	}
}

// readNames reads author and account, of which the author may be missing. More
// words than two can be divided in several ways.
func (t *text) readNames(line string) {
	switch names := strings.Fields(line); len(names) {
	case 2:
		if !isUndefined(names[0]) {
			t.article.Author = names[0]
		}
		t.article.Account = names[1]
	case 1:
		t.article.Account = names[0]
	}
	if isUndefined(t.article.Account) {
		t.article.Account = ""
	}
}

func isUndefined(s string) bool { return s == "undefined" || s == "null" }
