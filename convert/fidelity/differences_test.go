package fidelity

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNothingDiffersInWholeMarkdown(t *testing.T) {
	if got := Differences(Raw(parse(t, body)), NewReader().Markdown([]byte(whole)), cards); got != nil {
		t.Errorf("differences %+v", got)
	}
}

func TestDifferencesAreNamedWithWhatIsAround(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           []Difference
	}{
		{"text lost", "一段的", "一", []Difference{{What: "text", Page: "段的", Before: "第一", After: "粗体字 链接 code one code two 左"}}},
		{"text added", "最后一段", "最后 完 了一段", []Difference{{What: "text", Markdown: "完 了", Before: "one code two 左 右 甲 设a^2为 最后", After: "一段"}}},
		{"text changed twice", "链接](https://a.example/)\n\n```\ncode one", "连接](https://a.example/)\n\n```\ncode ten", []Difference{
			{What: "text", Page: "链", Markdown: "连", Before: "第一段的粗体字", After: "接 code one code two 左 右 甲 设a"},
			{What: "text", Page: "one", Markdown: "ten", Before: "第一段的粗体字 链接 code", After: "code two 左 右 甲 设a^2为 最后一段"},
			{What: "code", Page: "code one", Markdown: "code ten"},
		}},
		{"bold lost", "**粗体**", "粗体", []Difference{{What: "bold", Page: "粗体", Before: "第一段的", After: "字 链接 code one code two 左 右 甲"}}},
		{"bold added", "最后一段", "**最后**，一段", []Difference{
			{What: "text", Markdown: "，", Before: "one code two 左 右 甲 设a^2为 最后", After: "一段"},
			{What: "bold", Markdown: "最后", Before: "de one code two 左 右 甲 设a^2为", After: "，一段 🔊 声"},
		}},
		{"a picture lost", "![](a.png)", "", []Difference{{What: "image", Page: "a.png"}}},
		{"another picture", "a.png", "b.png", []Difference{{What: "image", Page: "a.png", Markdown: "b.png"}}},
		{"a link elsewhere", "a.example", "b.example", []Difference{{What: "link", Page: "https://a.example/", Markdown: "https://b.example/"}}},
		{"lines of code joined", "code one\n", "code one ", []Difference{{What: "code", Page: "code one", Markdown: "code one code two"}, {What: "code", Page: "code two"}}},
		{"a cell lost", "| 左 | 右 |", "| 左右 |", []Difference{{What: "cell", Page: "左", Markdown: "左右"}, {What: "cell", Page: "右"}}},
		{"a formula as text", "$a^2$", "a^2", []Difference{{What: "math", Page: "a^2"}}},
		{"an embed lost", "🔊 声", "", []Difference{{What: "embed", Page: "🔊 声"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			broken := strings.Replace(whole, test.old, test.new, 1)
			got := Differences(Raw(parse(t, body)), NewReader().Markdown([]byte(broken)), cards)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEmbedsWithoutACardAreNamed(t *testing.T) {
	raw := Raw(parse(t, `<p>甲</p><mpvoice></mpvoice><qqmusic></qqmusic>`))
	got := Differences(raw, NewReader().Markdown([]byte("甲\n\n［声］\n")), []Card{{Text: "［声］"}})
	if diff := cmp.Diff([]Difference{{What: "embed", Page: "qqmusic"}}, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

// The link of a card is none of the page's and none that was added.
func TestLinksOfCardsAreNoDifference(t *testing.T) {
	raw := Raw(parse(t, `<p><a href="https://a.example/">甲</a></p><mpvoice></mpvoice>`))
	md := NewReader().Markdown([]byte("[甲](https://a.example/)\n\n[［声］](https://b.example/)\n"))
	if got := Differences(raw, md, []Card{{Text: "［声］", Link: "https://b.example/"}}); got != nil {
		t.Errorf("differences %+v", got)
	}
}

func TestRenamedImagesAreComparedByTheirNames(t *testing.T) {
	raw := Raw(parse(t, `<img src="a.png"><img src="b.png">`))
	md := NewReader().Markdown([]byte("![](../1.png)![](../2.png)\n"))
	name := map[string]string{"a.png": "a", "b.png": "b", "../1.png": "a", "../2.png": "c"}
	raw.RenameImages(func(source string) string { return name[source] })
	md.RenameImages(func(source string) string { return name[source] })
	if diff := cmp.Diff([]Difference{{What: "image", Page: "b", Markdown: "c"}}, Differences(raw, md, nil)); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}
