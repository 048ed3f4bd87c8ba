package source_test

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wordDocument is a document as pandoc makes it of a page.
const wordDocument = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="wp" xmlns:a="a" xmlns:pic="pic"><w:body>` +
	`<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>灯塔 &amp; 雾</w:t></w:r></w:p>` +
	`<w:p><w:bookmarkStart w:id="1" w:name="js_author_name"/><w:r><w:t xml:space="preserve"> 陈渔 </w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>` +
	`<w:bookmarkStart w:id="2" w:name="js_content"/>` +
	`<w:p><w:r><w:t xml:space="preserve">亮着 </w:t></w:r><w:r><w:rPr><w:b/><w:i w:val="0"/></w:rPr><w:t>灯</w:t></w:r>` +
	`<w:hyperlink r:id="rId2"><w:r><w:t>港口</w:t></w:r></w:hyperlink></w:p>` +
	`<w:p><w:r><w:drawing><wp:docPr descr="雾里"/><pic:cNvPr descr="https://mmbiz.qpic.cn/mmbiz_png/One/640?a=1&amp;b=2"/><a:blip r:embed="rId3"/></w:drawing></w:r></w:p>` +
	`<w:bookmarkEnd w:id="2"/>` +
	`<w:p><w:r><w:t>预览时标签不可点</w:t></w:r></w:p></w:body></w:document>`

const wordRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId2" Type="x/hyperlink" Target="https://port.example/" TargetMode="External"/>` +
	`<Relationship Id="rId3" Type="x/image" Target="media/rId3.png"/></Relationships>`

func wordFile(t *testing.T, document string) string {
	t.Helper()
	return string(pack(t,
		entry{name: "word/document.xml", content: document},
		entry{name: "word/_rels/document.xml.rels", content: wordRelations},
		entry{name: "word/media/rId3.png", content: "picture"},
	))
}

// A document that was made of an article is its text, with its pictures.
func TestDOCXIsTheTextOfAnArticle(t *testing.T) {
	dir := folder(t, map[string]string{"灯塔.docx": wordFile(t, wordDocument), "灯塔.html": page})
	told := toldBelow(t, dir)[0]
	want := `<p>亮着 <strong>灯</strong><a href="https://port.example/">港口</a></p>` +
		`<p><img src="media/rId3.png" data-src="https://mmbiz.qpic.cn/mmbiz_png/One/640?a=1&amp;b=2" alt="雾里"/></p>`
	if told.Format != "docx-text" || told.Form != "markdown" || told.Body != want ||
		told.Article["title"] != "灯塔 & 雾" || told.Article["author"] != "陈渔" {
		t.Errorf("got %+v", told)
	}
	d := documents(t, filepath.Join(dir, "灯塔.docx"))[0]
	defer d.Close()
	if diff := cmp.Diff([]string{"stem:" + filepath.ToSlash(dir) + "/灯塔"}, d.Hints); diff != "" {
		t.Errorf("hints (-want +got):\n%s", diff)
	}
	r, err := d.Part("media/rId3.png")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); string(got) != "picture" || err != nil {
		t.Errorf("picture %q, %v", got, err)
	}
	if _, err := d.Part("https://mmbiz.qpic.cn/mmbiz_png/One/640"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("part that is not there: %v", err)
	}
}

// A document of nothing that the platform has is a user's own.
func TestDOCXOfAUserIsNoArticle(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.docx": wordFile(t, strings.NewReplacer("js_content", "x", "mmbiz.qpic.cn", "x.example").Replace(wordDocument)),
		"b.docx": string(pack(t, entry{name: "word/_rels/document.xml.rels", content: wordRelations})),
		"c.docx": wordFile(t, wordDocument+"\xff"),
		"d.docx": string(pack(t, entry{name: "word/document.xml", content: wordDocument, header: func(h *zip.FileHeader) { h.Flags |= 1 }})),
	})
	want := []string{
		"skipped a.docx: file holds no page",
		"skipped b.docx: file holds no page",
		`unreadable c.docx: opening docx-text: reading "word/document.xml": file is neither UTF-8 nor GB18030`,
		`unreadable d.docx: opening docx-text: reading "word/document.xml": entry is encrypted; unpack it with its password first`,
	}
	if diff := cmp.Diff(want, events(t, dir, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// No descriptor is left, in folders and in containers.
func TestDOCXTextLetsGo(t *testing.T) {
	path := zipped(t, entry{name: "x/灯塔.docx", content: wordFile(t, wordDocument)})
	d := document(t, path)
	r, err := d.Part("media/rId3.png")
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	d.Close()
	if n := openBelow(t, filepath.Dir(path)); n > 0 {
		t.Errorf("%d descriptors are open", n)
	}
	if err := os.Remove(path); err != nil {
		t.Error(err)
	}
}
