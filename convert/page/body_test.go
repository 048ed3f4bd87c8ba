package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"wxbackup/article"
)

// dataPage is a page with a data object of the given members and a body.
func dataPage(members, body string) string {
	return odd("", body+"<script>window.cgiDataNew = { link: 'https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA', "+members+" };</script>")
}

func mustParse(t testing.TB, src string) *Page {
	t.Helper()
	p, err := Parse([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func hasLoss(p *Page, code article.LossCode) bool {
	return slices.ContainsFunc(p.Article.Losses, func(l article.Loss) bool { return l.Code == code })
}

func TestKind(t *testing.T) {
	const note = `content_noencode: '一句话', `
	tests := []struct {
		name, members string
		want          article.Kind
	}{
		{"no variable", `title: 'a'`, article.KindArticle},
		{"article", `item_show_type: '0' * 1`, article.KindArticle},
		{"video", note + `item_show_type: '5' * 1`, article.KindVideo},
		{"audio", note + `item_show_type: '7' * 1`, article.KindAudio},
		{"picture note", note + `item_show_type: '8' * 1`, article.KindPicture},
		{"text note", note + `item_show_type: '10' * 1`, article.KindText},
		{"number of the future", note + `item_show_type: '99' * 1`, article.KindUnknown},
		{"no number", note + `item_show_type: 'x'`, article.KindUnknown},
		{"article with a list of its pictures", `item_show_type: '0' * 1, picture_page_info_list: [ { cdn_url: 'https://mmbiz.qpic.cn/mmbiz_jpg/AbCdEfGhIjKlMnOpQrStUv/0' } ]`, article.KindArticle},
		{"article with an empty video", `item_show_type: '0' * 1, video_page_info: { video_id: '', content_noencode: '' }`, article.KindArticle},
		{"whole reprint", `item_show_type: '0' * 1, copyright_info: { copyright_stat: '2' * 1, reprint_type: '3' * 1 }`, article.KindArticle},
		{"share page", `item_show_type: '0' * 1, copyright_info: { copyright_stat: '2' * 1, reprint_type: '2' * 1 }`, article.KindShare},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := mustParse(t, dataPage(test.members, body)).Article.Kind; got != test.want {
				t.Errorf("kind %q, want %q", got, test.want)
			}
		})
	}
}

func TestKindOfVariables(t *testing.T) {
	for src, want := range map[string]article.Kind{
		`<script>var item_show_type = "0"; var real_item_show_type = "5";</script>`:                                                     article.KindArticle,
		`<script>var real_item_show_type = "17";</script>`:                                                                              article.KindShort,
		`<script>window.item_show_type = '8' * 1; window.picture_page_info_list = [ { cdn_url: 'https://mmbiz.qpic.cn/x' } ];</script>`: article.KindPicture,
		``: article.KindArticle,
	} {
		if got := mustParse(t, odd("", body+src)).Article.Kind; got != want {
			t.Errorf("%s: kind %q, want %q", src, got, want)
		}
	}
}

func TestNoteTitle(t *testing.T) {
	long := strings.Repeat("一二三四五六七八九，", 5)
	tests := []struct{ name, text, want string }{
		{"first line", "第一行\n第二行", "第一行"},
		{"lines before it", "\n\n 第一行 \n第二行", "第一行"},
		{"full stop", "第一句。第二句", "第一句"},
		{"question", "好吗？好", "好吗"},
		{"full stop at the beginning", "。。。", "。。。"},
		{"thirty characters", strings.Repeat("字", 30), strings.Repeat("字", 30)},
		{"more than thirty", strings.Repeat("字", 31), strings.Repeat("字", 30) + "…"},
		{"cut behind a comma", long, strings.TrimSuffix(strings.Repeat("一二三四五六七八九，", 3), "，") + "…"},
		{"nothing", " \n ", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := noteTitle(test.text); got != test.want {
				t.Errorf("title %q, want %q", got, test.want)
			}
		})
	}
}

func TestTitleOfANote(t *testing.T) {
	tests := []struct{ name, members, want string }{
		{"text note", `item_show_type: '10' * 1, title: '第一句。第二句', content_noencode: '第一句。第二句', is_user_title: '0'`, "第一句"},
		{"text note with a title of its own", `item_show_type: '10' * 1, title: '第一句。第二句', content_noencode: '别的', is_user_title: '1'`, "第一句。第二句"},
		{"picture note", `item_show_type: '8' * 1, title: '图。集', content_noencode: '别的'`, "图。集"},
		{"picture note without one", `item_show_type: '8' * 1, title: '', content_noencode: '第一行\x0a第二行'`, "第一行"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := strings.Replace(dataPage(test.members, ""), "<title>标题</title>", "", 1)
			if got := mustParse(t, src).Article.Title; got != test.want {
				t.Errorf("title %q, want %q", got, test.want)
			}
		})
	}
}

