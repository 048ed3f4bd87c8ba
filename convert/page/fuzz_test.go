package page

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// maxFuzzed is the size up to which an input is tried both ways.
const maxFuzzed = 64 << 10

// FuzzParse holds the two ways of reading a page together on any bytes.
//
// Every input is comparable but two sorts: those nested so deep that tags had
// to be left out, for the quick way counts the depth from the body and the
// slow way from the page (TestDeepNestingKeepsTheText holds their text
// together); and compressed ones, which only cost time. Pages that the quick
// way gives up (errScan) or finds no article in go the slow way in both runs.
func FuzzParse(f *testing.F) {
	for _, path := range pagesIn(f, filepath.Join("testdata", "cases")) {
		f.Add(readFile(f, path))
	}
	for _, seed := range oddPages {
		f.Add([]byte(seed.src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > maxFuzzed || bytes.HasPrefix(src, []byte{0x1f, 0x8b}) {
			return
		}
		slow, quick := outcomeOf(t, src, slowly), outcomeOf(t, src, scanParts)
		if strings.Contains(slow.Article+quick.Article, `"depth"`) {
			return
		}
		if diff := cmp.Diff(slow, quick); diff != "" {
			t.Errorf("(-slow +quick):\n%s", diff)
		}
	})
}

// oddPages are pages at which a scan for tags goes wrong easily.
var oddPages = []struct {
	name  string
	quick bool
	src   string
}{
	{"script with its own end tag in a comment", true, odd(`<script>var a = "<!-- <script> </script> <div id=js_name>假</div>"; //--></script>`, body)},
	{"script with an open comment", true, odd(`<script><!-- var a = 1; </script>`, body)},
	{"end tag in a cell", false, odd(``, `<div id="js_content"><table><tr><td>一二三四五</div>六七八九十</td></tr></table>一二三四五六七八九十</div>后面`)},
	{"start tag in a cell", false, odd(``, `<div><div id="js_content"><table><tr><td><div>一二三四五六七八九十</td></tr></table>一二三四五六七八九十</div>后面</div>`)},
	{"upper-case tags and attributes", true, odd(`<META PROPERTY="og:title" CONTENT="标题">`, `<DIV ID="js_content"><P>一二三四五六七八九十一二三四五六七八九十</P></DIV>`)},
	{"attributes without quotes", true, odd(`<meta property=og:title content=标题>`, `<div class=x id=js_content><img data-src=https://example.com/?a="b>一二三四五六七八九十</div>`)},
	{"attributes with spaces", true, odd(``, "<div id = 'js_content' ><p class=\n\"a>b\">一二三四五六七八九十一二三四五六七八九十</p></div\n>")},
	{"id twice", true, odd(``, `<div id="x" id="js_content">一二三四五六七八九十一二三四五六七八九十</div>`+body)},
	{"id with spaces", true, odd(``, `<div id=" js_content ">一二三四五六七八九十一二三四五六七八九十</div>`+body)},
	{"id in entities", true, odd(``, `<div id="js&#95;content">一二三四五六七八九十一二三四五六七八九十</div>`)},
	{"id on two elements", true, odd(``, body+`<div id="js_content">另一个正文</div>`)},
	{"id in a script", true, odd(`<script>a = '<div id="js_content">'</script>`, body)},
	{"id in a comment", true, odd(`<!-- <div id="js_content"> -->`, body)},
	{"id in a template", false, odd(`<template><div id="js_content">模板</div></template>`, body)},
	{"id in a text area", true, odd(`<textarea><div id="js_content">文本框</div></textarea>`, body)},
	{"id in a select", false, odd(`<select><div id="js_content">选择</div></select>`, body)},
	{"id in a picture", false, odd(``, `<svg><style><div id="js_content">图里</div></style></svg>`+body)},
	{"body in a cell", false, odd(``, `<table><tr><td>`+body+`</td></tr></table>`)},
	{"body in a table", false, odd(``, `<table>`+body+`</table>`)},
	{"body in a list", false, odd(``, `<ul><li><div id="js_content">一二三四五六七八九十<li>一二三四五六七八九十</li></div></ul>`)},
	{"body in a link", false, odd(``, `<a href="x"><div id="js_content">一二三四五六七八九十<a href="y">一二三四五六七八九十</a></div></a>`)},
	{"body behind open bold", false, odd(``, `<p><b></p>`+body)},
	{"body in a section that it ends", false, odd(``, `<section><div id="js_content">一二三四五六七八九十一二三四五六七八九十</section>后面</div>`)},
	{"body never closed", true, odd(``, `<div id="js_content"><p>一二三四五六七八九十一二三四五六七八九十`)},
	{"body is no div", false, odd(``, `<section id="js_content"><p>一二三四五六七八九十一二三四五六七八九十</section>后面`)},
	{"page's own tag in the body", false, odd(``, `<div id="js_content">一二三四五六七八九十<body id="js_content">一二三四五六七八九十</div>`)},
	{"page's own tag behind the body", false, odd(``, body+`<body id="js_content">后面`)},
	{"empty comments", true, odd(`<!--><!---><!----><!----!>`, body)},
	{"comment ending in an exclamation mark", true, odd(`<!-- a --!>`, body)},
	{"comment never closed", true, odd(``, body+`<!-- saved from url=(0001)https://mp.weixin.qq.com/s/IIIIIIIIIIIIIIIIIIIIII) `)},
	{"end tag without a name", true, odd(``, `</ <div id="js_content">假</div>>`+body)},
	{"paragraph before a table, no doctype", true, `<html><body>` + `<div id="js_content"><p>一二三四五六七八九十<table><tr><td>一二三四五六七八九十</table></div>`},
	{"line ends of all systems", true, "<html>\r\n<script>\rvar msg_title = '一\r\n二';\r</script><div id=\"js_content\"><pre>\r\n一二三四五六七八九十\r一二三四五六七八九十</pre></div>"},
	{"plain text", false, odd(``, body+`<plaintext></div><div id="js_name">假</div>`)},
	{"frames", false, `<frameset><div id="js_content">一二三四五六七八九十一二三四五六七八九十</div>`},
	{"name never closed", false, odd(``, `<span id="js_name">一二<div>`+body)},
	{"name around the body", true, odd(``, `<div class="rich_media_title">标题`+body+`</div>`)},
	{"name in a row outside tables", false, odd(``, `<tr id="js_name"><td>一二</td></tr>`+body)},
	{"picture note around the body", false, odd(``, `<div id="js_content_wrapper">`+body+`<hr><div class="image_channel_desc">一</div></div>`)},
	{"picture note behind the body", false, odd(``, body+`<div><div class="image_channel_desc">一</div></div>`)},
	{"picture note in the body", true, odd(``, `<div id="js_content"><div class="image_channel_desc">一二三四五六七八九十一二三四五六七八九十</div></div>`)},
	{"remark set by a script", true, odd(``, `<p id="js_share_notice"><script>document.getElementById('js_share_notice').innerHTML = "一\x0a二"; var reprint_type = '2'</script></p>`+body)},
	{"original cut in its script", true, odd(``, body+`<script id="content_tpl">`+body)},
	{"remark ended by the element around it", false, odd(``, `<div><p id="js_share_notice">一</div>二</p><a class="original_panel_content"></a>`+body)},
	{"price tag in the title", true, odd(``, `<h1 id="activity-name"><span class="js_title_inner">一<span class="pay__tag">二</span></span></h1>`+body)},
	{"preface never closed", false, odd(``, `<p class="pay__summary-content">一<div>`+body)},
	{"name of a text area", true, odd(``, `<textarea id="js_name">一二</textarea>`+body)},
}

const body = `<div id="js_content"><p>一二三四五六七八九十，一二三四五六七八九十。</p></div>`

// odd is a page with the given head and body.
func odd(head, body string) string {
	return "<!DOCTYPE html><html><head><title>标题</title>" + head + "</head><body>" + body + "</body></html>"
}
