package fidelity

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse parses the inside of a page's body.
func parse(t testing.TB, src string) *html.Node {
	t.Helper()
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(src), root)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root
}

func TestRawReadsVisibleText(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"paragraphs", "<p>甲 乙</p>\n<p>&nbsp;丙　丁</p>", "甲乙丙丁"},
		{"zero-width characters", "<p>甲\u200b乙\ufeff\u202a丙\u202c</p>", "甲乙丙"},
		{"an emoji of several", "<p>👩\u200d🚀</p>", "👩\u200d🚀"},
		{"a joiner that joins nothing", "<p>甲\u200d\u200d乙</p><p>\u200d</p>", "甲乙"},
		{"a joiner between an emoji and none", "<p>👩\u200d甲</p><p>👩\u200d</p><p>🚀</p><p>👩\u200d<img src='a.png'>🚀</p>", "👩甲👩🚀👩🚀"},
		{"scripts and styles", "<p>甲</p><script>var 乙</script><style>.乙{}</style><noscript>丙</noscript><!-- 丁 -->", "甲"},
		{"hidden by style", `<p style="display: none">甲</p><p style="DISPLAY:NONE!important">乙</p><p style="display: block">丙</p>`, "丙"},
		{"visibility is reset by script", `<p style="visibility: hidden">甲</p>`, "甲"},
		{"size zero", `<p style="font-size: 0px">甲<span style="font-size: 9px">乙</span></p><p style="font-size: .0em">丙</p><p style="font-size:0.5em">丁</p>`, "乙丁"},
		{"title and definitions in a drawing", "<svg><title>甲</title><defs><text>乙</text></defs><text>丙</text></svg>", "丙"},
		{"an advert", "<mpcpc>甲</mpcpc><p>乙</p>", "乙"},
		{"what the platform renders in an embed", `<mp-common-mpaudio><p class="t">甲</p></mp-common-mpaudio><p>乙</p>`, "乙"},
		{"what an embed swallowed", `<mpvoice /><p>甲</p><p>乙</p>`, "甲乙"},
		{"line numbers", `<ul class="code-snippet__line-index"><li>1</li></ul><p>甲</p>`, "甲"},
		{"leaked counters", "<pre><code>ounter(line</code><code>go</code></pre>", "go"},
		{"a sentence about counters", "<p>ounter(line</p>", "ounter(line"},
		{"code", "<pre>a\n  b<span style=\"font-size: 0\">c</span></pre>", "ab"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(Raw(parse(t, test.body)).Text); got != test.want {
				t.Errorf("text %q, want %q", got, test.want)
			}
		})
	}
}

// Reading an embed twice on each level, once to see what it swallowed, would
// take for ever.
func TestRawReadsNestedEmbedsOnce(t *testing.T) {
	const levels = 100
	for _, open := range []string{"<mpvoice><p>甲</p>", `<svg><a href="https://a.example/">甲`} {
		got := Raw(parse(t, strings.Repeat(open, levels)))
		if want := strings.Repeat("甲", levels); string(got.Text) != want {
			t.Errorf("%s… has the text %q, want %q", open, string(got.Text), want)
		}
	}
}

func TestRawCountsPictures(t *testing.T) {
	const cdn = "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640"
	tests := []struct {
		name, body string
		want       int
	}{
		{"by address and by file", `<img data-src="` + cdn + `"><img src="a_files/640">`, 2},
		{"one twice", `<img src="a.png"><img src="a.png">`, 2},
		{"placeholders", `<img><img src=""><img src="data:image/gif;base64,iVBORw0KGgo="><img src="x/pic_blank.gif">`, 0},
		{"a hidden one", `<p style="display: none"><img src="a.png"></p>`, 0},
		{"in a drawing", `<svg><image xlink:href="` + cdn + `"></image></svg>`, 1},
		{"a background as content", `<section style="height: 9px; background: url(` + cdn + `)"></section>`, 1},
		{"a background as decoration", `<section style="height: 9px; background: url(` + cdn + `)">甲</section>`, 0},
		{"a background in code", `<pre><span style="height: 9px; background: url(` + cdn + `)"></span>go</pre>`, 0},
		{"a block of code that is layout", `<pre><img src="a.png"></pre>`, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := len(Raw(parse(t, test.body)).Images); got != test.want {
				t.Errorf("%d pictures, want %d", got, test.want)
			}
		})
	}
}

