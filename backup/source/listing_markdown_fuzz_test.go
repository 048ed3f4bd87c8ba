package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// FuzzMarkdown holds that text is exact whatever the bytes, and that telling
// its tool never fails.
func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("# 灯塔\n\n原创 陈渔\n\n> 原文地址: [a](b)\n"))
	f.Add([]byte("\xb5\xc6\xcb\xfe\x81\x30\x81\x30"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, l := range listings {
			l.matches("a.md", raw[:min(len(raw), listingHead)])
		}
		text, err := decodeText(raw)
		if err != nil || text == string(raw) {
			return
		}
		again, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
		if err != nil || !bytes.Equal(again, raw) {
			t.Errorf("%q is %q, which is %q, %v", raw, text, again, err)
		}
	})
}

// FuzzDOCXText holds that the parts of a document are exact or refused.
func FuzzDOCXText(f *testing.F) {
	f.Add(`<w:bookmarkStart w:name="js_content"/>`, "<Relationships/>")
	f.Add("https://mp.weixin.qq.com/s/x", "\xff")
	f.Fuzz(func(t *testing.T, document, relationships string) {
		raw := zipOf(t, zip.Deflate, "word/document.xml", document, docxRelations, relationships)
		d, err := openDOCXText(strings.NewReader(raw), int64(len(raw)))
		switch {
		case errors.Is(err, errNoPage), errors.Is(err, errNoText):
		case err != nil:
			t.Errorf("opening: %v", err)
		case d.content["document"] != document || d.content["relationships"] != relationships || d.content["styles"] != "":
			t.Errorf("read %q", d.content)
		}
	})
}
