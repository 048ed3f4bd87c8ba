package source_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
)

const publishedAnswer = `{"total_count":2,"item_count":2,"item":[
 {"article_id":"zhang-hui_01","content":{"news_item":[
  {"title":"春天的河 &amp; 桥","author":"阿青","digest":"河水\n涨了","content":"<section><p>第一段，河水涨了。</p><p><img data-src=\"https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/640?wx_fmt=png\"></p></section>",
   "content_source_url":"https://example.org/a?x=1&amp;y=2#rd","thumb_media_id":"tm1","thumb_url":"http://mmbiz.qpic.cn/mmbiz_jpg/coverabcdefghijklmnop/0?wx_fmt=jpeg",
   "show_cover_pic":1,"need_open_comment":1,"only_fans_can_comment":0,
   "url":"http://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&amp;mid=2650000001&amp;idx=1&amp;sn=0123456789abcdef0123456789abcdef&amp;chksm=ab#rd","is_deleted":false},
  {"title":"第二条","author":"","digest":"","content":"","content_source_url":"","url":"http://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&sn=fedcba9876543210fedcba9876543210","is_deleted":true}],
  "create_time":1700000000,"update_time":1700003600},"update_time":1700003600},
 {"article_id":"zhang-hui_02","content":{"news_item":[{"title":{},"content":"<p>只有正文的一条消息。</p>","url":"http://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV","is_deleted":0}]},"update_time":"1700009999"}]}`

