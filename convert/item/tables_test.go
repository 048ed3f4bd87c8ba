package item_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/convert/item"
)

const link = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"

// Times that tools write, and those they write where they know none.
func TestTimesOfRows(t *testing.T) {
	at := func(hour, minute, second int) time.Time {
		return time.Date(2024, 11, 1, hour, minute, second, 0, article.Zone)
	}
	for text, want := range map[string]time.Time{
		"2024-11-01 08:32:43":       at(8, 32, 43),
		"2024/11/1 8:32":            at(8, 32, 0),
		"2024年11月1日 08:32":          at(8, 32, 0),
		"2024-11-01":                at(0, 0, 0),
		"1730421163":                at(8, 32, 43),
		"2024-11-01T08:32:43+08:00": at(8, 32, 43),
		"2024-11-01T00:32:43Z":      at(8, 32, 43),
		"1970-01-01 08:00:00":       {},
		"2006-01-02 15:04:05":       {},
		"Invalid Date":              {},
		"0":                         {},
		"昨天":                        {},
	} {
		src, err := item.Seal(item.FormatLinkCSV, map[string]string{"链接": link, "时间": text})
		if err != nil {
			t.Fatal(err)
		}
		s, err := item.Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Article.Published; !got.Equal(want) || !want.IsZero() && got.Location() != article.Zone {
			t.Errorf("%q is read as %v, want %v", text, got, want)
		}
	}
}

// A fakeid counts where it is the number of an account; the mid that belongs
// to it counts where the platform gave it.
func TestKeyWithoutAddress(t *testing.T) {
	for row, want := range map[string]string{
		`{"fakeid":"MzkwMDAwMDAwMQ==","aid":"2247483701_3"}`:                "MzkwMDAwMDAwMQ:2247483701:3",
		`{"fakeid":"MzkwMDAwMDAwMQ==","aid":"2247483701_3","_single":true}`: "",
		`{"fakeid":"SINGLE_ARTICLE_FAKEID","aid":"1760000000123_1"}`:        "",
		`{"fakeid":"QUJDREVG","aid":"2247483701_1"}`:                        "",
		`{"fakeid":"MzkwMDAwMDAwMQ==","aid":""}`:                            "",
		`{"fakeid":3900000001,"aid":"2247483701_1"}`:                        "",
	} {
		s, err := item.Parse([]byte(`{"wxbackup_item":"wae-json","item":` + strings.Replace(row, "{", `{"title":"一",`, 1) + `}`))
		if err != nil {
			t.Fatalf("%s: %v", row, err)
		}
		if got := s.Article.Key.String(); got != want {
			t.Errorf("%s has key %q, want %q", row, got, want)
		}
	}
}

// What names no article says so, whatever else is in it.
func TestRowsOfNothing(t *testing.T) {
	for format, row := range map[string]string{
		item.FormatWAE:      `{"digest":"摘要","_accountName":"山间杂记"}`,
		item.FormatWAEXLSX:  `{"标题":"未命名文章","公众号":"山间杂记"}`,
		item.FormatQWD:      `{"like_num":"0","url":"https://example.com/"}`,
		item.FormatWXDown:   `{"js_name":"山间杂记"}`,
		item.FormatLinkCSV:  `{"标题":"合计","链接":"https://mp.weixin.qq.com/mp/homepage?__biz=MzkwMDAwMDAwMQ=="}`,
		item.FormatLinkXLSX: `{}`,
		item.FormatGetmsg:   `{"comm_msg_info":{"datetime":1700000000},"app_msg_ext_info":{"title":"","content_url":""}}`,
	} {
		if _, err := item.Parse([]byte(`{"wxbackup_item":"` + format + `","item":` + row + `}`)); !errors.Is(err, item.ErrNothing) {
			t.Errorf("%s of %s: %v", row, format, err)
		}
	}
}

// A list of links says which column is what in its header; of several
// addresses that of the column named for it counts.
func TestLinkColumns(t *testing.T) {
	src, err := item.Seal(item.FormatLinkCSV, map[string]string{
		"备注": "https://mp.weixin.qq.com/s/BbCdEfGhIjKlMnOpQrStUv", "URL": link, "Title": "山路", "NickName": "山间杂记", "AUTHOR": "林三",
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := item.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	a := s.Article
	if a.URL != link || a.Title != "山路" || a.Account != "山间杂记" || a.Author != "林三" || s.Trust != article.TrustList || s.Form != article.FormNone {
		t.Errorf("statement = %+v", s)
	}
}

// Whatever an item holds, it is read or says why not, and what is read names
// an article.
func FuzzTables(f *testing.F) {
	f.Add(item.FormatWAE, []byte(`{"aid":"1_1","fakeid":"MzkwMDAwMDAwMQ==","link":"`+link+`","update_time":1700000000,"appmsg_album_infos":[{"title":"#一","id":0}]}`))
	f.Add(item.FormatWAEXLSX, []byte(`{"标题":"一","发布时间":"2024-11-01 08:32:43","所属合集":"#一 #二"}`))
	f.Add(item.FormatQWD, []byte(`{"title":"&amp;","url":"https://mp.weixin.qq.com/s?__biz=MzkwMDAwMDAwMQ==&amp;mid=1&amp;idx=1"}`))
	f.Add(item.FormatWXDown, []byte(`{"msg_title":"\\x26amp;\\u4e00","url":"`+link+`"}`))
	f.Add(item.FormatLinkCSV, []byte(`{"1":"`+link+`"}`))
	f.Add(item.FormatGetmsg, []byte(`{"comm_msg_info":{"datetime":1700000000},"app_msg_ext_info":{"title":"一","source_url":"http://a/#rd"}}`))
	f.Fuzz(func(t *testing.T, format string, row []byte) {
		s, err := item.Parse([]byte(`{"wxbackup_item":"` + format + `","item":` + string(row) + `}`))
		if err != nil {
			return
		}
		if a := s.Article; a.Title == "" && a.Key.IsZero() && len(a.ShortIDs) == 0 {
			t.Errorf("%s of %s names nothing: %+v", row, format, a)
		}
	})
}
