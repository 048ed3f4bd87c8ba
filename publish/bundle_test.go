package publish

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/publish/site"
)

func TestPicturesThatBeginAlikeGetDifferentNames(t *testing.T) {
	one := strings.Repeat("a", 64)
	two := strings.Repeat("a", 63) + "b"
	b := newBundle(site.Place{Ref: "p/"}, []article.Asset{
		{SHA256: one, Ext: ".png"}, {SHA256: two, Ext: ".png"}, {SHA256: one, Ext: ".png"}, {SHA256: two, Ext: ".png"},
	}, parseBody(t, ""))
	var got []string
	for n := range b.assets {
		got = append(got, b.image(n))
	}
	want := []string{"p/" + one[:12] + ".png", "p/" + two + ".png", "p/" + one[:12] + ".png", "p/" + two + ".png"}
	if !slices.Equal(got, want) || len(b.names) != 2 {
		t.Errorf("references %v for %d files, want %v for 2", got, len(b.names), want)
	}
}

func TestMissingPicturesKeepTheirAddress(t *testing.T) {
	for in, want := range map[string]string{
		"http://mmbiz.qpic.cn/a?tp=webp#x": "https://mmbiz.qpic.cn/a?tp=webp#x",
		"//mmbiz.qpic.cn/a":                "https://mmbiz.qpic.cn/a",
		"https://mmbiz.qpic.cn/a":          "https://mmbiz.qpic.cn/a",
		"data:image/png;base64,AA":         "",
		"javascript:alert(1)":              "",
		"":                                 "",
	} {
		b := newBundle(site.Place{}, []article.Asset{{URL: in, Ref: "ref"}}, parseBody(t, ""))
		if got := b.image(0); got != want {
			t.Errorf("picture %q is shown as %q, want %q", in, got, want)
		}
		if lost := want == ""; len(b.lost) == 1 != lost || len(b.external) == 1 == lost {
			t.Errorf("picture %q: external %v, lost %v", in, b.external, b.lost)
		}
	}
}

func TestImageThatNamesNoAssetIsNone(t *testing.T) {
	b := newBundle(site.Place{}, []article.Asset{{URL: "https://example.org/a.png"}}, parseBody(t, ""))
	for _, n := range []int{-1, 1} {
		if got := b.image(n); got != "" {
			t.Errorf("asset %d is shown as %q, want none", n, got)
		}
	}
}

func TestEmojiAreNamedSo(t *testing.T) {
	sum := strings.Repeat("a", 64)
	b := newBundle(site.Place{}, []article.Asset{{SHA256: sum, Ext: ".png"}, {SHA256: sum, Ext: ".png"}},
		parseBody(t, `<p>甲<img src="asset:1" alt="[微笑]" data-emoji="true"/><img src="asset:0"/></p>`))
	for n, want := range []string{"aaaaaaaaaaaa.png", "aaaaaaaaaaaa-emoji.png"} {
		if got := b.image(n); got != want {
			t.Errorf("asset %d is shown as %q, want %q", n, got, want)
		}
	}
}

func parseBody(t *testing.T, body string) *html.Node {
	t.Helper()
	root, err := clean.Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return root
}
