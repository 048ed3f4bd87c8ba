package item_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/item"
)

const xwdText = "灯塔的夜\n====\n\n原文地址：[灯塔的夜](https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv)\n\n正文第一段。\n\n正文第二段。\n"

const xwdComments = "\n\n---\n\n精选留言\n\n\n- **读者**（来自浙江）\n  写得好。\n  第二行 **粗**\n\n  - **海边手记(作者)**（来自浙江）\n    回复 读者 ：谢谢。\n\n- **无处**\n  一句话\n"

func parseItem(t *testing.T, format string, content any) *item.Statement {
	t.Helper()
	src, err := item.Seal(format, content)
	if err != nil {
		t.Fatal(err)
	}
	s, err := item.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func bodyOf(t *testing.T, s *item.Statement) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Render(&b, s.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCommentsUnderMarkdownAreNoBody(t *testing.T) {
	bare := parseItem(t, "xwd-md", map[string]string{"name": "a.md", "text": xwdText})
	full := parseItem(t, "xwd-md", map[string]string{"name": "a.md", "text": xwdText + xwdComments})
	if bare.Comments != nil {
		t.Errorf("comments of a text without any: %v", bare.Comments)
	}
	want := []article.Comment{
		{Name: "读者", Place: "浙江", Text: "写得好。\n第二行 **粗**", Replies: []article.Comment{{Name: "海边手记", Author: true, To: "读者", Text: "谢谢。"}}},
		{Name: "无处", Text: "一句话"},
	}
	if diff := cmp.Diff(want, full.Comments); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(bodyOf(t, bare), bodyOf(t, full)); diff != "" {
		t.Errorf("body (-without +with comments):\n%s", diff)
	}
}

func TestFiguresOfLists(t *testing.T) {
	number := func(n int) *int { return &n }
	const address = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"
	for name, c := range map[string]struct {
		format  string
		content map[string]string
		want    []article.Figures
	}{
		"table":            {item.FormatWAEXLSX, map[string]string{"链接": address, "标题": "题", "阅读": "1200", "点赞": "30", "分享": "4", "喜欢": "7", "留言": "5"}, []article.Figures{{Reads: number(1200), Likes: number(30), Shares: number(4), Recommends: number(7), Comments: number(5)}}},
		"table without":    {item.FormatWAEXLSX, map[string]string{"链接": address, "标题": "题", "阅读": "", "点赞": ""}, nil},
		"list not fetched": {item.FormatQWD, map[string]string{"title": "题", "url": address, "read_num": "0", "like_num": "0", "share_num": "0", "comment_count": "{}"}, nil},
		"list":             {item.FormatQWD, map[string]string{"title": "题", "url": address, "read_num": "1100", "like_num": "28", "share_num": "0", "comment_count": "{}"}, []article.Figures{{Reads: number(1100), Likes: number(28)}}},
		"no numbers":       {item.FormatQWD, map[string]string{"title": "题", "url": address, "read_num": "10万+", "like_num": "-3"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, parseItem(t, c.format, c.content).Article.Figures); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}
