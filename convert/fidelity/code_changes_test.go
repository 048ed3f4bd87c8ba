package fidelity

import "testing"

func TestLinesOfCodeAreComparedOneByOne(t *testing.T) {
	tests := []struct {
		name, body, md string
		in, out        int
		where          string
	}{
		{"the same", "<pre>a<br>b</pre>", "```\na\n\nb\n```", 2, 2, ""},
		{"spaces", "<pre>a<br>&nbsp; b c</pre>", "```\na\nb  c\n```", 2, 2, ""},
		{"a line that moved to another", "<pre>ab<br>c</pre>", "```\na\nbc\n```", 2, 0, "ab"},
		{"code within a sentence", "<p>用<pre>go test</pre>检查</p>", "用 `go test` 检查", 1, 1, ""},
		{"code in a cell", "<table><tr><th>甲</th><th>乙</th></tr><tr><td><pre>a<br>b</pre></td><td></td></tr></table>", "| 甲 | 乙 |\n| - | - |\n| `a`<br>`b` | |", 2, 2, ""},
		{"one piece of code for two lines", "<pre>a<br>a</pre>", "`a`", 2, 1, "a"},
		{"a paragraph set like code", `<p style="font-family: Menlo, monospace">ls -l<br>cd ..</p>`, "```\nls -l\ncd ..\n```", 0, 0, ""},
		{"a code element by itself", "<p><code>ls -l<br>cd ..</code></p><pre>a</pre>", "```\nls -l\ncd ..\n```\n\n```\na\n```", 1, 1, ""},
		{"a paragraph that is none", "<p>散文</p><pre>a</pre>", "```\n散文\na\n```", 1, 2, "散文"},
		{"one in another's font", `<p style="font-family: Menlo">a</p><p style="font-family: 宋体">散文</p>`, "```\na\n散文\n```", 0, 2, "a"},
	}
	reader := NewReader()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			raw, rendered := Raw(parse(t, test.body)), reader.Markdown([]byte(test.md))
			if out, where := measure(codeChanges(&raw, &rendered), &raw, &rendered, len(raw.Code)); len(raw.Code) != test.in || out != test.out || where != test.where {
				t.Errorf("%d of %d lines, first at %q; want %d of %d, %q", out, len(raw.Code), where, test.out, test.in, test.where)
			}
		})
	}
}

func TestRawReadsCodeAsItIsShown(t *testing.T) {
	tests := []struct{ name, body, text string }{
		{"counters before the code", "<pre><code>ounter(linecounter(linego test</code></pre>", "gotest"},
		{"a counter that is code", "<pre><code>counter(line)</code><code>counter(lines)</code></pre>", "counter(lines)"},
		{"a column of numbers", "<pre><section>1<br>2<br>3</section><section>a<br><br>b</section></pre>", "ab"},
		{"numbers that are code", "<pre><section>1<br>2<br>4</section><section>a<br>b<br>c</section></pre>", "124abc"},
		{"numbers of other lines", "<pre><section>1<br>2</section><section>a</section></pre>", "12a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(Raw(parse(t, test.body)).Text); got != test.text {
				t.Errorf("text %q, want %q", got, test.text)
			}
		})
	}
}

func TestAQuoteOfThePlatformNamesItsSource(t *testing.T) {
	const quote = `<blockquote class="js_blockquote_wrap" data-author-name="慢&amp;amp;车" data-source-title="小站" data-url="https://a.example/?a=1&amp;amp;b=2"><p>甲</p></blockquote>`
	check(t, Raw(parse(t, quote)), found{text: "甲—慢&车小站", links: []string{"https://a.example/?a=1&b=2"}})
	for name, body := range map[string]string{
		"named already":  `<blockquote class="js_blockquote_wrap" data-source-title="小站"><p>甲</p><p>—小站</p></blockquote>`,
		"an own quote":   `<blockquote data-source-title="小站"><p>甲—小站</p></blockquote>`,
		"nobody is told": `<blockquote class="js_blockquote_wrap"><p>甲—小站</p></blockquote>`,
	} {
		if got := string(Raw(parse(t, body)).Text); got != "甲—小站" {
			t.Errorf("%s: text %q", name, got)
		}
	}
}
