package convert_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/convert"
	"wxbackup/convert/item"
)

// What the text of another tool shows is found as what a page shows: on the
// network, beside the file, or in it.
func TestPicturesOfTextAreFound(t *testing.T) {
	bytes := "data:image/png;base64," + strings.Repeat("QUJD", 100)
	src, err := item.Seal("jw-md", map[string]string{"name": "灯塔.md", "text": "# 灯塔\n\n> 原文链接: https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv\n\n---\n" +
		"![](images/img_001.png)\n\n![远处](<图 片/二.jpg>)\n\n![](https://mmbiz.qpic.cn/mmbiz_png/One/640?wx_fmt=png&from=appmsg)\n\n![](" + bytes + ")\n\n**雾：**散了。\n"})
	if err != nil {
		t.Fatal(err)
	}
	c := convert.New()
	d, err := c.Read(src)
	if err != nil {
		t.Fatal(err)
	}
	want := []article.Asset{
		{Ref: "images/img_001.png"},
		{Ref: "%E5%9B%BE%20%E7%89%87/%E4%BA%8C.jpg"},
		{URL: "https://mmbiz.qpic.cn/mmbiz_png/One/640?wx_fmt=png&from=appmsg"},
		{},
	}
	if diff := cmp.Diff(want, d.Article.Assets); diff != "" {
		t.Errorf("assets (-want +got):\n%s", diff)
	}
	if len(d.Inline[3]) != 300 {
		t.Errorf("%d bytes in the text", len(d.Inline[3]))
	}
	if _, err := c.Markdown(d, func(int) string { return "a.png" }); err != nil {
		t.Fatal(err)
	}
	if !d.Article.Fidelity.Whole() || len(d.Article.Losses) != 1 || d.Article.Losses[0].Code != article.LossConverted {
		t.Errorf("fidelity %+v, losses %v", d.Article.Fidelity, d.Article.Losses)
	}
}
