package article_test

import (
	"regexp"
	"strings"
	"testing"

	"wxbackup/article"
)

const cdnID = "J5BapbXZeMhMUNdOUVuiZeD4oslH8fMeRvSvfUYlh8AITj4f7B8PC1on2f0Syql2f7NXT1fQcQEkVdycwzQwqg"

// cdnForms are the forms of one picture's address (wechat-pages.md §3.4).
var cdnForms = []string{
	"http://mmbiz.qpic.cn/mmbiz/" + cdnID + "/0",
	"http://mmbiz.qpic.cn/mmbiz/" + cdnID,
	"https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/640?wx_fmt=png",
	"https://mmbiz.qpic.cn/mmbiz_jpg/" + cdnID + "/640?wx_fmt=jpeg&tp=webp&wxfrom=5&wx_lazy=1&wx_co=1",
	"https://mmbiz.qpic.cn/mmbiz_jpeg/" + cdnID + "/300?wx_fmt=jpeg",
	"https://mmbiz.qpic.cn/mmbiz_gif/" + cdnID + "/640?wx_fmt=gif&wxfrom=19",
	"https://mmbiz.qpic.cn/mmbiz_svg/" + cdnID + "/640?wx_fmt=svg&from=appmsg",
	"https://mmbiz.qpic.cn/mmbiz_webp/" + cdnID + "/0?wx_fmt=other",
	"https://mmbiz.qpic.cn/mmbiz_bmp/" + cdnID + "/0",
	"https://mmbiz.qpic.cn/sz_mmbiz_png/" + cdnID + "/640?wx_fmt=png&from=appmsg#imgIndex=3",
	"https://mmbiz.qpic.cn/sz_mmbiz/" + cdnID + "/0",
	"https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/640#imgIndex=0",
	"https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/?wx_fmt=png",
	"https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/640?wx_fmt=png&amp;from=appmsg",
	"//mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/640?wx_fmt=png",
	"http://MMBIZ.qpic.cn/mmbiz_png/" + cdnID + "/0",
	"http://mmbiz.qlogo.cn/mmbiz/" + cdnID + "/0",
	"https://mmecoa.qpic.cn/sz_mmbiz_png/" + cdnID + "/640",
}

func TestCDNIDIsTheSameInEveryForm(t *testing.T) {
	for _, raw := range cdnForms {
		if got := article.CDNID(raw); got != cdnID {
			t.Errorf("CDNID(%q) = %q", raw, got)
		}
		if got := (article.Asset{URL: raw}).CDN(); got != cdnID {
			t.Errorf("CDN of an asset at %q = %q", raw, got)
		}
	}
}

func TestCDNIDOfLengthsSeen(t *testing.T) {
	for _, n := range []int{16, 86, 100, 140} {
		id := strings.Repeat("a-Z_09bY", 20)[:n]
		if got := article.CDNID("https://mmbiz.qpic.cn/mmbiz_png/" + id + "/640?x=1"); got != id {
			t.Errorf("CDNID of an id with %d characters = %q", n, got)
		}
	}
}

func TestCDNIDOfOtherAddresses(t *testing.T) {
	for name, raw := range map[string]string{
		"empty":               "",
		"no host":             "/mmbiz_png/" + cdnID + "/640",
		"local reference":     "./a_files/640(1)",
		"another host":        "https://example.com/mmbiz_png/" + cdnID + "/640",
		"host as a prefix":    "https://mmbiz.qpic.cn.example.com/mmbiz_png/" + cdnID + "/640",
		"host's last letters": "https://evilqpic.cn/mmbiz_png/" + cdnID + "/640",
		"in a parameter":      "https://example.com/?u=https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/640",
		"id too short":        "https://mmbiz.qpic.cn/mmbiz_png/abc/640",
		"emoji":               "https://res.wx.qq.com/mpres/htmledition/images/icon/emotion/13.gif",
		"avatar":              "https://wx.qlogo.cn/mmhead/" + cdnID + "/0",
		"moments":             "http://mmsns.qpic.cn/mmsns/" + cdnID + "/0",
		"deeper path":         "https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/640/more",
		"size no number":      "https://mmbiz.qpic.cn/mmbiz_png/" + cdnID + "/large",
		"folder only":         "https://mmbiz.qpic.cn/mmbiz_png/",
		"host only":           "https://mmbiz.qpic.cn",
		"data":                "data:image/png;base64,iVBORw0KGgo=",
	} {
		if got := article.CDNID(raw); got != "" {
			t.Errorf("%s: CDNID(%q) = %q", name, raw, got)
		}
	}
}

// An id has the characters of one and stands in the address; neither query nor
// scheme nor size change it.
func FuzzCDNID(f *testing.F) {
	for _, raw := range cdnForms {
		f.Add(raw)
	}
	f.Add("https://mmbiz.qpic.cn/mmbiz_png/" + strings.Repeat("/", 40))
	f.Add("//.qpic.cn/mmbiz/0123456789abcdef")
	form := regexp.MustCompile(`^[A-Za-z0-9_-]{16,}$`)
	f.Fuzz(func(t *testing.T, raw string) {
		id := article.CDNID(raw)
		if id == "" {
			return
		}
		if !form.MatchString(id) || !strings.Contains(raw, id) {
			t.Fatalf("CDNID(%q) = %q", raw, id)
		}
		for _, other := range []string{raw + "?x=1", raw + "#imgIndex=1", "https://mmbiz.qpic.cn/mmbiz_png/" + id + "/0"} {
			if got := article.CDNID(other); got != id {
				t.Errorf("CDNID(%q) = %q, but that of %q is %q", other, got, raw, id)
			}
		}
	})
}
