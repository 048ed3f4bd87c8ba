package convert_test

// What editors write, and authors type.
var (
	blockStyles = []string{
		"", "", "", "", "text-align: center", "font-weight: bold", "font-size: 24px;font-weight: 700", "display: none",
		"font-family: monospace;background: #f5f5f5", "border-left: 3px solid #ccc", "list-style: none", "font-size: 0",
	}
	spanStyles = []string{
		"", "", "font-weight: bold", "font-weight: 600", "font-weight: normal", "font-weight: border", "font-style: italic", "font-style: normal",
		"text-decoration: line-through", "color: red", "font-size: 0px", "display: none", "display: block", "font-size: 20px",
	}
	spanNames  = []string{"span", "span", "strong", "strong", "b", "em", "i", "del", "u", "sub", "sup", "code", "a", "font"}
	blockNames = []string{
		"p", "p", "p", "p", "section", "section", "div", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "pre", "table", "figure", "center",
		"card", "row", "heading", "paste",
	}
	typed = []string{
		"甲乙丙", "重点", "，", "。", "：", "“引”", "《书》", "（注）", "！", "……", "——", "word", "two words", "7", "2024. ", "50%", "￥100", "$5", "$a$",
		" ", "\u00a0", "\u3000\u3000", "\n", "\u200b", "*", "**", "_", "__", "~~", "`", "```", "# ", "#话题", "- ", "+ ", "1. ", "1、", "• ", "&gt; ", "===", "---", "|", "[1]", "[x]: y", "](", "![",
		"&lt;b&gt;", "&amp;nbsp;", "&amp;lt;", "\\", "\\_", "{{ x }}", "{% y %}", "😀", "👨‍👩‍👧", "é", "①", "https://a.example/b_c", "d_e@f.example", ":", "^", "=", "    ", "\t",
	}
	voids = []string{
		"<br>", "<br>", "<br><br>", `<img data-src="https://mmbiz.qpic.cn/mmbiz_png/%dabcdefghijklmnopqrst/640">`,
		`<img data-src="https://mmbiz.qpic.cn/mmbiz_png/%dabcdefghijklmnopqrst/640" alt="图片">`, `<img data-src="" src="">`,
		`<img src="https://res.wx.qq.com/t/wx_fed/we-emoji/res/newemoji/Cold%d.png" data-w="20">`,
		`<img src="https://a.example/equation?tex=x_%d">`, `<script type="math/tex">y_{%d}</script>`, `<a href=""></a>`,
		`<img data-w="1" data-ratio="1" data-src="https://mmbiz.qpic.cn/mmbiz_png/%dabcdefghijklmnopqrst/640">`,
		`<span data-formula="\frac{a_%d}{b} &lt; *c*" data-formula-type="inline-equation"><svg><text>x</text></svg></span>`,
	}
	// pasted are paragraphs as word processors write them.
	pasted = []string{
		`<p class="MsoNormal" style="mso-pagination:widow-orphan;text-indent:21.0pt"><span lang="EN-US" style="font-size:12.0pt">%s<o:p></o:p></span></p>`,
		`<p class="MsoListParagraph" style="margin-left:21.0pt;text-indent:-21.0pt"><span style="font-family:Wingdings">·<span style="font:7.0pt Times">&nbsp;&nbsp;&nbsp; </span></span>%s</p>`,
		`<p class="MsoListParagraph"><b style="mso-bidi-font-weight:normal"><span>1.</span></b><!--[if !supportLists]--><span>&nbsp;&nbsp;</span><!--[endif]-->%s<o:p>&nbsp;</o:p></p>`,
		`<div class="WordSection1" style="layout-grid:15.6pt"><p><span style="mso-spacerun:yes">&nbsp;</span><b><span>%s</span></b></p></div>`,
	}
	// markers are what authors type before an item of a list, %d the item's number.
	markers = []string{"", "", "• ", "·&nbsp;", "- ", "%d. ", "%d、", "%d）", "<span>•</span> ", "<strong>%d. </strong>", "<p>%d.</p>", "<code>-</code> "}
	// lines are how editors part lines of code: what stands before and behind a
	// block, and what around a line.
	lines = []struct{ before, behind, open, close string }{
		{"<pre><code>", "</code></pre>", "", "<br>"},
		{"<pre>", "</pre>", "", "\n"},
		{"<pre><ol>", "</ol></pre>", "<li><p><code>", "</code></p></li>"},
		{`<section class="code-snippet__fix"><ul class="code-snippet__line-index"><li></li></ul><pre class="code-snippet__js" data-lang="go">`, "</pre></section>", `<code><span class="code-snippet_outer">`, "</span></code>"},
		{"<pre><section>\n", "</section>\n</pre>", "<div>", "</div>\n"},
		{"<pre><code>", "</code></pre>", `<span style="display: block">`, "</span>"},
		{"<pre>", "</pre>", "<p><code>", "</code></p>"},
		{"<pre><code>", "</code></pre>", "<span><br>", "</span>"},
		{"<pre><code>\n", "\n</code></pre>", "", "<br/>\n"},
		{`<pre><code class="line-numbers"><span>1<br></span>`, "</code></pre>", "", "<br>"},
		{"<pre><section>1<br>2</section><section>", "</section></pre>", "", "<br>"},
		{"<section><pre>", "</pre></section>", "<span>", "</span>\n"},
		{"<p><code>", "</code></p>", "", "<br>"},
		{`<p style="font-family: Menlo, monospace;white-space: pre">`, "</p>", "x = ", "<br>"},
		{`<section style="background: #eee"><code style="font-family: Consolas">`, "</code></section>", "f(1);", "<br>"},
		{`<pre><a href="https://x.example/p_%d">站</a><br>`, "</pre>", "", "\n"},
		{"<pre><code>", `<img data-src="https://mmbiz.qpic.cn/mmbiz_png/%dabcdefghijklmnopqrst/640"></code></pre>`, "", "<br>"},
		{"<section>正文<pre>", "</pre>还有</section>", "", ""},
		{`<pre><span data-formula="e_%d"></span>`, "</pre>", "", "\n"},
	}
	wholeBlocks = []string{
		`<mp-common-sticker data-emoji_url="https://mmbiz.qpic.cn/mmbiz_gif/%dabcdefghijklmnopqrst/0" data-text="好"></mp-common-sticker>`,
		`<svg viewBox="0 0 %d 90" width="90"><path fill="#000" d="M0 0h90v90z"></path></svg>`,
		`<svg viewBox="0 0 90 90"><image xlink:href="https://mmbiz.qpic.cn/mmbiz_png/%dabcdefghijklmnopqrst/640"></image><foreignObject><p>图中*字</p></foreignObject></svg>`,
		`<div class="MathJax_Display"><span class="MathJax">画</span></div><script type="math/tex; mode=display">\\int_%d x</script>`,
		`<span class="katex-display"><span class="katex"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_{%d}</annotation></semantics></math><span aria-hidden="true">x</span></span></span>`,
		`<pre></pre>`, `<pre><br></pre>`, `<table><tr><td><br></td></tr></table>`,

		`<mpvoice name="声%d" play_length="61000" voice_encode_fileid="AAA"></mpvoice>`,
		`<iframe class="video_iframe" data-src="https://v.qq.com/iframe/preview.html?vid=a0000abcde%d"></iframe>`,
		`<mp-common-profile data-nickname="某号%d" data-signature="签*名*"></mp-common-profile>`,
		`<mp-miniprogram data-miniprogram-title="题%d" data-miniprogram-nickname="小_程_序"></mp-miniprogram>`,
		`<mp-unknown data-title="未知%d"></mp-unknown>`,
		`<section data-formula="\sum_{i=%d}^n" data-formula-type="block-equation"><svg></svg></section>`,
		`<section style="height: 20px;background-image: url(&quot;https://mmbiz.qpic.cn/mmbiz_png/%dabcdefghijklmnopqrst/0&quot;)"></section>`,
		`<hr>`,
	}
)
