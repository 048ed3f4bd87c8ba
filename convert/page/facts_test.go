package page

import (
	"strings"
	"testing"
	"time"

	"wxbackup/article"
)

func TestTitle(t *testing.T) {
	const account = `<title>某号</title>`
	tests := []struct{ name, head, body, want string }{
		{"data object", `<meta property="og:title" content="b">`, `<script>window.cgiDataNew = { title: 'a' }; var msg_title = 'c';</script>`, "a"},
		{"variable", `<meta property="og:title" content="b">`, `<script>var msg_title = 'a';</script>`, "a"},
		{"variable, escaped twice", "", `<script>var msg_title = 'a\x26amp;b'.html(false);</script>`, "a&b"},
		{"variable with angle brackets", "", `<script>var msg_title = '\x26lt;b\x26gt;'.html(false);</script>`, "<b>"},
		{"what an author escaped stays escaped", "", `<script>var msg_title = '\x26amp;lt;';</script>`, "&lt;"},
		{"end tag of a script, quotes, emoji", "", `<script>var msg_title = '\x3c\x2fscript\x3e\x22\'😀\x27';</script>`, `</script>"'😀'`},
		{"meta", `<meta property="og:title" content="a &amp; b">`, "", "a & b"},
		{"meta with escapes of scripts", `<meta property="og:title" content="第一行\n第二行\x26lt;a\x26gt;链接">`, "", "第一行 第二行链接"},
		{"other meta", `<meta property="og:title" content=""><meta name="twitter:title" content="a">`, "", "a"},
		{"element", account, `<h2 id="activity-name"> a  b </h2>`, "a b"},
		{"element without an id", account, `<h2 class="x rich_media_title">a</h2>`, "a"},
		{"title element", `<title> a </title>`, "", "a"},
		{"title element that is the account's name", account, `<a id="js_name">某号</a><h2 id="activity-name">a</h2>`, "a"},
		{"nothing but the account's name", account, `<a id="js_name">某号</a>`, "一二三四五六七八九十，一二三四五六七八九十"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := "<html><head>" + test.head + "</head><body>" + test.body + body + "</body></html>"
			if got := mustParse(t, src).Article.Title; got != test.want {
				t.Errorf("title %q, want %q", got, test.want)
			}
		})
	}
}

