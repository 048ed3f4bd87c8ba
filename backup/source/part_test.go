package source_test

import (
	"testing"

	"wxbackup/backup/source"
)

func TestPartsAreFoundByEveryFormOfTheirAddress(t *testing.T) {
	const id = "J5BapbXZeMhMUNdOUVuiZeD4oslH8fMeRvSvfUYlh8AITj4f7B8PC1on2f0"
	for name, c := range map[string]struct{ stored, asked string }{
		"as it stands":            {"https://a.example/1.png?x=1&y=2", "https://a.example/1.png?x=1&y=2"},
		"escaped in the bundle":   {"https://a.example/1.png?x=1&amp;y=2", "https://a.example/1.png?x=1&y=2"},
		"escaped in the page":     {"https://a.example/1.png?x=1&y=2", "https://a.example/1.png?x=1&amp;y=2"},
		"fragment in the page":    {"https://a.example/1.png", "https://a.example/1.png#imgIndex=0"},
		"fragment in the bundle":  {"https://a.example/1.png#x", "https://a.example/1.png"},
		"content id":              {"cid:frame-1@mhtml.blink", "cid:frame-1@mhtml.blink"},
		"another size on the CDN": {"https://mmbiz.qpic.cn/mmbiz_jpg/" + id + "/0?wx_fmt=jpeg", "https://mmbiz.qpic.cn/sz_mmbiz_png/" + id + "/640?tp=webp"},
		"http on the CDN":         {"http://mmbiz.qpic.cn/mmbiz/" + id + "/0", "https://mmbiz.qpic.cn/mmbiz/" + id + "/0"},
	} {
		var x source.PartIndex
		x.Add("https://a.example/other.png", "other")
		x.Add(c.stored, "part")
		x.Add(c.stored, "second")
		if got, ok := x.Find(c.asked); !ok || got != "part" {
			t.Errorf("%s: Find(%q) = %q, %v", name, c.asked, got, ok)
		}
	}
}

func TestPartsOfAnExactAddressComeFirst(t *testing.T) {
	const small, large = "https://mmbiz.qpic.cn/mmbiz/J5BapbXZeMhMUNdOUVuiZe/300", "https://mmbiz.qpic.cn/mmbiz/J5BapbXZeMhMUNdOUVuiZe/0"
	var x source.PartIndex
	x.Add(small, "small")
	x.Add(large, "large")
	if got, _ := x.Find(large); got != "large" {
		t.Errorf("found %q", got)
	}
}

func TestPartsThatAreNotThere(t *testing.T) {
	var empty, x source.PartIndex
	x.Add("", "nameless")
	x.Add("https://a.example/1.png", "part")
	for _, address := range []string{"", "#", "https://a.example/2.png", "1.png", "https://mmbiz.qpic.cn/mmbiz/J5BapbXZeMhMUNdOUVuiZe/300"} {
		if got, ok := x.Find(address); ok {
			t.Errorf("Find(%q) = %q", address, got)
		}
		if got, ok := empty.Find(address); ok {
			t.Errorf("Find(%q) in nothing = %q", address, got)
		}
	}
}
