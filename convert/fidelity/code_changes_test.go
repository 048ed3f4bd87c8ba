package fidelity

import (
	"slices"
	"strings"
	"testing"
)

func TestLinesOfCodeAreComparedOneByOne(t *testing.T) {
	tests := []struct {
		name, body, md string
		in, out        int
		where          string
	}{
		{"the same", "<pre>a<br>b</pre>", "```\na\n\nb\n```", 2, 2, ""},
		{"spaces", "<pre>a<br>&nbsp; b c</pre>", "```\na\nb  c\n```", 2, 2, ""},
		{"a line that moved to another", "<pre>ab<br>c</pre>", "```\na\nbc\n```", 2, 0, "ab"},
		{"code within a sentence", "<section>用<pre>go test</pre>检查</section>", "用 `go test` 检查", 0, 0, ""},
		{"code in a cell", "<table><tr><th>甲</th><th>乙</th></tr><tr><td><pre>a<br>b</pre></td><td></td></tr></table>", "| 甲 | 乙 |\n| - | - |\n| `a`<br>`b` | |", 0, 0, ""},
		{"one piece of code for two lines", "<pre>a<br>a</pre>", "`a`", 2, 0, "a"},
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
		{"a column of one number", "<pre><span class='x line-numbers'>1</span>a</pre>", "a"},
		{"one number that is code", "<pre><span class='no-line-numbers'>1</span>a</pre>", "1a"},
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

func TestLinesOfCodeArePartedAsTheyAreShown(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"code elements", "<pre><code>a</code><code>b<br></code><span><code>c</code></span></pre>", []string{"a", "b", "c"}},
		{"code elements of different parents", "<pre><ol><li><code>a</code><code>b</code></li><li><code>c</code></li></ol></pre>", []string{"ab", "c"}},
		{"a code element in another", "<pre><ul><li><code>a <code>b</code></code></li></ul></pre>", []string{"ab"}},
		{"source in an attribute", "<pre><code data-raw-code='a\nb'>a b</code></pre>", []string{"a", "b"}},
		{"another source in an attribute", "<pre><code data-raw-code='a\nb'>a c</code></pre>", []string{"ac"}},
		{"line ends beside a break", "<pre>a\nb<br>\nc\n<div>d</div></pre>", []string{"a", "b", "c", "d"}},
		{"carriage returns", "<pre>a&#13;b</pre>", []string{"a", "b"}},
		{"code of several lines in a layout", "<pre><img src='a.png'><code>a<br>b</code></pre>", []string{"a", "b"}},
		{"code of one line in a layout", "<pre><img src='a.png'><code>a</code></pre>", nil},
		{"a placeholder", "<pre><img src=''><a href='https://a.example/'></a><pre></pre>a</pre>", []string{"a"}},
		{"a formula", "<pre>a<span data-formula='x'></span></pre>", nil},
		{"a formula in a script", "<pre>a<script type='math/tex'>x</script></pre>", nil},
		{"a sentence", "<section>用<pre>a</pre>检查</section>", nil},
		{"a sentence in marks", "<section>用<b><pre>a</pre></b>检查</section>", nil},
		{"a sentence that has ended", "<section>用：<pre>a</pre>检查</section>", []string{"a"}},
		{"a formula behind the sentence", "<section>用<pre>a</pre><section data-formula='x'></section></section>", []string{"a"}},
		{"lines of a layout", "<pre><img src='a.png'>用\n<pre>a</pre>检查</pre>", []string{"a"}},
		{"a long line", "<section>用<pre>" + strings.Repeat("a", 40) + "</pre>检查</section>", []string{strings.Repeat("a", 40)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := Raw(parse(t, test.body))
			if got := c.texts(c.Code); !slices.Equal(got, test.want) {
				t.Errorf("lines %q, want %q", got, test.want)
			}
		})
	}
}

func TestAQuoteOfThePlatformNamesItsSource(t *testing.T) {
	const quote = `<blockquote class="js_blockquote_wrap" data-author-name="慢&amp;amp;车" data-source-title="小站" data-url="https://a.example/?a=1&amp;amp;b=2"><p>甲</p></blockquote>`
	check(t, Raw(parse(t, quote)), found{text: "甲—慢&车小站", links: []string{"https://a.example/?a=1&b=2"}})
	for name, body := range map[string]string{
		"named already":  `<blockquote class="js_blockquote_wrap" data-source-title="小站"><p>甲</p><p>—小站</p></blockquote>`,
		"a class alike":  `<blockquote class="js_blockquote_wrap_x" data-source-title="小站"><p>甲—小站</p></blockquote>`,
		"an own quote":   `<blockquote data-source-title="小站"><p>甲—小站</p></blockquote>`,
		"nobody is told": `<blockquote class="js_blockquote_wrap"><p>甲—小站</p></blockquote>`,
	} {
		if got := string(Raw(parse(t, body)).Text); got != "甲—小站" {
			t.Errorf("%s: text %q", name, got)
		}
	}
}