func TestRawReadsLinks(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"absolute", `<a href="https://a.example/">甲</a><a href="mailto:a@a.example">乙</a>`, []string{"https://a.example/", "mailto:a@a.example"}},
		{"without scheme or host", `<a href="//a.example/x">甲</a><a href="/s/x">乙</a>`, []string{"https://a.example/x", "https://mp.weixin.qq.com/s/x"}},
		{"escaped twice", `<a href="https://a.example/?a=1&amp;amp;b=2">甲</a>`, []string{"https://a.example/?a=1&b=2"}},
		{"with credentials", `<a href="https://mp.weixin.qq.com/s?mid=1&amp;key=x">甲</a>`, []string{"https://mp.weixin.qq.com/s?mid=1"}},
		{"neighbours with one address", `<a href="https://a.example/">甲</a><a href="https://a.example/">乙</a>`, []string{"https://a.example/"}},
		{"around a picture", `<a href="https://a.example/"><img src="a.png"></a>`, []string{"https://a.example/"}},
		{"beside a script's", `<a href="javascript:void(0)" _src="https://a.example/">甲</a><a href="" data-href="//b.example/">乙</a>`, []string{"https://a.example/", "https://b.example/"}},
		{"broken", `<a href="https://a.example/%zz">甲</a><a href="https://[a">乙</a>`, nil},
		{"around nothing", `<a href="https://a.example/"><br></a>`, nil},
		{"of no use", `<a href="">甲</a><a href="#rd">乙</a><a href="javascript:f()">丙</a><a href="b.html">丁</a><a>戊</a><a href="https://">己</a>`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Raw(parse(t, test.body)).Links; !slices.Equal(got, test.want) {
				t.Errorf("links %q, want %q", got, test.want)
			}
		})
	}
}

func TestRawCountsLinesOfCode(t *testing.T) {
	tests := []struct {
		name, body string
		want       int
	}{
		{"a code element a line", "<pre><code>a</code>\n<code><br></code><code>b<br></code></pre>", 2},
		{"code elements within a sentence", "<pre>use <code>a</code> or <code>b</code></pre>", 1},
		{"breaks", "<pre><code>a<br>\nb<br><br>c</code></pre>", 3},
		{"line ends", "<pre>a\n\nb\n</pre>", 2},
		{"line ends inside elements", "<pre><code><span>a\n</span><span>b</span></code></pre>", 2},
		{"a block a line", "<pre><p>a</p><p><br></p><div>b</div></pre>", 2},
		{"a block behind text", "<pre>a<div>b</div>c<ul><li>d</li></ul>e</pre>", 5},
		{"a block in a link", "<a href='https://a.example/'><pre>a</pre></a>", 0},
		{"items", "<pre><ol><li><p><code>a</code></p></li><li><p><code>b</code></p></li></ol></pre>", 2},
		{"spans as blocks", `<pre><span style="display: block">a</span><span style="display: block">b</span></pre>`, 2},
		{"nothing", "<pre><code><br></code></pre>", 0},
		{"a hidden line", `<pre>a<br><span style="display: none">b<br></span></pre>`, 1},
		{"a block around links", `<pre>甲<br><a href="https://a.example/">乙</a></pre>`, 0},
		{"inline code", "<p><code>a</code></p>", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := len(Raw(parse(t, test.body)).Code); got != test.want {
				t.Errorf("%d lines of code, want %d", got, test.want)
			}
		})
	}
}