func TestHasContent(t *testing.T) {
	for src, want := range map[string]bool{
		"":                                     false,
		strings.Repeat("字", minArticleRunes-1): false,
		strings.Repeat("字", minArticleRunes):   true,
		strings.Repeat("<p>字 \u200b</p>", minArticleRunes-1): false,
		strings.Repeat("<p>字</p>", minArticleRunes):          true,
		"<script>" + strings.Repeat("a", 100) + "</script>":  false,
		"<style>" + strings.Repeat("a", 100) + "</style>":    false,
		"<!--" + strings.Repeat("a", 100) + "-->":            false,
		"<p><img></p>":                           true,
		"<mpvoice></mpvoice>":                    true,
		"<mp-common-mpaudio>":                    true,
		"<iframe></iframe>":                      true,
		"<mp-style-type></mp-style-type>":        false,
		"<section><br><hr><svg></svg></section>": false,
	} {
		root, _, err := parseInside([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if got := hasContent(root); got != want {
			t.Errorf("%.60s: %v", src, got)
		}
	}
	if hasContent(nil) {
		t.Error("no body has content")
	}
}

func TestTruncated(t *testing.T) {
	whole := odd("", body)
	inside := strings.Index(whole, "。</p>")
	tests := []struct {
		name, src string
		want      bool
	}{
		{"whole", whole, false},
		{"cut in the text", whole[:inside], true},
		{"cut in a tag", whole[:inside+5], true},
		{"cut behind the body", strings.TrimSuffix(whole, "</body></html>"), false},
		{"one end tag too few", odd("", strings.Replace(body, "<p>", "<div>", 1)), false},
		{"cut in a body that is no div", `<section id="js_content"><p>一二三四五六七八九十一二三四五六七八九十`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := mustParse(t, test.src)
			if p.Article.Truncated != test.want || hasLoss(p, article.LossTruncated) != test.want {
				t.Errorf("truncated: %v, losses %v", p.Article.Truncated, p.Article.Losses)
			}
		})
	}
}

func TestDeepNestingKeepsTheText(t *testing.T) {
	const deep = 10_000
	nested := func(tag string) string {
		var b strings.Builder
		for i := range deep {
			fmt.Fprintf(&b, "<%s>%d,", tag, i)
		}
		return b.String() + strings.Repeat("</"+tag+">", deep)
	}
	for _, tag := range []string{"section", "div", "span", "blockquote", "b"} {
		t.Run(tag, func(t *testing.T) {
			inside := nested(tag)
			want := anyTag.ReplaceAllString(inside, "")
			src := odd("", `<div id="js_content">`+inside+"</div><p>后面</p>")
			for name, find := range map[string]func([]byte) (*parts, error){"quick": scanParts, "slow": slowly} {
				p, err := parse([]byte(src), find)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if textOf(p.Body) != want {
					t.Errorf("%s: %d of %d bytes of text", name, len(textOf(p.Body)), len(want))
				}
				if !hasLoss(p, article.LossDepth) {
					t.Errorf("%s: losses %v", name, p.Article.Losses)
				}
			}
		})
	}
}

func TestDeepNestingInsideTheDataKeepsTheText(t *testing.T) {
	const deep = 5_000
	p := mustParse(t, dataPage(`item_show_type: '0' * 1, title: 'a', content_noencode: '`+
		strings.Repeat(`\x3csection\x3e`, deep)+`一二三四五六七八九十一二三四五六七八九十'`, ""))
	if got := textOf(p.Body); got != "一二三四五六七八九十一二三四五六七八九十" || !hasLoss(p, article.LossDepth) {
		t.Errorf("text %q, losses %v", got, p.Article.Losses)
	}
}

func TestShallowPageHasNoDepthLoss(t *testing.T) {
	src := odd("", `<div id="js_content">`+strings.Repeat("<section>", 100)+"一二三四五六七八九十一二三四五六七八九十</div>")
	if p := mustParse(t, src); hasLoss(p, article.LossDepth) {
		t.Errorf("losses %v", p.Article.Losses)
	}
}

func TestLargeScriptOnOneLine(t *testing.T) {
	const size = 4 << 20
	bundle := strings.Repeat(`function a(e){return e.mid==="</div>"+mid+"&idx="+'<div id=\'js_content\'>'}`, size/80)
	p := mustParse(t, odd("<script>"+bundle+"</script>", body+`<script>var mid = "2650000001"; var biz = "MzA5OTk5OTk5OQ==";</script>`))
	if got := rendered(t, p.Body); got != "<div>"+strings.TrimSuffix(strings.TrimPrefix(body, `<div id="js_content">`), "</div>")+"</div>" {
		t.Errorf("body %.200s", got)
	}
	if p.Article.Key.Mid != 2650000001 {
		t.Errorf("key %v", p.Article.Key)
	}
}
