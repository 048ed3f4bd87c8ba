package clean_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// contents are what cells hold, written once and again in pages.
var contents = []string{
	"甲", "乙", "丙丁", "1", "", " ", "<br>", "<p>一</p><p>二</p>", "<ul><li>甲</li></ul>", "<ol></ol>", "<blockquote>引</blockquote>", "<hr>",
	"<pre>code</pre>", "<pre></pre>", "甲<pre>a</pre>乙", `<pre><a href="https://a.example/">链</a></pre>`, `<a href="https://a.example/"><pre>a</pre></a>`,
	`<img data-src="https://a.example/a.png">`, `<img data-src="https://a.example/a.png">图`, `<img src="about:blank">`, `<img src="https://res.wx.qq.com/t/wx_fed/we-emoji/Cold.png">`,
	`<section style="height: 9px;background-image: url(https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/0)"></section>`,
	`<span style="display: none">隐<img data-src="https://a.example/b.png"></span>`, `<span style="font-size: 0">小</span>`,
	"<table></table>", "<table><tr><td>内</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table>", "<table><tr><td><br></td></tr></table>",
	`<mpvoice name="声"></mpvoice>`, "<iframe></iframe>", `<span data-formula="x^2">junk</span>`, "<svg></svg>",
	`<p style="font-family: monospace">a = 1;<br>b = 2;</p>`, `<code style="display: block">a<br>b</code>`, "<h2>题</h2>",
}

// randomTable writes a table of up to four rows and columns, its cells merged
// and hidden at times.
func randomTable(r *rand.Rand) string {
	var b strings.Builder
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	head := pick("", "", "<thead>", "<tbody>")
	b.WriteString("<table>" + pick("", "", "<caption>题</caption>") + head)
	for y := range 1 + r.IntN(4) {
		b.WriteString(pick("<tr>", "<tr>", "<tr>", `<tr style="display:none">`))
		for range r.IntN(4) {
			cell := "td"
			if y == 0 && head == "<thead>" || r.IntN(6) == 0 {
				cell = "th"
			}
			content := "甲"
			if r.IntN(3) > 0 {
				content = contents[r.IntN(len(contents))]
			}
			b.WriteString("<" + cell + pick("", "", "", ` colspan="2"`, ` rowspan="2"`, ` style="display: none"`, ` style="font-size: 0"`) + ">" + content + "</" + cell + ">")
		}
		b.WriteString("</tr>")
		if y == 0 && head == "<thead>" {
			b.WriteString("</thead><tbody>")
		}
	}
	return b.String() + pick("", "", "", "<caption>后</caption>", "<caption><br></caption>") + "</table>"
}

func TestIsDataTableSaysWhatBecomesOfATable(t *testing.T) {
	kept := 0
	for seed := range uint64(5000) {
		source := randomTable(rand.New(rand.NewPCG(seed, 3)))
		raw := parseRaw(t, []byte(source))
		want := 0
		for n := range raw.Descendants() {
			if n.Data == "table" && n.Type == html.ElementNode && !isInHidden(n) && clean.IsDataTable(n) {
				want++
			}
		}
		got := 0
		root := clean.Body(raw).Root
		for n := range root.Descendants() {
			if n.Data == "table" {
				got++
			}
		}
		if got != want {
			t.Fatalf("seed %d: %d tables are data, %d were kept\nraw:   %s\nclean: %s", seed, want, got, source, write(t, root))
		}
		kept += got
		checkBody(t, parseRaw(t, []byte(source)))
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, source)
		}
	}
	if kept < 500 {
		t.Errorf("only %d tables were kept", kept)
	}
}

func isInHidden(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, a := range p.Attr {
			if a.Key == "style" && strings.Contains(a.Val, "none") {
				return true
			}
		}
	}
	return false
}
