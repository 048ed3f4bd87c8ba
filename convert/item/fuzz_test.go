package item_test

import (
	"errors"
	"testing"

	"wxbackup/article"
	"wxbackup/convert/item"
)

// FuzzText holds that any text of a tool is either an error or a statement that
// can be used.
func FuzzText(f *testing.F) {
	const address = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"
	f.Add("qwd-md", "![cover_image](https://a.example/c)\n\n#  题\n\n原创  人  [ 号 ](javascript:void\\(0\\);)\n\n**号**\n\n微信号  x\n\n__ _\n\n文\n\n预览时标签不可点\n")
	f.Add("wae-md", "# 题\n\n原创 人 号 2024-05-06 07:08 浙江\n\n> 原文地址: ["+address+"]("+address+")\n\n**文：**字\n")
	f.Add("w2m-md", "# 题  \n号 2024-05-06 07:08  \n#a  \n![][0]  \n- ![][0]  \n\n[0]:data:image/png;base64,AA==\n[0]:data:image/png;base64,BB==\n")
	f.Add("jw-md", "# 题\n\n> 公众号: 号\n> 发布时间: 2024-05-06\n> 原文链接: "+address+"\n\n---\n\n文\n")
	f.Add("xwd-md", "题\n==\n\n原文地址：[题]("+address+")\n\n文\n\n---\n\n精选留言\n\n- 人\n")
	f.Add("md", "---\nurl: "+address+"\ntags: [a, {b: c}]\n---\n# 题\n\n文\n")
	f.Fuzz(func(t *testing.T, format, text string) {
		check(t, format, map[string]string{"name": "a.md", "text": text})
	})
}

// FuzzWordDocument holds the same of the parts of a document.
func FuzzWordDocument(f *testing.F) {
	f.Add(`<w:document><w:body><w:bookmarkStart w:name="js_content" w:id="1"/><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>文</w:t></w:r></w:p><w:bookmarkEnd w:id="1"/></w:body></w:document>`,
		`<Relationships><Relationship Id="1" Target="media/a.png"/></Relationships>`, `<w:styles><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>`)
	f.Fuzz(func(t *testing.T, document, relationships, styles string) {
		check(t, "docx-text", map[string]string{"document": document, "relationships": relationships, "styles": styles})
	})
}

func check(t *testing.T, format string, content map[string]string) {
	src, err := item.Seal(format, content)
	if err != nil {
		t.Fatal(err)
	}
	s, err := item.Parse(src)
	if err != nil {
		if errors.Is(err, item.ErrUnknown) {
			t.Skip()
		}
		return
	}
	if (s.Form == article.FormNone) != (s.Body == nil) || (s.Body != nil) != (len(s.Article.Losses) == 1) {
		t.Errorf("form %q, body %v, losses %v", s.Form, s.Body, s.Article.Losses)
	}
	if s.Body == nil && s.Article.Title == "" && s.Article.URL == "" {
		t.Error("statement that says nothing")
	}
}
