package source_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wxbackup/article"
)

const picture = "https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/640?wx_fmt=png"

// weweRSS is a feed as wewe-rss writes it: the full text stands for the
// summary, in the element it had in the page.
const weweRSS = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel>
        <title>河边读书</title>
        <link>https://feeds.example/feeds/MP_WXS_3010000000.rss</link>
        <description>一个人的读书笔记</description>
        <generator>WeWe-RSS</generator>
        <image><title>别的名字</title><url>https://wx.qlogo.cn/mmhead/x/0</url></image>
        <item>
            <title><![CDATA[茶 &amp; 水：<一> 与其他]]></title>
            <link>https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV</link>
            <guid isPermaLink="false">ABCDEFGHIJKLMNOPQRSTUV</guid>
            <pubDate>Fri, 05 Jan 2024 01:02:03 GMT</pubDate>
            <description><![CDATA[<style> .rich_media_content {font-size: 18px;}</style><div class="rich_media_content js_underline_content" id=js_content style="opacity: 0;"><p>水要慢慢烧。<img src=/static/res/logo/` + picture + `></p></div>]]></description>
            <enclosure length="0" type="image/jpeg" url="http://mmbiz.qpic.cn/mmbiz_jpg/coverabcdefghijklmnop/0?wx_fmt=jpeg"/>
        </item>
        <item>
            <title>没有全文</title>
            <link>https://mp.weixin.qq.com/s/abcdefghijklmnopqrstu-</link>
            <pubDate>Sat, 06 Jan 2024 00:00:00 GMT</pubDate>
            <description>获取全文失败，请重试~</description>
        </item>
        <item><title>别处的文章</title><link>https://blog.example/1</link><description>无关</description></item>
    </channel>
</rss>
`

func TestFeedsOfOneAccount(t *testing.T) {
	dir := folder(t, map[string]string{"a.rss": weweRSS})
	want := []toldItem{
		{
			Path: "a.rss!/1", Format: "rss", Trust: article.TrustList, Form: article.FormHTML,
			Facts: lines("account: 河边读书", "cover: https://mmbiz.qpic.cn/mmbiz_jpg/coverabcdefghijklmnop/0?wx_fmt=jpeg", "kind: article",
				"published: 2024-01-05T09:02:03+08:00", "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]", "title: 茶 & 水：<一> 与其他",
				"url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"),
			Body: `<p>水要慢慢烧。<img src="` + picture + `"/></p>`,
		},
		{
			Path: "a.rss!/2", Format: "rss", Trust: article.TrustList,
			Facts: lines("account: 河边读书", "kind: article", "published: 2024-01-06T08:00:00+08:00", "short_ids: [abcdefghijklmnopqrstu-]",
				"title: 没有全文", "url: https://mp.weixin.qq.com/s/abcdefghijklmnopqrstu-"),
		},
	}
	if diff := cmp.Diff(want, toldBy(t, dir)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

// weRSS is an item as we-mp-rss writes it, where it hands out pages of its own.
func weRSS(inside string) string {
	return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>河边读书</title>` +
		`<link>http://feeds.example/</link><description></description><generator>Mp-We-Rss</generator><item>` + inside + `</item></channel></rss>`
}

func TestItemsUnderIDsOfATool(t *testing.T) {
	for name, c := range map[string]struct{ inside, facts, body string }{
		"message and place": {
			`<id>3010000000-2650000001_2</id><title>一</title><description>一</description><guid>http://feeds.example/rss/feed/3010000000-2650000001_2</guid>` +
				`<content:encoded>&lt;![CDATA[&lt;p&gt;正文&amp;nbsp;&amp;amp;&lt;/p&gt;]]&gt;</content:encoded><pubDate>Fri, 05 Jan 2024 09:02:03 </pubDate>`,
			lines("account: 河边读书", "key: MzAxMDAwMDAwMA:2650000001:2", "kind: article", "published: 2024-01-05T09:02:03+08:00", "title: 一",
				"url: https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&idx=2"),
			"<p>正文\u00a0&amp;</p>",
		},
		"short id": {
			`<id>3010000000-ABCDEFGHIJKLMNOPQRSTUV</id><title>二</title><description>摘要一句</description><content:encoded>None</content:encoded>`,
			lines("account: 河边读书", "digest: 摘要一句", "kind: article", "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]", "title: 二",
				"url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"),
			"",
		},
		"deleted": {
			`<id>ABCDEFGHIJKLMNOPQRSTUV</id><title>三</title><content:encoded>DELETED</content:encoded><author>box@example.org (阿青)</author>`,
			lines("account: 河边读书", "author: 阿青", "deleted: true", "kind: article", "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]", "title: 三",
				"url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"),
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := toldBy(t, folder(t, map[string]string{"a.xml": weRSS(c.inside)}))
			if len(got) != 1 {
				t.Fatalf("read %+v", got)
			}
			if diff := cmp.Diff(c.facts, got[0].Facts); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if got[0].Body != c.body {
				t.Errorf("body %q, want %q", got[0].Body, c.body)
			}
		})
	}
}

