package page

import (
	"math/rand/v2"
	"strings"
	"testing"

	"wxbackup/article"
)

func TestNoteBody(t *testing.T) {
	const cdn = "https://mmbiz.qpic.cn/mmbiz_jpg/AbCdEfGhIjKlMnOpQrStUv/0"
	tests := []struct{ name, members, want string }{
		{"lines and paragraphs", `item_show_type: '8' * 1, title: 'a', content_noencode: '一\x0a二\x0a\x0a\x0a三\x0d\x0a四'`, `<p>一<br/>二</p><p>三<br/>四</p>`},
		{"escaped text when there is no other", `item_show_type: '8' * 1, title: 'a', desc: '1 \x26lt; 2'`, `<p>1 &lt; 2</p>`},
		{
			"pictures alone", `item_show_type: '8' * 1, title: 'a', picture_page_info_list: [ { cdn_url: 'http://mmbiz.qpic.cn/mmbiz_jpg/AbCdEfGhIjKlMnOpQrStUv/0?a=1\x26amp;amp;b="2"', width: '200' * 1, height: '100' * 1 } ]`,
			`<p><img data-src="` + cdn + `?a=1&amp;b=&#34;2&#34;" alt="图1" data-w="200" data-ratio="0.5000"/></p>`,
		},
		{
			"the same picture twice, as its author has it", `item_show_type: '8' * 1, title: 'a', picture_page_info_list: [ { cdn_url: '` + cdn + `' }, { cdn_url: '` + cdn + `' } ]`,
			`<p><img data-src="` + cdn + `" alt="图1"/></p><p><img data-src="` + cdn + `" alt="图2"/></p>`,
		},
		{"white space alone is no text", `item_show_type: '8' * 1, title: 'a', content_noencode: ' \x0a ', desc: '简'`, `<p>简</p>`},
		{"text of a text note", `item_show_type: '10' * 1, desc: '简', content_noencode: '次', text_page_info: { content_noencode: '首' }`, `<p>首</p>`},
		{"text of a text note elsewhere", `item_show_type: '10' * 1, desc: '简', content_noencode: '次', text_page_info: { content_noencode: '' }`, `<p>次</p>`},
		{"a title of its own is no text", `item_show_type: '10' * 1, title: '题', desc: '简', is_user_title: '1' * 1`, `<p>简</p>`},
		{"text of a short post", `item_show_type: '17' * 1, title: 'a', text_page_info: { content_noencode: '短' }`, `<p>短</p>`},
		{"short post without anything", `item_show_type: '17' * 1, title: 'a'`, ``},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := mustParse(t, dataPage(test.members, ""))
			if got, want := rendered(t, p.Body), "<div>"+test.want+"</div>"; got != want {
				t.Errorf("body\n%s\nwant\n%s", got, want)
			}
			if hasLoss(p, article.LossKind) {
				t.Errorf("losses %v", p.Article.Losses)
			}
		})
	}
}

func TestTextNoteShownByABrowser(t *testing.T) {
	p := mustParse(t, dataPage(`item_show_type: '10' * 1`, `<p id="js_text_desc">1 &lt; 2，写在页面上。<br>
第二<b>行</b></p>`))
	want := "<div><p>1 &lt; 2，写在页面上。<br/>\n第二<b>行</b></p></div>"
	if got := rendered(t, p.Body); got != want || p.Article.Title != "1 < 2，写在页面上" {
		t.Errorf("title %q, body %s", p.Article.Title, got)
	}
}

func TestShownPictureNoteOfAKnownKindKeepsItsPictures(t *testing.T) {
	p := mustParse(t, odd(`<meta property="og:description" content="摘要">`, `<div id="img_swiper_content"><img src="a.jpg"></div><div><p id="js_image_desc">图下的字</p></div>`+
		`<script>window.item_show_type = '8' || ''; var msg_link = 'https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA';</script>`))
	if got := rendered(t, p.Body); got != `<div><p>图下的字</p><p><img src="a.jpg" alt="图1"/></p></div>` || p.Article.Kind != article.KindPicture {
		t.Errorf("kind %s, body %s", p.Article.Kind, got)
	}
}

