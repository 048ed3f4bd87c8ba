package convert_test

import (
	"strings"
	"testing"

	"wxbackup/convert"
)

// pieces are what bodies are made of: texts that Markdown could take for
// syntax, and every element whose content is measured, open and closed.
var pieces = []string{
	"中文", "一句话。", "“引”", "abc", " 1. ", "- ", "• ", "*", "**", "_", "`", "$5", "|", "[1]", "#话题", "<", "&amp;nbsp;", "\n", "　", "😀", "！",
	"<p>", "</p>", "<section>", "</section>", "<br>", "<span>", "</span>", "<span style='display:none'>",
	"<strong>", "</strong>", "<b style='font-weight:normal'>", "</b>", "<span style='font-weight:700'>", "<em>", "</em>", "<s>", "</s>", "<sup>", "</sup>",
	"<h2>", "</h2>", "<blockquote>", "</blockquote>", "<hr>",
	"<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>",
	"<a href='https://a.example/?x=1&amp;y=2'>", "</a>", "<a href='javascript:f()'>",
	"<img data-src='https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640' alt='图'>", "<img src='a.png'>",
	"<pre>", "</pre>", "<code>", "</code>",
	"<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>",
	"1. ", "2、", "</pre>", "<div>", "</div>", "<section style='display:flex'>", "<p style='font-size:0'>", "<span style='font-size:16px'>", "<span style='display:block'>", "<center style='font-family:monospace'>", "</center>",
	"<th>", "<sub>", "</sub>", "<u>", "</u>", "<h3 style='font-weight:normal'>", "</h3>", "<em style='font-style:normal'>", "<figure>", "</figure>", "<!-- x -->", "\u200d", "&nbsp;", "<td colspan=2>", "<thead>",
	"<section style='height:9px;background:url(https://mmbiz.qpic.cn/mmbiz_png/BbCdEfGhIjKlMnOpQrSt/0)'></section>", "<svg viewBox='0 0 90 90'><path d='M0'/></svg>", "<svg><circle r='1'/></svg>", "<svg>", "</svg>", "<foreignObject>", "</foreignObject>",
	"<img src='b.png' data-w='1'>", "<img>", "<script type='math/tex'>z</script>", "<math><mi>v</mi></math>", "<mp-common-sticker data-emoji_url='https://mmbiz.qpic.cn/a.gif'></mp-common-sticker>", "<iframe></iframe>",
	"<pre data-raw-code='1. a'>", "<code><br></code>", "<span class='line-numbers'>1</span>", "1<br>2<br>",
	"<span data-formula='a_1^2 * b'></span>", "<section data-formula='\\frac{1}{2}'></section>",
	"<mpvoice name='声'></mpvoice>", "<mp-common-profile data-nickname='慢车'></mp-common-profile>",
}

// body makes a body out of bytes: each byte is a piece.
func body(script []byte) string {
	var b strings.Builder
	for _, c := range script {
		b.WriteString(pieces[int(c)%len(pieces)])
	}
	return b.String()
}

const (
	pageHead = `<div id="js_content"><p>列车在清晨离开小站，雾还没有散，站台上的人把围巾系紧。</p>`
	pageTail = `</div><script>var biz = "MzA5OTk5OTk5OQ=="; var mid = "1"; var idx = "1"; var msg_title = "小站";</script>`
)

// FuzzConversionKeepsEverything holds conversion and self-check against each
// other: two readings of one body by two programs.
func FuzzConversionKeepsEverything(f *testing.F) {
	f.Add([]byte{21, 29, 0, 30, 1, 22, 21, 0, 22})
	f.Add([]byte("\x2b\x2f\x06\x00\x30\x2f\x05\x01\x30\x2c"))
	converter := convert.New()
	f.Fuzz(func(t *testing.T, script []byte) {
		if len(script) > 60 {
			return
		}
		html := body(script)
		d, err := converter.Read([]byte(pageHead + html + pageTail))
		if err != nil {
			return
		}
		text, err := converter.Markdown(d, destination)
		if err != nil {
			t.Fatalf("%s: %v", html, err)
		}
		if problems := differences(d.Article.Fidelity); len(problems) > 0 {
			t.Errorf("%s\n%s\nbecame\n%s\nlosses %v", html, strings.Join(problems, ", "), text, d.Article.Losses)
		}
	})
}
