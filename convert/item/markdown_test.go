package item_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wxbackup/convert/item"
)

// Text that would be read for hours is refused, and refused soon.
func TestTangledTextIsRefused(t *testing.T) {
	for _, piece := range []string{"![a](", "[a](<", "> ", "+ ", "1. ", "1) > "} {
		src, err := item.Seal("xwd-md", map[string]string{"text": "题\n==\n\n" + strings.Repeat(piece, 1<<20) + "a"})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		if _, err := item.Parse(src); err == nil || time.Since(start) > 10*time.Second {
			t.Errorf("%q: %v after %v", piece, err, time.Since(start))
		}
	}
}

// Long text with many links and pictures of its own is none such.
func TestLongTextIsRead(t *testing.T) {
	picture := "![](data:image/png;base64," + strings.Repeat("QUJD", 1<<16) + ")  \n"
	s := parse(t, "xwd-md", map[string]string{"text": "题\n==\n\n" + strings.Repeat(picture, 40) + strings.Repeat("[港口](https://port.example/)是 *旧* 的。\n\n", 20000)})
	if images(s.Body) != 40 || strings.Count(letters(s.Body), "港口") != 20000 {
		t.Errorf("%d pictures, %d links", images(s.Body), strings.Count(letters(s.Body), "港口"))
	}
}

// Text that says nothing is no article.
func TestTextWithoutAnything(t *testing.T) {
	for format, text := range map[string]string{
		"qwd-md": "", "wae-md": "# (unknown)\n\n(unknown)\n", "w2m-md": "#   \n  \n  \n", "jw-md": "# \n\n---\n", "xwd-md": "\n\n", "md": "---\ntitle: 题\n---\n文\n",
	} {
		src, err := item.Seal(format, map[string]string{"text": text})
		if err != nil {
			t.Fatal(err)
		}
		if s, err := item.Parse(src); !errors.Is(err, item.ErrNothing) {
			t.Errorf("%s: %+v, %v", format, s, err)
		}
	}
}
