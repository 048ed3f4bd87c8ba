package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zipOf is a zip archive of files, given as name and content by turns, packed
// with a method.
func zipOf(t *testing.T, method uint16, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// relations are those of a document that takes in files.
func relations(targets ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>`)
	for i, target := range targets {
		fmt.Fprintf(&b, `<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="%s" Id="htmlChunk%d"/>`, target, i)
	}
	return b.String() + "</Relationships>"
}

const chunkMHT = "MIME-Version: 1.0\nContent-Type: multipart/related;\n    type=\"text/html\";\n    boundary=\"----=mhtDocumentPart\"\n\n\n" +
	"------=mhtDocumentPart\nContent-Type: text/html;\n    charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable\n" +
	"Content-Location: file:///C:/fake/document.html\n\n<!DOCTYPE html><html class=3D\"x\">慢火车</html>\n\n" +
	"------=mhtDocumentPart\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: file:///C:/fake/image0.png\n\niVBORw==\n\n" +
	"------=mhtDocumentPart--\n"

const chunkPage = "<!DOCTYPE html><html class=\"x\">慢火车</html>\n"

func TestDOCX(t *testing.T) {
	html := "<html><body>" + strings.Repeat("慢火车", 1000)
	for name, c := range map[string]struct {
		files []string
		want  []string
	}{
		"html-docx-js":        {[]string{docxRelations, relations("/word/afchunk.mht"), "word/afchunk.mht", chunkMHT}, []string{chunkPage}},
		"relative target":     {[]string{docxRelations, relations("afchunk.mht"), "word/afchunk.mht", chunkMHT}, []string{chunkPage}},
		"another name":        {[]string{docxRelations, relations("../x/a.dat"), "x/a.dat", chunkMHT}, []string{chunkPage}},
		"HTML":                {[]string{docxRelations, relations("/a.html"), "a.html", html}, []string{html}},
		"several":             {[]string{docxRelations, relations("a.html", "afchunk.mht"), "word/afchunk.mht", chunkMHT, "word/a.html", html}, []string{html, chunkPage}},
		"one that is no page": {[]string{docxRelations, relations("a.txt", "a.html"), "word/a.txt", "Subject: x\n\ntext", "word/a.html", html}, []string{html}},
	} {
		for _, method := range []uint16{zip.Store, zip.Deflate} {
			b := openBundle(t, openDOCX, zipOf(t, method, c.files...))
			if b.damage != nil {
				t.Errorf("%s: damage %v", name, b.damage)
			}
			if diff := cmp.Diff(c.want, readPages(t, b)); diff != "" {
				t.Errorf("%s, method %d (-want +got):\n%s", name, method, diff)
			}
			if strings.Contains(strings.Join(c.files, ""), "image0") {
				if got := readPart(t, b, "file:///C:/fake/image0.png"); got != "\x89PNG" {
					t.Errorf("%s: part %q", name, got)
				}
			}
			if _, err := b.part("https://none.example/"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: part that is not there: %v", name, err)
			}
		}
	}
}

func TestDOCXWithoutAPage(t *testing.T) {
	external := strings.Replace(relations("https://a.example/"), "Id=\"html", "TargetMode=\"External\" Id=\"html", 1)
	for name, files := range map[string][]string{
		"no relations": {"word/document.xml", "<w:document/>"},
		"no chunk":     {docxRelations, relations()},
		"outside":      {docxRelations, external},
		"another kind": {docxRelations, relations("a.txt"), "word/a.txt", "Subject: x\n\ntext"},
		"no files":     {},
	} {
		content := zipOf(t, zip.Deflate, files...)
		if _, err := openDOCX(strings.NewReader(content), int64(len(content))); !errors.Is(err, errNoPage) {
			t.Errorf("%s: %v, want errNoPage", name, err)
		}
	}
}

func TestBrokenDOCX(t *testing.T) {
	cut, _, _ := strings.Cut(chunkMHT, "iVBO")
	b := openBundle(t, openDOCX, zipOf(t, zip.Deflate, docxRelations, relations("afchunk.mht", "none.mht"), "word/afchunk.mht", cut))
	if !errors.Is(b.damage, io.ErrUnexpectedEOF) || !errors.Is(b.damage, fs.ErrNotExist) || readPages(t, b)[0] != chunkPage {
		t.Errorf("damage %v", b.damage)
	}
	encrypted := zipOf(t, zip.Store, docxRelations, relations("afchunk.mht"), "word/afchunk.mht", chunkMHT)
	entry := strings.LastIndex(encrypted, "PK\x01\x02") + 8
	encrypted = encrypted[:entry] + "\x01" + encrypted[entry+1:]
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"no zip":       {"no zip", zip.ErrFormat},
		"missing file": {zipOf(t, zip.Store, docxRelations, relations("afchunk.mht")), fs.ErrNotExist},
		"no XML":       {zipOf(t, zip.Store, docxRelations, "no XML"), io.EOF},
		"encrypted":    {encrypted, ErrEncrypted},
	} {
		if _, err := openDOCX(strings.NewReader(c.content), int64(len(c.content))); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// A document that Word or pandoc made has no page any more.
func TestDOCXOfTheCorpus(t *testing.T) {
	for _, path := range corpusFiles(t, "*.docx") {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := openDOCX(bytes.NewReader(content), int64(len(content))); !errors.Is(err, errNoPage) {
			t.Errorf("%s: %v, want errNoPage", path, err)
		}
	}
}