func TestIdentityFromEverySlot(t *testing.T) {
	for _, biz := range []string{
		`"MzA5OTk5OTk5OQ==" || "" || ""`, `"" || "MzA5OTk5OTk5OQ==" || ""`, `"" || "" || "MzA5OTk5OTk5OQ=="`, `""||"MzA5OTk5OTk5OQ=="`,
	} {
		for _, mid := range []string{`"2650000001" || "" || ""`, `"" || "2650000001" || ""`, `"" || "" || "2650000001"`, `'2650000001' * 1`} {
			p := mustParse(t, odd("", body+"<script>var biz = "+biz+"; var mid = "+mid+"; var idx = '' || '3';</script>"))
			if got := p.Article.Key.String(); got != "MzA5OTk5OTk5OQ:2650000001:3" {
				t.Errorf("biz = %s, mid = %s: key %q", biz, mid, got)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	const (
		long  = "http://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&amp;mid=2650000001&amp;idx=1&amp;sn=00AA11bb22cc33dd44ee55ff66aa77bb&amp;chksm=1&amp;key=secret#rd"
		short = "https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA"
		other = "https://mp.weixin.qq.com/s/BBBBBBBBBBBBBBBBBBBBBB"
		want  = "https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1&sn=00aa11bb22cc33dd44ee55ff66aa77bb"
	)
	tests := []struct{ name, head, script, url, shortIDs string }{
		{"long", "", "var msg_link = '" + long + "';", want, ""},
		{"short", `<meta property="og:url" content="` + short + `">`, "", short, "AAAAAAAAAAAAAAAAAAAAAA"},
		{"both", `<meta property="og:url" content="` + short + `">`, "var msg_link = '" + long + "';", want, "AAAAAAAAAAAAAAAAAAAAAA"},
		{"two short ones, sorted", `<meta property="og:url" content="` + short + `">`, "var msg_link = '" + other + "';", short, "AAAAAAAAAAAAAAAAAAAAAA BBBBBBBBBBBBBBBBBBBBBB"},
		{"saved from", "<!-- saved from url=(0050)" + short + " -->", "", short, "AAAAAAAAAAAAAAAAAAAAAA"},
		{"SingleFile", "<!--\n Page saved with SingleFile \n url: " + short + " \n saved date: Wed Jun 04 2025 18:20:11 GMT+0800\n-->", "", short, "AAAAAAAAAAAAAAAAAAAAAA"},
		{"older SingleFile", "<!-- Archive processed by SingleFile \n url: " + short + "\n-->", "", short, "AAAAAAAAAAAAAAAAAAAAAA"},
		{"a comment of another kind", "<!-- SingleFile, url: none -->", "", "", ""},
		{"temporary", "", "var msg_link = 'https://mp.weixin.qq.com/s?src=11&amp;timestamp=1&amp;signature=x';", "", ""},
		{"none", "", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := mustParse(t, odd(test.head, body+"<script>"+test.script+"</script>")).Article
			if a.URL != test.url || strings.Join(a.ShortIDs, " ") != test.shortIDs {
				t.Errorf("address %q, short ids %v", a.URL, a.ShortIDs)
			}
		})
	}
}

func TestCommentIDKeepsItsDigits(t *testing.T) {
	for script, want := range map[string]string{
		`var comment_id = "9223372036854775807";`:            "9223372036854775807",
		`var comment_id = '9223372036854775809' || '0';`:     "9223372036854775809",
		`var comment_id = "9223372036854775807" * 1;`:        "9223372036854775807",
		`var comment_id = '' || '0';`:                        "",
		`window.cgiDataNew = { comment_id: JsDecode('0') };`: "",
	} {
		if got := mustParse(t, odd("", body+"<script>"+script+"</script>")).Article.CommentID; got != want {
			t.Errorf("%s: %q, want %q", script, got, want)
		}
	}
}

func TestPublished(t *testing.T) {
	const first = 1700000000
	at := func(year int, month time.Month, day, hour, minute int) time.Time {
		return time.Date(year, month, day, hour, minute, 0, 0, article.Zone)
	}
	tests := []struct {
		name, body string
		want       time.Time
	}{
		{"data object", `<script>window.cgiDataNew = { ori_create_time: '1700000000' * 1, create_timestamp: '1700000099' }; var ct = "1700000099";</script>`, time.Unix(first, 0)},
		{"created", `<script>window.cgiDataNew = { ori_create_time: '0' * 1, create_timestamp: '1700000000' };</script>`, time.Unix(first, 0)},
		{"variable", `<script>var ct = "1700000000"; var publish_time = "2018-04-18";</script>`, time.Unix(first, 0)},
		{"variable in Beijing time", `<script>window.cgiDataNew = { create_time: '2025-11-10 12:05' };</script>`, at(2025, 11, 10, 12, 5)},
		{"variable without a clock", `<script>var publish_time = "2018-04-18" || "";</script>`, at(2018, 4, 18, 0, 0)},
		{"shown", `<em id="publish_time">2025年11月10日 12:05</em>`, at(2025, 11, 10, 12, 5)},
		{"shown in 2017", `<em id="post-date">2017-03-08</em>`, at(2017, 3, 8, 0, 0)},
		{"relative", `<em id="publish_time">9天前</em>`, time.Time{}},
		{"yesterday", `<em id="publish_time">Yesterday</em>`, time.Time{}},
		{"in the text", `<p>1942-06-05</p>`, time.Time{}},
		{"none", ``, time.Time{}},
		{"later than 2100", `<script>var ct = "41024448000";</script>`, time.Time{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := mustParse(t, odd("", test.body+body)).Article.Published
			if !got.Equal(test.want) {
				t.Errorf("published %v, want %v", got, test.want)
			}
			if !got.IsZero() && got.Location() != article.Zone {
				t.Errorf("zone %v", got.Location())
			}
		})
	}
}

func TestCover(t *testing.T) {
	const id = "AbCdEfGhIjKlMnOpQrStUv/0"
	for head, want := range map[string]string{
		`<meta property="og:image" content="http://mmbiz.qpic.cn/mmbiz_jpg/` + id + `">`:                                      "https://mmbiz.qpic.cn/mmbiz_jpg/" + id,
		`<meta property="og:image" content="//mmbiz.qpic.cn/mmbiz_jpg/` + id + `">`:                                           "https://mmbiz.qpic.cn/mmbiz_jpg/" + id,
		`<meta property="og:image" content="http://example.com/a.jpg">`:                                                       "http://example.com/a.jpg",
		`<script>window.cgiDataNew = { watermark_info: { cdn_url: 'https://mmbiz.qpic.cn/mmbiz_jpg/` + id + `' } };</script>`: "",
		`<script>var msg_cdn_url = "http://mmbiz.qpic.cn/mmbiz/` + id + `"; var cdn_url_235_1 = "";</script>`:                 "https://mmbiz.qpic.cn/mmbiz/" + id,
	} {
		if got := mustParse(t, odd(head, body)).Article.Cover; got != want {
			t.Errorf("%s: cover %q, want %q", head, got, want)
		}
	}
}

func TestReadMore(t *testing.T) {
	for source, want := range map[string]string{
		`https://example.com/?a=1\x26amp;reg=2#rd`: "https://example.com/?a=1&reg=2",
		`http://example.com/`:                      "http://example.com/",
		``:                                         "",
		`javascript:alert(1)`:                      "",
		`##`:                                       "",
		`https://mp.weixin.qq.com/s?__biz=MzA5\x26amp;key=secret`: "https://mp.weixin.qq.com/s?__biz=MzA5",
	} {
		src := odd("", body+`<a id="js_view_source" href="##">阅读原文</a><script>var msg_source_url = '`+source+`';</script>`)
		if got := mustParse(t, src).Article.ReadMore; got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

func TestAuthorIsNotTheAccount(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"none", `<a id="js_name">某号</a><em id="publish_time" class="rich_media_meta_text">9天前</em>`, ""},
		{"hidden element", `<span id="js_author_name" style="display:none">某人</span>`, "某人"},
		{"beside the date", `<em id="post-date" class="rich_media_meta_text">2017-03-08</em><em class="rich_media_meta rich_media_meta_text">某人</em>`, "某人"},
		{"date without an id", `<em class="rich_media_meta_text">2016-04-01</em><em class="rich_media_meta_text">某人</em>`, "某人"},
		{"variable", `<script>var author = "某&amp;人"; var nickname = "某号";</script>`, "某&人"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := mustParse(t, odd("", test.body+body)).Article.Author; got != test.want {
				t.Errorf("author %q, want %q", got, test.want)
			}
		})
	}
}

func TestAliasIsNoIntroduction(t *testing.T) {
	for shown, want := range map[string]string{"slow_train": "slow_train", "坐火车的人": "", "a": "", "1train": ""} {
		src := odd("", body+`<span class="profile_meta_value">`+shown+`</span>`)
		if got := mustParse(t, src).Article.Alias; got != want {
			t.Errorf("%s: alias %q, want %q", shown, got, want)
		}
	}
}

func TestAlbumsAreListedOnce(t *testing.T) {
	var a article.Article
	for _, album := range []article.Album{{ID: "1", Title: "一"}, {ID: "1", Title: "#一"}, {ID: "", Title: "一"}, {ID: "0", Title: "二"}, {ID: "3", Title: ""}, {ID: "4", Title: "四"}, {ID: "4", Title: "肆"}} {
		addAlbum(&a, album.ID, album.Title)
	}
	if len(a.Albums) != 3 || a.Albums[0] != (article.Album{ID: "1", Title: "一"}) || a.Albums[1] != (article.Album{Title: "二"}) || a.Albums[2] != (article.Album{ID: "4", Title: "四"}) {
		t.Errorf("albums %v", a.Albums)
	}
}

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", ""},
		{" a\n\t b ", "a b"},
		{"a\u00a0\u00a0b", "a b"},
		{"\u3000a\u3000b\u3000", "a\u3000b"},
	} {
		if got := OneLine(c.src); got != c.want {
			t.Errorf("%q gives %q, want %q", c.src, got, c.want)
		}
	}
}
