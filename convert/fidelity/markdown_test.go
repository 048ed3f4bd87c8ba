package fidelity

import (
	"slices"
	"testing"
)

func TestMarkdownReadsWhatAReaderWouldSee(t *testing.T) {
	tests := []struct {
		name, src string
		want      Content
	}{
		{"headings, emphasis, strikethrough", "## 甲\n\n**乙**_丙_~~丁~~\n", Content{Text: []rune("甲乙丙丁")}},
		{"emphasis that does not render", "甲**“乙”**丙\n", Content{Text: []rune("甲**“乙”**丙")}},
		{"escapes and entities", "\\*甲\\* &lt;b&gt; &amp;nbsp; &#8203;乙\n", Content{Text: []rune("*甲*<b>&nbsp;乙")}},
		{"code spans keep both", "`\\* &lt;`\n", Content{Text: []rune(`\*&lt;`)}},
		{"lists and quotes", "- 甲\n  - 乙\n\n1. 丙\n\n> 丁\n", Content{Text: []rune("甲乙丙丁")}},
		{"a table", "| 甲 | 乙 |\n| --- | --- |\n| 1\\|2 | 丁 |\n", Content{Text: []rune("甲乙1|2丁")}},
		{"a rule", "甲\n\n---\n\n乙\n", Content{Text: []rune("甲乙")}},
		{
			"links", "[甲](https://a.example/)[乙](<https://a.example/b c>) <https://a.example/c>\n",
			Content{Text: []rune("甲乙https://a.example/c"), Links: []string{"https://a.example/", "https://a.example/b c"}},
		},
		{
			"an escaped address", "[甲](https://a.example/?a=1&amp;copy=2\\)\\()\n",
			Content{Text: []rune("甲"), Links: []string{"https://a.example/?a=1&copy=2)("}},
		},
		{
			"neighbours with one address", "[甲](https://a.example/)[乙](https://a.example/)\n",
			Content{Text: []rune("甲乙"), Links: []string{"https://a.example/"}},
		},
		{
			"pictures, whose alt is no text", "![甲](a.png)乙[![](b.png)](https://a.example/)\n",
			Content{Text: []rune("乙"), Images: 2, Links: []string{"https://a.example/"}},
		},
		{"code", "```go\na\n\n  b\n```\n\n    c\n", Content{Text: []rune("abc"), CodeLines: 3}},
		{"a code block that ends too early", "```\na\n```\nb\n```\n", Content{Text: []rune("ab"), CodeLines: 1}},
	}
	reader := NewReader()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := reader.Markdown([]byte(test.src))
			if string(got.Text) != string(test.want.Text) {
				t.Errorf("text %q, want %q", string(got.Text), string(test.want.Text))
			}
			if got.Images != test.want.Images || got.CodeLines != test.want.CodeLines || !slices.Equal(got.Links, test.want.Links) {
				t.Errorf("%d pictures, %d lines of code, links %q; want %d, %d, %q",
					got.Images, got.CodeLines, got.Links, test.want.Images, test.want.CodeLines, test.want.Links)
			}
		})
	}
}
