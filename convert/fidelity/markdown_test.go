package fidelity

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// found is a content in words.
type found struct {
	text, bold                string
	images, links             []string
	code, cells, math, embeds []string
}

func describe(c Content) found {
	return found{
		text: string(c.Text), bold: string(c.boldText()), images: c.Images, links: c.Links,
		code: c.texts(c.Code), cells: c.texts(c.Cells), math: c.texts(c.Math), embeds: c.Embeds,
	}
}

// check holds a content against what should be found in it.
func check(t *testing.T, got Content, want found) {
	t.Helper()
	if diff := cmp.Diff(want, describe(got), cmp.AllowUnexported(found{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
}

func TestMarkdownReadsWhatAReaderWouldSee(t *testing.T) {
	tests := []struct {
		name, src string
		want      found
	}{
		{"headings, emphasis, strikethrough", "## 甲\n\n**乙**_丙_~~丁~~\n", found{text: "甲乙丙丁", bold: "乙"}},
		{"bold in headings", "## **甲**\n\n***乙*，丙** __戊__丁\n", found{text: "甲乙，丙__戊__丁", bold: "乙丙"}},
		{"bold around code, links and marks", "**`a-1`[乙](https://a.example/)！**\n", found{text: "a-1乙！", bold: "a1乙", links: []string{"https://a.example/"}}},
		{"emphasis that does not render", "甲**“乙”**丙\n", found{text: "甲**“乙”**丙"}},
		{"escapes and entities", "\\*甲\\* &lt;b&gt; &amp;nbsp; &#8203;乙\n", found{text: "*甲*<b>&nbsp;乙"}},
		{"code spans keep both", "`\\* &lt;`\n", found{text: `\*&lt;`}},
		{"lists and quotes", "- 甲\n  - 乙\n\n1. 丙\n\n> 丁\n", found{text: "甲乙丙丁"}},
		{
			"a table", "| **甲** | |\n| --- | --- |\n| 1\\|2 | **丁** |\n| | ![](a.png) |\n",
			found{text: "甲1|2丁", bold: "丁", cells: []string{"甲", "1|2", "丁", ""}, images: []string{"a.png"}},
		},
		{"a rule", "甲\n\n---\n\n乙\n", found{text: "甲乙"}},
		{
			"links", "[甲](https://a.example/)[乙](<https://a.example/b c>) <https://a.example/c>\n",
			found{text: "甲乙https://a.example/c", links: []string{"https://a.example/", "https://a.example/b c"}},
		},
		{
			"an escaped address", "[甲](https://a.example/?a=1&amp;copy=2\\)\\()\n",
			found{text: "甲", links: []string{"https://a.example/?a=1&copy=2)("}},
		},
		{
			"neighbours with one address", "[甲](https://a.example/)[乙](https://a.example/)\n",
			found{text: "甲乙", links: []string{"https://a.example/"}},
		},
		{
			"pictures, whose alt is no text", "![甲](a.png)乙[![](b.png)](https://a.example/)\n",
			found{text: "乙", images: []string{"a.png", "b.png"}, links: []string{"https://a.example/"}},
		},
		{"code", "```go\na\n\n  b\n```\n\n    c\n", found{text: "abc", code: []string{"a", "b", "c"}}},
		{"a code block that ends too early", "```\na\n```\nb\n```\n", found{text: "ab", code: []string{"a"}}},
		{"formulas", "甲$a_1*b*c_2$乙\n\n$$\n\\frac{1}{2}\n$$\n", found{text: `甲a_1*b*c_2乙\frac{1}{2}`, math: []string{"a_1*b*c_2", `\frac{1}{2}`}}},
		{"a formula in bold and in a cell", "**甲$x$**\n\n| a |\n| --- |\n| $y$ |\n", found{text: "甲xay", bold: "甲", math: []string{"x", "y"}, cells: []string{"a", "y"}}},
		{"dollars that are none", "\\$5 `$6$`\n\n```\n$7$\n```\n", found{text: "$5$6$$7$", code: []string{"$7$"}}},
		{"dollars that a site takes for a formula", "$5 and $6\n", found{text: "5and6", math: []string{"5and"}}},
	}
	reader := NewReader()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { check(t, reader.Markdown([]byte(test.src)), test.want) })
	}
}
