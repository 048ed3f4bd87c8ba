package publish

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/convert/clean"
)

const (
	exampleKey   = "MzA5OTk5OTk5OQ:2650000001:1"
	exampleShort = "AbCdEfGhIjKlMnOpQrSt_-"
	exampleSN    = "00aabbccddeeff00112233445566778a"
)

// everyForm are addresses of one article in every form of an article's
// address that pages have.
var everyForm = []string{
	"http://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1&sn=" + exampleSN + "&chksm=8b7e&scene=21#wechat_redirect",
	"https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1&sn=" + exampleSN,
	"https://mp.weixin.qq.com/s/" + exampleShort,
	"https://mp.weixin.qq.com/s/" + exampleShort + "?scene=1#rd",
	"http://mp.weixin.qq.com/mp/appmsg/show?__biz=MzA5OTk5OTk5OQ==&appmsgid=2650000001&itemidx=1&sign=" + exampleSN + "#wechat_redirect",
	"https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&appmsgid=2650000001&itemidx=1&sign=" + exampleSN,
	"https://mp.weixin.qq.com/mp/rumor?action=info&__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=1",
	"https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=x&target_url=https%3A%2F%2Fmp.weixin.qq.com%2Fs%2F" + exampleShort,
	"http://mp.weixin.qq.com/s?idx=1&mid=2650000001&__biz=MzA5OTk5OTk5OQ%3D%3D&amp;sn=" + exampleSN + "&scene=21#wechat_redirect",
	"//mp.weixin.qq.com:443/s?__biz=MzA5OTk5OTk5OQ&mid=2650000001&sn=" + exampleSN,
}

// nobodysForm are platform addresses that name no article for good.
var nobodysForm = []string{
	"https://mp.weixin.qq.com/s?src=11&timestamp=1700000000&ver=1&signature=abc&new=1",
	"https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&tempkey=abc",
	"https://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzA5OTk5OTk5OQ==&action=getalbum&album_id=1",
	"https://weixin.sogou.com/link?url=abc",
	"https://example.com/s/" + exampleShort,
	"mailto:someone@example.com",
}

func exampleLinker(base string) linker {
	return linker{
		base: base,
		resolve: func(name string) (string, bool, error) {
			switch name {
			case exampleKey, exampleShort:
				return exampleKey, true, nil
			case "MzA5OTk5OTk5OQ:2650000001:9":
				return "left-out", true, nil
			}
			return "", false, nil
		},
		places: map[string]place{exampleKey: {path: "/posts/例子/"}},
	}
}

func TestLinksOfEveryFormLeadToTheNewPage(t *testing.T) {
	for base, want := range map[string]string{
		"":      "/posts/%E4%BE%8B%E5%AD%90/",
		"/blog": "/blog/posts/%E4%BE%8B%E5%AD%90/",
	} {
		for _, href := range everyForm {
			got, unresolved, err := exampleLinker(base).target(href)
			if got != want || unresolved || err != nil {
				t.Errorf("%q leads to %q, %v, %v; want %q", href, got, unresolved, err, want)
			}
		}
	}
}

func TestOtherLinksStay(t *testing.T) {
	for _, href := range nobodysForm {
		got, unresolved, err := exampleLinker("").target(href)
		if got != href || unresolved || err != nil {
			t.Errorf("%q leads to %q, %v, %v; want it as it was", href, got, unresolved, err)
		}
	}
}

func TestLinksToArticlesNotPublishedStayAndAreListed(t *testing.T) {
	unknown := "https://mp.weixin.qq.com/s/0000000000000000000000?scene=1"
	leftOut := "https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=9&sn=" + exampleSN + "&chksm=1"
	root := parseBody(t, `<p><a href="`+unknown+`">甲</a></p><ul><li><a href="`+
		strings.ReplaceAll(leftOut, "&", "&amp;")+`"><strong>乙</strong></a></li></ul><p><a href="`+everyForm[2]+`">丙</a></p>`)
	unresolved, err := exampleLinker("").rewrite(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"https://mp.weixin.qq.com/s/0000000000000000000000", "https://mp.weixin.qq.com/s?__biz=MzA5OTk5OTk5OQ==&mid=2650000001&idx=9&sn=" + exampleSN}
	if diff := cmp.Diff(want, unresolved); diff != "" {
		t.Errorf("unresolved links (-want +got):\n%s", diff)
	}
	body, err := clean.Bytes(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`href="` + unknown + `"`, `idx=9&amp;sn=` + exampleSN + `&amp;chksm=1"`, `href="/posts/%E4%BE%8B%E5%AD%90/"`} {
		if !strings.Contains(string(body), part) {
			t.Errorf("body lacks %s:\n%s", part, body)
		}
	}
}

func TestFailureToResolveIsAnError(t *testing.T) {
	broken := errors.New("broken index")
	l := linker{resolve: func(string) (string, bool, error) { return "", false, broken }}
	root := parseBody(t, `<p><a href="`+everyForm[2]+`">甲</a></p>`)
	if _, err := l.rewrite(root); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}