const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom">
    <id>https://feeds.example/feeds/all.atom</id>
    <title>WeWe-RSS All</title>
    <updated>2024-01-07T00:00:00.000Z</updated>
    <author><name>WeWe-RSS All</name></author>
    <entry>
        <title type="html"><![CDATA[甲&lt;b&gt; &quot;乙&quot;]]></title>
        <id>ABCDEFGHIJKLMNOPQRSTUV</id>
        <link href="https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&amp;amp;mid=2650000001&amp;amp;idx=1&amp;amp;sn=0123456789abcdef0123456789abcdef"/>
        <link rel="enclosure" type="image/jpeg" href="` + picture + `"/>
        <updated>2024-01-06T03:04:05.000Z</updated>
        <summary type="html"><![CDATA[简短的话]]></summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一段<br/>话。</p></div></content>
        <author><name>河边读书</name></author>
    </entry>
</feed>`

func TestAtomFeedsOfSeveralAccounts(t *testing.T) {
	want := []toldItem{{
		Path: "a.atom!/1", Format: "atom", Trust: article.TrustList, Form: article.FormHTML,
		Facts: lines("account: 河边读书", "cover: "+picture, "digest: 简短的话", "key: MzAxMDAwMDAwMA:2650000001:1", "kind: article",
			"published: 2024-01-06T11:04:05+08:00", "sn: 0123456789abcdef0123456789abcdef", `title: 甲<b> "乙"`,
			"url: https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&idx=1&sn=0123456789abcdef0123456789abcdef"),
		Body: `<div xmlns="http://www.w3.org/1999/xhtml"><p>一段<br/>话。</p></div>`,
	}}
	if diff := cmp.Diff(want, toldBy(t, folder(t, map[string]string{"a.atom": atomFeed}))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

const jsonFeed = `{"version": "https:\/\/jsonfeed.org\/version\/1","title": "河边读书","home_page_url": "https://feeds.example/","items": [
 {"id": "ABCDEFGHIJKLMNOPQRSTUV","url": "https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV","title": "一 &amp; 二","summary": "短","image": "//mmbiz.qpic.cn/mmbiz_jpg/coverabcdefghijklmnop/0",
  "content_html": "<p>全文<img src=\"https://proxy.example/img?w=640&amp;url=https%3A%2F%2Fmmbiz.qpic.cn%2Fmmbiz_png%2Fabcdefghijklmnopqrst%2F640%3Fwx_fmt%3Dpng\"></p>",
  "date_modified": "2024-01-06T03:04:05.000Z","authors":[{"name":"河边读书"}],"author":{}},
 {"id": 7,"url": "https://blog.example/7","title": "别处"}]}`

func TestJSONFeeds(t *testing.T) {
	want := []toldItem{{
		Path: "feed.json!/1", Format: "json-feed", Trust: article.TrustList, Form: article.FormHTML,
		Facts: lines("account: 河边读书", "cover: https://mmbiz.qpic.cn/mmbiz_jpg/coverabcdefghijklmnop/0", "digest: 短", "kind: article",
			"published: 2024-01-06T11:04:05+08:00", "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]", "title: 一 &amp; 二",
			"url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"),
		Body: `<p>全文<img src="` + picture + `"/></p>`,
	}}
	if diff := cmp.Diff(want, toldBy(t, folder(t, map[string]string{"feed.json": "\xef\xbb\xbf" + jsonFeed}))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestFeedsInOtherEncodings(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(weweRSS, `encoding="utf-8"`, `encoding="GBK"`, 1))
	if err != nil {
		t.Fatal(err)
	}
	want := toldBy(t, folder(t, map[string]string{"a.xml": weweRSS}))
	for name, content := range map[string]string{
		"GBK":                gbk,
		"mark":               "\xef\xbb\xbf" + weweRSS,
		"control characters": strings.Replace(weweRSS, "慢慢", "慢\x08慢\x00", 1),
		"line ends":          strings.ReplaceAll(weweRSS, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			got := toldBy(t, folder(t, map[string]string{"a.xml": content}))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFeedsThatAreNone(t *testing.T) {
	const uuid = "AAAAAAAAAAAAAAAAAAAAAA"
	dir := folder(t, map[string]string{
		"1 blog.xml":  `<rss version="2.0"><channel><title>博客</title><item><guid>` + uuid + `</guid><link>https://blog.example/1</link></item></channel></rss>`,
		"2 empty.rss": `<rss version="2.0"><channel><title>空</title></channel></rss>`,
		"3 blog.atom": `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:uuid:1</id></entry></feed>`,
		"4 blog.json": `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"` + uuid + `"}]}`,
		"5 cut.rss":   strings.SplitAfter(weweRSS, "没有全文")[0],
		"6 cut.json":  jsonFeed[:len(jsonFeed)-60],
		"7 other.xml": `<?xml version="1.0"?><note>文字</note>`,
		"8 about.md":  "讲讲 <rss version=\"2.0\"> 的用法",
		"9 bad.json":  `{"version":"https://jsonfeed.org/version/1","items":[}`,
	})
	want := []string{
		"skipped 1 blog.xml: no article in it", "skipped 2 empty.rss: no article in it",
		"skipped 3 blog.atom: no article in it", "skipped 4 blog.json: no article in it",
		"rss 5 cut.rss!/1", "unreadable 5 cut.rss: reading rss: file ends too early; what precedes was read",
		"json-feed 6 cut.json!/1", "unreadable 6 cut.json: reading json-feed: file ends too early; what precedes was read",
		"skipped 7 other.xml: not a page", "skipped 8 about.md: not a page",
		"unreadable 9 bad.json: reading json-feed: invalid character '}' looking for beginning of value",
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}
