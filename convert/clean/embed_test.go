package clean_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wxbackup/article"
	"wxbackup/convert/clean"
)

// Each embed is recorded in reading order, with the number of its file, and
// with all that the page says of it.
func TestBodyRecordsEmbeds(t *testing.T) {
	const body = `<mpvoice name="&amp;nbsp;一" src="song/1.mp3" voice_encode_fileid="AA"></mpvoice>` +
		`<p><img data-src="https://a.example/a.png"><a data-miniprogram-nickname="时刻表" href="">打开</a></p>` +
		`<mp-common-sticker data-emoji_url="https://mmbiz.qpic.cn/mmbiz_gif/AbCdEfGhIjKlMnOpQrSt/0"></mp-common-sticker>` +
		`<iframe class="video_iframe" data-mpvid="wxv_1" data-title="片" data-cover="http%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2FAbCdEfGhIjKlMnOpQrSt%2F0"></iframe>` +
		`<blockquote class="js_blockquote_wrap" data-author-name="慢火车" data-url="https://a.example/q"><p>引</p></blockquote>`
	want := []article.Embed{
		{Kind: "audio", Element: "mpvoice", Text: "🔊 一", URL: "asset:0", Attributes: map[string]string{
			"name": "&nbsp;一", "src": "song/1.mp3", "voice_encode_fileid": "AA",
		}},
		{Kind: "miniprogram", Element: "a", Text: "［小程序：时刻表］", Attributes: map[string]string{"data-miniprogram-nickname": "时刻表", "href": ""}},
		{Kind: "sticker", Element: "mp-common-sticker", Text: "［表情］", URL: "asset:2", Attributes: map[string]string{
			"data-emoji_url": "https://mmbiz.qpic.cn/mmbiz_gif/AbCdEfGhIjKlMnOpQrSt/0",
		}},
		{
			Kind: "video", Element: "iframe", Text: "▶ 视频（微信）：片",
			Cover: "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/0",
			Attributes: map[string]string{
				"class": "video_iframe", "data-mpvid": "wxv_1", "data-title": "片",
				"data-cover": "http%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2FAbCdEfGhIjKlMnOpQrSt%2F0",
			},
		},
		{Kind: "other", Element: "blockquote", Text: "［引用：慢火车］", URL: "https://a.example/q", Attributes: map[string]string{
			"class": "js_blockquote_wrap", "data-author-name": "慢火车", "data-url": "https://a.example/q",
		}},
	}
	if diff := cmp.Diff(want, clean.Body(parseRaw(t, []byte(body))).Embeds); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func TestRecordsHaveNoCredentials(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"an address", "https://mp.weixin.qq.com/s?a=1&amp;key=777&amp;uin=9", "https://mp.weixin.qq.com/s?a=1"},
		{"an address of the platform", "/cgi-bin/readtemplate?t=vote&amp;token=1&amp;lang=zh", "https://mp.weixin.qq.com/cgi-bin/readtemplate?t=vote&lang=zh"},
		{"an encoded address", "https%3A%2F%2Fmp.weixin.qq.com%2Fs%3Fa%3D1%26key%3D777", "https://mp.weixin.qq.com/s?a=1"},
		{"an address without any", "/cgi-bin/readtemplate?t=vote&amp;lang=zh", "/cgi-bin/readtemplate?t=vote&lang=zh"},
		{"an encoded address without any", "http%3A%2F%2Fa.example%2F%3Fkey%3D1", "http%3A%2F%2Fa.example%2F%3Fkey%3D1"},
		{"text", "50% &amp;nbsp; key=1", "50% &nbsp; key=1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			embeds := clean.Body(parseRaw(t, []byte(`<mp-brand-new x="`+test.value+`"></mp-brand-new>`))).Embeds
			want := []article.Embed{{Attributes: map[string]string{"x": test.want}}}
			if diff := cmp.Diff(want, embeds, cmpopts.IgnoreFields(article.Embed{}, "Kind", "Element", "Text")); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
		})
	}
}

func TestIsEmbed(t *testing.T) {
	for name, c := range map[string]struct {
		source string
		want   bool
	}{
		"mpvoice":                    {`<mpvoice></mpvoice>`, true},
		"an element yet unknown":     {`<mp-brand-new></mp-brand-new>`, true},
		"one without a dash":         {`<mpbrandnew></mpbrandnew>`, true},
		"a frame":                    {`<iframe></iframe>`, true},
		"a frame's rendering":        {`<span class="a video_iframe"></span>`, true},
		"a vote's rendering":         {`<span class="js_editor_vote_card"></span>`, true},
		"a span":                     {`<span class="video_iframe_not"></span>`, false},
		"a mark of the editor":       {`<mp-style-type></mp-style-type>`, false},
		"a mark of the checker":      {`<mpchecktext></mpchecktext>`, false},
		"a path of a moving drawing": {`<svg><mpath></mpath></svg>`, false},
		"a sticker":                  {`<mp-common-sticker data-emoji_url="https://a.example/a.gif"></mp-common-sticker>`, false},
		"a sticker of no address":    {`<mp-common-sticker></mp-common-sticker>`, true},
		"a paragraph":                {`<p></p>`, false},
	} {
		n := parseRaw(t, []byte(c.source)).FirstChild
		if n.Data == "svg" {
			n = n.FirstChild
		}
		if got := clean.IsEmbed(n); got != c.want {
			t.Errorf("%s: IsEmbed is %t", name, got)
		}
		if clean.IsEmbed(n) && clean.IsPicture(n) {
			t.Errorf("%s: an embed and a picture", name)
		}
	}
}

// Stickers inside each other, as tools write them that close no element, take
// no more than their number's time.
func TestNestedStickersAreRead(t *testing.T) {
	const depth = 150
	open := `<mp-common-sticker data-emoji_url="https://mmbiz.qpic.cn/mmbiz_gif/AbCdEfGhIjKlMnOpQrSt/0"><section>`
	result := clean.Body(parseRaw(t, []byte(strings.Repeat(open, depth)+"深处")))
	if got := count(result.Root, isNamed("aside")); got != depth {
		t.Errorf("%d cards, want %d", got, depth)
	}
	if got := textBesideCards(result.Root); got != "深处" {
		t.Errorf("the text is %q", got)
	}
}
