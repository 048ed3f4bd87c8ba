package page

import (
	"testing"

	"wxbackup/article"
)

const sharePanel = `<div id="js_content" class="rich_media_content original_panel_content"></div>`

func TestEmptyShareIsAnArticleThatWasCut(t *testing.T) {
	p := mustParse(t, dataPage(`title: '分享', copyright_info: { copyright_stat: '2' * 1, reprint_type: '2' * 1 }`,
		`<div id="js_share_notice">一读</div>`+sharePanel))
	if p.Article.Kind != article.KindShare || !p.Article.Truncated || rendered(t, p.Body) != "<div><p>一读</p></div>" {
		t.Errorf("kind %s, truncated %v, body %s", p.Article.Kind, p.Article.Truncated, rendered(t, p.Body))
	}
}

func TestRemark(t *testing.T) {
	script := func(code string) string { return `<p id="js_share_notice"><script>` + code + `</script></p>` }
	tests := []struct{ name, element, words, want string }{
		{"script", script(`document.getElementById("js_share_notice").innerHTML = "甲\x0a乙";`), "", "<p>甲<br/>乙</p>"},
		{"script before data", script(`$('js_share_notice').innerHTML='甲'.replace(/\n/g, "<br>")`), "数据", "<p>甲</p>"},
		{"script without text", script(`document.getElementById('js_share_notice').innerHTML = "".replace(/a/, "")`), "数据", "<p>数据</p>"},
		{"script that computes", script(`document.getElementById('js_share_notice').innerHTML = make("甲")`), "数据", "<p>数据</p>"},
		{"script without an assignment", script(`hide('js_share_notice')`), "数据", "<p>数据</p>"},
		{"element", `<p id="js_share_notice">甲<br>乙<script>1</script></p>`, "", "<p>甲<br/>乙</p>"},
		{"none", `<p id="js_share_notice"> </p>`, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := mustParse(t, dataPage(`title: '分享', copyright_info: { reprint_type: '2' * 1, guide_words: '`+test.words+`' }`, test.element+sharePanel))
			if got, want := rendered(t, p.Body), "<div>"+test.want+"</div>"; got != want {
				t.Errorf("body %s, want %s", got, want)
			}
		})
	}
}

func TestFilmsOfASharedArticleHaveTheirNames(t *testing.T) {
	p := mustParse(t, dataPage(`title: '分享', copyright_info: { reprint_type: '2' * 1 }, video_page_infos: [ { video_id: 'wxv_1', title: '片名' } ]`,
		sharePanel+`<script id="content_tpl" type="text/html"><iframe data-mpvid="wxv_1"></iframe></script>`))
	if got := rendered(t, p.Body); got != `<div><iframe data-mpvid="wxv_1" data-title="片名"></iframe></div>` {
		t.Errorf("body %s", got)
	}
}

func TestSourceOfAReprint(t *testing.T) {
	const stat = `copyright_stat: '2' * 1`
	tests := []struct{ name, members, body, origin, from string }{
		{"card", stat, `<strong class="original_primary_nickname">甲号</strong>`, "reprint", "甲号"},
		{"data", stat + `, platform: '甲\x26amp;号'`, "", "reprint", "甲&号"},
		{"line above the article", "", `<p class="original_primary_card_tips"><span>以下文章来源于甲号</span><span>，作者乙</span></p>`, "reprint", "甲号"},
		{"line without an author", "", `<p class="original_primary_card_tips">以下文章来源于 甲号 </p>`, "reprint", "甲号"},
		{"original", `copyright_stat: '1' * 1, platform: '自己'`, `<p class="original_primary_card_tips">以下文章来源于甲号</p>`, "original", ""},
		{"not declared", "", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := mustParse(t, dataPage(`title: '文', copyright_info: { `+test.members+` }`, test.body+body)).Article
			if string(a.Origin) != test.origin || a.ReprintFrom != test.from || a.Truncated {
				t.Errorf("origin %q, from %q, truncated %v", a.Origin, a.ReprintFrom, a.Truncated)
			}
		})
	}
}

func TestShareThatWasCut(t *testing.T) {
	const data = `<html><head><script>window.cgiDataNew = { title: '分享', copyright_info: { reprint_type: '2' * 1 } };</script></head><body>`
	const shown = `<div id="js_content"><p>一二三四五六七八九十，一二三四五六七八九十。</p>`
	for src, want := range map[string]bool{data + shown + `</div></body></html>`: false, data + shown: true} {
		if p := mustParse(t, src); p.Article.Truncated != want || p.Article.Kind != article.KindShare {
			t.Errorf("%s: kind %s, truncated %v", src, p.Article.Kind, p.Article.Truncated)
		}
	}
}
