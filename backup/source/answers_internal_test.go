package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"wxbackup/convert/item"
)

func TestNoItemTakesMoreThanAnyPage(t *testing.T) {
	b := &itemReader{r: strings.NewReader(strings.Repeat("x", 10)), left: 4}
	if got, err := io.ReadAll(b); string(got) != "xxxx" || !errors.Is(err, ErrTooLarge) {
		t.Errorf("read %q, %v", got, err)
	}
	b.next()
	if got, err := io.ReadAll(b); string(got) != "xxxxxx" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

// fuzzListing reads whatever bytes as a listing: it comes to an end, and what
// it hands on can be sealed.
func fuzzListing(f *testing.F, read func(*blob, string, func(string, any) error) error) {
	f.Fuzz(func(t *testing.T, data []byte) {
		seen := map[string]bool{}
		// Damage is no failure.
		_ = read(&blob{bytes.NewReader(data), io.NopCloser(nil), int64(len(data))}, "a", func(name string, content any) error {
			if seen[name] {
				t.Errorf("two items have the name %q", name)
			}
			seen[name] = true
			sealed, err := item.Seal("fuzz", content)
			if err != nil || !item.Is(sealed) {
				t.Errorf("sealing item %q: %v", name, err)
			}
			return err
		})
	})
}

func FuzzAnswers(f *testing.F) {
	f.Add([]byte(`{"item":[{"article_id":"a","content":{"news_item":[{"title":"一"},{}],"create_time":1},"update_time":2}],"item_count":1}`))
	f.Add([]byte(`[{"news_item":[{"url":"x?tempkey=1"}]},{"errcode":40001,"errmsg":"x"}]` + "\n" + `{"item":[[]]}`))
	fuzzListing(f, readAnswers)
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0" encoding="GBK"?><rss><channel><title>a</title><item><link>https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV</link></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><entry><id>3010000000-2650000001_2</id><content type="xhtml"><p/></content></entry></feed>`))
	fuzzListing(f, readFeed)
}

func FuzzJSONFeed(f *testing.F) {
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","title":"a","items":[{"url":"https://mp.weixin.qq.com/s/ABCDEFGHIJKLMNOPQRSTUV"}]}`))
	fuzzListing(f, readJSONFeed)
}

func FuzzRecords(f *testing.F) {
	f.Add([]byte("url,status\r\n\"a\"\"b\",\n\n1,2,3\n"))
	f.Add([]byte("\xef\xbb\xbfurl\n\xc4\xe3"))
	fuzzListing(f, readRecords)
}
