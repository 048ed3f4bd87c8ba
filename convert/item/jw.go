package item

import "strings"

// readJW reads the Markdown of wechat-article-to-markdown: a heading, quoted
// lines with account, time and address, a rule, the body. What it calls the
// author is the account; the heading is not escaped.
func readJW(t *text) error {
	title, rest := cutLine(t.source)
	t.article.Title = oneLine(strings.TrimPrefix(title, "#"))
	for {
		line, after := cutLine(rest)
		if line != "" && !strings.HasPrefix(line, "> ") || after == "" && line == "" {
			break
		}
		t.readJWFact(strings.TrimPrefix(line, "> "))
		rest = after
	}
	if line, after := cutLine(rest); line == "---" {
		rest = after
	}
	t.source = rest
	return t.parse()
}

func (t *text) readJWFact(line string) {
	name, value, _ := strings.Cut(line, ": ")
	switch name {
	case "公众号":
		t.article.Account = oneLine(value)
	case "发布时间":
		t.article.Published = parseTime(value)
	case "原文链接":
		t.setAddress(value)
	}
}