func TestAnswersOfTheInterfaceAreItems(t *testing.T) {
	dir := folder(t, map[string]string{"第1页.json": "\xef\xbb\xbf" + strings.ReplaceAll(publishedAnswer, "\n", "\r\n")})
	const key = "MzAxMDAwMDAwMA:2650000001:"
	want := []toldItem{
		{
			Path: "第1页.json!/1.1", Format: "api-json", Trust: article.TrustAPI, Form: article.FormHTML,
			Facts: lines("author: 阿青",
				"cover: https://mmbiz.qpic.cn/mmbiz_jpg/coverabcdefghijklmnop/0?wx_fmt=jpeg", "digest: 河水 涨了", "key: "+key+"1", "kind: article",
				"modified: 2023-11-15T07:13:20+08:00", "published: 2023-11-15T06:13:20+08:00", "read_more: https://example.org/a?x=1&y=2",
				"sn: 0123456789abcdef0123456789abcdef", "title: 春天的河 & 桥",
				"url: https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&idx=1&sn=0123456789abcdef0123456789abcdef"),
			Body: `<section><p>第一段，河水涨了。</p><p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/640?wx_fmt=png"/></p></section>`,
		},
		{
			Path: "第1页.json!/1.2", Format: "api-json", Trust: article.TrustAPI,
			Facts: lines("deleted: true", "key: "+key+"2", "kind: article", "modified: 2023-11-15T07:13:20+08:00", "published: 2023-11-15T06:13:20+08:00",
				"sn: fedcba9876543210fedcba9876543210", "title: 第二条",
				"url: https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=2650000001&idx=2&sn=fedcba9876543210fedcba9876543210"),
		},
		{
			Path: "第1页.json!/2.1", Format: "api-json", Trust: article.TrustAPI, Form: article.FormHTML,
			Facts: lines("kind: article", "published: 2023-11-15T08:59:59+08:00", "short_ids: [ABCDEFGHIJKLMNOPQRSTUV]",
				"url: https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"),
			Body: "<p>只有正文的一条消息。</p>",
		},
	}
	if diff := cmp.Diff(want, toldBy(t, dir)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestDraftsStayDrafts(t *testing.T) {
	const temporary = `"url":"http://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=100000009&idx=1&sn=0123456789abcdef0123456789abcdef&tempkey=abc"`
	draft := lines("draft: true", "kind: article", "modified: 2023-11-15T06:13:20+08:00", "title: 草稿")
	for name, c := range map[string]struct{ file, content, want string }{
		"list": {"a.json", `{"item":[{"media_id":"m1","content":{"news_item":[{"title":"草稿",` + temporary + `}]},"update_time":1700000000}],"total_count":1,"item_count":1}`, draft},
		"list in a file named otherwise": {
			"material.json", `{"item":[{"media_id":"m1","content":{"news_item":[{"title":"草稿",` + temporary + `}]},"update_time":1700000000}]}`, draft,
		},
		"list by its name": {
			"draft_batchget_0.json",
			`{"item":[{"media_id":"m1","content":{"news_item":[{"title":"草稿","url":"http://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"}]},"update_time":1700000000}]}`, draft,
		},
		"one": {"a.json", `{"news_item":[{"article_type":"news","title":"草稿","content":"","url":"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"}],"update_time":1700000000}`, draft},
	} {
		t.Run(name, func(t *testing.T) {
			got := toldBy(t, folder(t, map[string]string{c.file: c.content}))
			if len(got) != 1 || got[0].Facts != c.want {
				t.Errorf("read %+v, want %s", got, c.want)
			}
		})
	}
}

func TestMaterialsArePublishedWhenTheyWereMade(t *testing.T) {
	dir := folder(t, map[string]string{"素材.json": `{"item":[{"media_id":"m1","content":{"news_item":[{"title":"旧图文","content":"<p>正文</p>",` +
		`"url":"http://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=100000009&idx=3&sn=0123456789abcdef0123456789abcdef#rd"}],` +
		`"create_time":1500000000,"update_time":1500000000},"update_time":1500000000}],"item_count":1}`})
	want := lines("key: MzAxMDAwMDAwMA:100000009:3", "kind: article", "published: 2017-07-14T10:40:00+08:00", "sn: 0123456789abcdef0123456789abcdef",
		"title: 旧图文", "url: https://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=100000009&idx=3&sn=0123456789abcdef0123456789abcdef")
	if got := toldBy(t, dir); len(got) != 1 || got[0].Facts != want {
		t.Errorf("read %+v, want %s", got, want)
	}
}

func TestPictureMessagesShowTheirPictures(t *testing.T) {
	dir := folder(t, map[string]string{"a.json": `{"news_item":[{"article_type":"newspic","title":"三张图","content":"第一行 a<b & c\n第二行","is_deleted":false,` +
		`"url":"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV","image_info":{"image_list":[` +
		`{"image_media_id":"p1","image_url":"http://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0"},{"image_media_id":"p2"}]}}]}`})
	got := toldBy(t, dir)
	if len(got) != 1 {
		t.Fatalf("read %+v", got)
	}
	want := `<p>第一行 a&lt;b &amp; c<br/>第二行</p><p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0" alt="图1"/></p>`
	if got[0].Body != want {
		t.Errorf("body %s, want %s", got[0].Body, want)
	}
	for _, fact := range []string{"kind: picture", `picture 2 has no address in the answer, media id "p2"`} {
		if !strings.Contains(got[0].Facts, fact) {
			t.Errorf("facts without %q:\n%s", fact, got[0].Facts)
		}
	}
	if strings.Contains(got[0].Facts, "draft") {
		t.Errorf("published message is a draft:\n%s", got[0].Facts)
	}
}

func TestAnswersComeOneByOneOrSeveralInAFile(t *testing.T) {
	one := func(n int) string {
		return fmt.Sprintf(`{"news_item":[{"title":"第%d篇","content":"<p>正文</p>","url":"","is_deleted":false}]}`, n)
	}
	message := `{"article_id":"a","content":{"news_item":[{"title":"消息","content":"<p>正文</p>"}]},"update_time":1}`
	for name, c := range map[string]struct {
		file, content string
		want          []string
	}{
		"array":    {"a.json", "[\n " + one(1) + ",\n" + one(2) + "]", []string{"1.1", "2.1"}},
		"lines":    {"a.jsonl", one(1) + "\r\n\r\n" + one(2) + "\n", []string{"1.1", "2.1"}},
		"messages": {"a.json", "[" + message + "," + message + "]", []string{"1.1", "2.1"}},
		"texts":    {"a.txt", one(1), []string{"1.1"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, i := range toldBy(t, folder(t, map[string]string{c.file: c.content})) {
				got = append(got, strings.TrimPrefix(i.Path, c.file+"!/"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	whole := `{"news_item":[{"title":"一","is_deleted":false}]}`
	dir := folder(t, map[string]string{
		"1 error.json":   `{"errcode":40001,"errmsg":"invalid credential, access_token is invalid"}`,
		"2 partly.jsonl": whole + "\n" + `{"errcode":45009,"errmsg":"reach max api daily quota limit"}` + "\n" + whole,
		"3 none.json":    `{"total_count":0,"item_count":0,"item":[]}`,
		"4 images.json":  `{"item":[{"media_id":"m","name":"a.png","update_time":1,"url":"http://x/"}],"total_count":1,"item_count":1}`,
		"5 cut.json":     publishedAnswer[:len(publishedAnswer)-60],
		"6 deep.json":    `{"news_item":[],"item":` + strings.Repeat("[", 100),
		"7 fine.json":    `{"errcode":0,"errmsg":"ok","news_item":[{"title":"一"}]}`,
		"8 others.json":  `[{"title":"与公众号无关"}]`,
	})
	want := []string{
		"unreadable 1 error.json: reading api-json: interface answered with error 40001: invalid credential, access_token is invalid",
		"api-json 2 partly.jsonl!/1.1", "api-json 2 partly.jsonl!/2.1",
		"unreadable 2 partly.jsonl: reading api-json: interface answered with error 45009: reach max api daily quota limit",
		"skipped 3 none.json: no article in it", "skipped 4 images.json: no article in it",
		"api-json 5 cut.json!/1.1", "api-json 5 cut.json!/1.2",
		"unreadable 5 cut.json: reading api-json: file ends too early; what precedes was read",
		"unreadable 6 deep.json: reading api-json: answer is nested deeper than any",
		"api-json 7 fine.json!/1.1",
		"skipped 8 others.json: not a page",
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
}
