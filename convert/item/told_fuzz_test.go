package item_test

import (
	"encoding/json"
	"errors"
	"testing"

	"wxbackup/article"
	"wxbackup/convert/item"
)

// fuzz reads items of some formats, whatever is in them: what is said of an
// article has a body exactly where it has a form, and drafts have no identity.
func fuzz(f *testing.F, formats ...string) {
	f.Fuzz(func(t *testing.T, src string) {
		for _, format := range formats {
			if !json.Valid([]byte(src)) {
				return
			}
			sealed, err := item.Seal(format, json.RawMessage(src))
			if err != nil {
				t.Fatal(err)
			}
			s, err := item.Parse(sealed)
			if err != nil {
				if errors.Is(err, item.ErrUnknown) {
					t.Errorf("format %s is read by nobody", format)
				}
				continue
			}
			if (s.Form == article.FormNone) != (s.Body == nil) {
				t.Errorf("form %q with body %v", s.Form, s.Body)
			}
			if a := s.Article; a.Draft && (!a.Key.IsZero() || len(a.ShortIDs) > 0 || !a.Published.IsZero()) {
				t.Errorf("draft was published: %+v", a)
			}
		}
	})
}

func FuzzNews(f *testing.F) {
	f.Add(`{"kind":"freepublish","id":"a","update_time":1700000000,"index":2,"news_item":{"title":"一","content":"<p>文</p>","url":"http://mp.weixin.qq.com/s?__biz=MzAxMDAwMDAwMA==&mid=1&sn=0"}}`)
	f.Add(`{"kind":"draft","update_time":"1","index":1,"news_item":{"title":{},"article_type":"newspic","content":"甲\n<乙","url":"http://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV","image_info":{"image_list":[{"image_url":"//mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0"},{}]}}}`)
	fuzz(f, item.FormatAPI)
}

func FuzzFeedEntry(f *testing.F) {
	f.Add(`{"feed":"号","xml":"<title>一</title><link>https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV</link><content:encoded><![CDATA[<p>文</p>]]></content:encoded>"}`)
	f.Add(`{"feed":"WeWe-RSS All","generator":"WeWe-RSS","xml":"<id>ABCDEFGHIJKLMNOPQRSTUV</id><author><name>号</name></author><content type=\"xhtml\"><div>文</div></content>"}`)
	f.Add(`{"item":{"id":"3010000000-2650000001_2","content_html":"<img src=/img?url=https://mmbiz.qpic.cn/mmbiz_png/abcdefghijklmnopqrst/0>","authors":[{"name":"青"}]}}`)
	fuzz(f, item.FormatRSS, item.FormatAtom, item.FormatJSONFeed)
}

func FuzzExported(f *testing.F) {
	f.Add(`{"title":"一","author":"Unknown_Account","publish_date":"2026-02-22","original_url":"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV","download_time":"2026-02-22 10:00:00"}`)
	f.Add(`{"url":"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV","status":"failed","published_date":"","timestamp":""}`)
	fuzz(f, item.FormatMetadata, item.FormatRecords)
}