func TestIslandsOfADescription(t *testing.T) {
	tests := []struct{ name, escaped, restored, bare string }{
		{"link of the platform", `见&lt;a class=&quot;wx_img_refer_link&quot; data-seq=&quot;1&quot;&gt;图1&lt;/a&gt;。`, `见<a class="wx_img_refer_link" data-seq="1">图1</a>。`, `见图1。`},
		{"address with parameters", `&lt;a href=&quot;http://x/?a=1&amp;amp;b=2&quot; class=&quot;normal_text_link&quot;&gt;甲 &lt; 乙&lt;/a&gt;`, `<a href="http://x/?a=1&amp;b=2" class="normal_text_link">甲 &lt; 乙</a>`, `甲 &lt; 乙`},
		{"link an author typed", `&lt;a href=&quot;x&quot;&gt;甲&lt;/a&gt;`, `&lt;a href=&quot;x&quot;&gt;甲&lt;/a&gt;`, `&lt;a href=&quot;x&quot;&gt;甲&lt;/a&gt;`},
		{"typed link before one of the platform", `&lt;a b&gt; &lt;a class=&quot;wx_topic_link&quot;&gt;#丙&lt;/a&gt;`, `&lt;a b&gt; <a class="wx_topic_link">#丙</a>`, `&lt;a b&gt; #丙`},
		{"never closed", `&lt;a class=&quot;wx_topic_link&quot;&gt;#丙`, `&lt;a class=&quot;wx_topic_link&quot;&gt;#丙`, `&lt;a class=&quot;wx_topic_link&quot;&gt;#丙`},
		{"nothing", ``, ``, ``},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := withIslands(test.escaped); got != test.restored {
				t.Errorf("restored %s, want %s", got, test.restored)
			}
			if got := withoutIslands(test.escaped); got != test.bare {
				t.Errorf("bare %s, want %s", got, test.bare)
			}
		})
	}
}

func TestJoinOnce(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"<p>甲乙</p>", "<p>甲</p>", "<p>甲乙</p>"},
		{"<p>甲</p>", "<p>甲<br>乙</p>", "<p>甲<br>乙</p>"},
		{"<p>甲 乙</p>", "<p>甲</p><p>乙</p>", "<p>甲 乙</p>"},
		{"<p>甲</p>", "<p>乙</p>", "<p>甲</p><p>乙</p>"},
		{"", "<p>乙</p>", "<p>乙</p>"},
		{"", "", ""},
	} {
		if got := joinOnce(c.a, c.b); got != c.want {
			t.Errorf("%s and %s join to %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

func TestPicturesOfAList(t *testing.T) {
	list, _, err := readLiteral([]byte(`[ '//mmbiz.qpic.cn/a', { url: 'http://example.com/b' }, { width: '3' }, '', 7, { cdn_url: 'c', url: 'd', width: '3' * 1, height: 'x' } ]`))
	if err != nil {
		t.Fatal(err)
	}
	got := picturesOf(list)
	want := []picture{{address: "https://mmbiz.qpic.cn/a"}, {address: "http://example.com/b"}, {address: "7"}, {address: "c", width: 3}}
	if len(got) != len(want) {
		t.Fatalf("pictures %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("picture %d is %v, want %v", i, got[i], want[i])
		}
	}
}

// TestPlainParagraphsKeepEveryCharacter writes random lines and reads them
// back from the parsed HTML.
func TestPlainParagraphsKeepEveryCharacter(t *testing.T) {
	alphabet := []string{"慢", "火车", "a", "<", "&", "&lt;", "\"", " ", "\u3000", "\n", "\n\n", "\r\n", "<b>", "</p>", "<p>", "[哇]", "😀"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		text := b.String()
		root, _, err := parseInside([]byte(plainParagraphs(text)))
		if err != nil {
			t.Fatal(err)
		}
		if got := squeezed(textOf(root)); got != squeezed(text) {
			t.Fatalf("%q gives %q", text, got)
		}
		if breaks := strings.Count(rendered(t, root), "<br/>"); breaks > strings.Count(text, "\n") || squeezed(text) == "" && breaks > 0 {
			t.Fatalf("%q has %d breaks", text, breaks)
		}
	}
}
