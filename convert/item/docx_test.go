package item_test

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/item"
	"wxbackup/convert/page"
)

// The text of the Word document that pandoc made of a page is the page's.
func TestWordDocumentSaysWhatThePageBesideItSays(t *testing.T) {
	stem := filepath.Join(corpus(t), "科技爱好者周刊304最受欢迎的颜色")
	z, err := zip.OpenReader(stem + ".docx")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	part := func(name string) string {
		f, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		data, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	s := parse(t, "docx-text", map[string]string{
		"name": filepath.Base(stem) + ".docx", "document": part("word/document.xml"),
		"relationships": part("word/_rels/document.xml.rels"), "styles": part("word/styles.xml"),
	})
	p, err := page.Parse(read(t, stem+".html"))
	if err != nil {
		t.Fatal(err)
	}
	a, want := s.Article, p.Article
	if a.Title != want.Title || a.Author != want.Author || a.Account != want.Account {
		t.Errorf("got %q by %q of %q", a.Title, a.Author, a.Account)
	}
	if got, wanted := letters(s.Body), letters(p.Body); got != wanted {
		t.Errorf("text differs: %s", firstDifference(wanted, got))
	}
	if got, want := images(s.Body), images(p.Body); got != want {
		t.Errorf("%d pictures, want %d", got, want)
	}
}

// word is the body of a document with the given content.
func word(t *testing.T, styles, content string) *item.Statement {
	t.Helper()
	return parse(t, "docx-text", map[string]string{
		"name": "[202405060708]灯塔 v1.5.docx", "styles": styles,
		"document": `<w:document xmlns:w="w" xmlns:r="r"><w:body>` + content + `</w:body></w:document>`,
		"relationships": `<Relationships><Relationship Id="1" Target="https://port.example/?a=1&amp;b=2"/>` +
			`<Relationship Id="2" Target="/word/media/a.png"/><Relationship Id="3" Target="javascript:x"/></Relationships>`,
	})
}

func p(content string) string { return "<w:p>" + content + "</w:p>" }

func r(content string) string { return "<w:r>" + content + "</w:r>" }

func styled(style, content string) string {
	return p(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + r("<w:t>"+content+"</w:t>"))
}

func TestWordDocuments(t *testing.T) {
	chinese := `<w:styles><w:style w:styleId="2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>`
	for name, c := range map[string]struct{ styles, content, title, body string }{
		"file name":  {"", p(r("<w:t>正文</w:t>")), "[202405060708]灯塔 v1.5", "<p>正文</p>"},
		"title":      {chinese, styled("2", "节") + styled("a3", "题") + styled("2", "节二"), "题", "<h2>节</h2><h1>题</h1><h2>节二</h2>"},
		"heading":    {chinese, styled("2", "节") + styled("x", "文"), "节", "<p>文</p>"},
		"looks":      {"", p(r(`<w:rPr><w:i/><w:strike w:val="1"/><w:vertAlign w:val="subscript"/></w:rPr><w:t>x</w:t>`) + r(`<w:rPr><w:b w:val="false"/></w:rPr><w:t>y</w:t>`) + r(`<w:rPr><w:rStyle w:val="VerbatimChar"/></w:rPr><w:t>z&lt;</w:t>`)), "", "<p><em><s><sub>x</sub></s></em>y<code>z&lt;</code></p>"},
		"breaks":     {"", p(r("<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>")), "", "<p>a<br/>b c-d</p>"},
		"links":      {"", p(`<w:hyperlink r:id="1">` + r("<w:t>甲</w:t>") + `</w:hyperlink><w:hyperlink r:id="3">` + r("<w:t>乙</w:t>") + `</w:hyperlink>`), "", `<p><a href="https://port.example/?a=1&amp;b=2">甲</a>乙</p>`},
		"deleted":    {"", p(r("<w:t>留</w:t>") + `<w:del>` + r("<w:t>去</w:t>") + `</w:del><w:ins>` + r("<w:t>加</w:t>") + `</w:ins>` + r("<w:instrText>HYPERLINK</w:instrText>")), "", "<p>留加</p>"},
		"table":      {"", `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p(r("<w:t>甲</w:t>")) + `</w:tc></w:tr><w:tr><w:tc>` + p(r("<w:t>1</w:t>")) + `</w:tc><w:tc>` + p("") + `</w:tc></w:tr></w:tbl>`, "", `<table><tbody><tr><td colspan="2"><p>甲</p></td></tr><tr><td><p>1</p></td><td><p></p></td></tr></tbody></table>`},
		"list":       {"", p(`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>` + r("<w:t>项</w:t>")), "", "<p>项</p>"},
		"quote":      {"", styled("BlockText", "引"), "", "<blockquote><p>引</p></blockquote>"},
		"code":       {"", p(`<w:pPr><w:pStyle w:val="SourceCode"/></w:pPr>` + r("<w:t>a</w:t><w:br/><w:t>b</w:t>")), "", "<pre>a<br/>b</pre>"},
		"VML":        {"", p(r(`<w:pict><v:imagedata r:id="2"/></w:pict>`)), "", `<p><img src="media/a.png"/></p>`},
		"text box":   {"", p(r(`<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+p(r("<w:t>框</w:t>"))+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:t>框</w:t></mc:Fallback></mc:AlternateContent>`) + r("<w:t>文</w:t>")), "", "<p>文</p><p>框</p>"},
		"other part": {"", `<w:sdt><w:sdtContent>` + p(r("<w:t>内</w:t>")) + `</w:sdtContent></w:sdt>`, "", "<p>内</p>"},
	} {
		s := word(t, c.styles, c.content)
		var b bytes.Buffer
		for n := range s.Body.ChildNodes() {
			if err := html.Render(&b, n); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.ReplaceAll(b.String(), "\n", ""); got != c.body {
			t.Errorf("%s: body\n%s\nwant\n%s", name, got, c.body)
		}
		if c.title != "" && s.Article.Title != c.title {
			t.Errorf("%s: title %q", name, s.Article.Title)
		}
	}
}

func TestBrokenWordDocuments(t *testing.T) {
	deep := strings.Repeat("<w:sdt>", 300) + strings.Repeat("</w:sdt>", 300)
	for name, document := range map[string]string{
		"cut off": "<w:document><w:body><w:p>", "no XML": "正文", "empty": "", "too deep": "<w:document>" + deep + "</w:document>",
	} {
		src, err := item.Seal("docx-text", map[string]string{"document": document})
		if err != nil {
			t.Fatal(err)
		}
		if s, err := item.Parse(src); err == nil {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
