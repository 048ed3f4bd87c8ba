package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wxbackup/article"
)

const encodedPage = `<html><head><meta charset="utf-8"><meta property="og:url" content="https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAAA"></head>` +
	`<body><h1 id="activity-name">编码</h1><div id="js_content"><p>无论用什么编码保存，读出来的都是这些字：囧、镕、€。</p></div></body></html>`

func compressed(t testing.TB, src []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(src); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEncodingsOfOnePage(t *testing.T) {
	plain := []byte(encodedPage)
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(plain)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(e unicode.Endianness) []byte {
		b, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().Bytes(plain)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	tests := map[string][]byte{
		"UTF-8":                        plain,
		"UTF-8 with a mark":            append([]byte("\xef\xbb\xbf"), plain...),
		"GB18030 under charset=utf-8":  gb,
		"UTF-16, little endian":        utf16(unicode.LittleEndian),
		"UTF-16, big endian":           utf16(unicode.BigEndian),
		"gzip":                         compressed(t, plain),
		"gzip of GB18030":              compressed(t, gb),
		"line ends of Windows":         bytes.ReplaceAll(plain, []byte("</head>"), []byte("\r\n</head>\r\n")),
		"text and a doctype before it": append([]byte("saved page\n<!DOCTYPE html><!DOCTYPE html>"), plain...),
	}
	want, err := Parse(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := Parse(src)
			if err != nil {
				t.Fatal(err)
			}
			if p.Article.Title != "编码" || textOf(p.Body) != textOf(want.Body) {
				t.Errorf("title %q, body %q", p.Article.Title, textOf(p.Body))
			}
			if len(p.Article.Losses) > 0 {
				t.Errorf("losses %v", p.Article.Losses)
			}
		})
	}
}

func TestInvalidBytesAreALoss(t *testing.T) {
	src := bytes.Replace([]byte(encodedPage), []byte("囧"), []byte("\xff\xff"), 1)
	p, err := Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	isEncoding := func(l article.Loss) bool { return l.Code == article.LossEncoding }
	if !slices.ContainsFunc(p.Article.Losses, isEncoding) {
		t.Errorf("losses %v", p.Article.Losses)
	}
	if text := textOf(p.Body); !bytes.Contains([]byte(text), []byte("这些字：\uFFFD、镕、€。")) {
		t.Errorf("body %q", text)
	}
}

func TestFilesWithoutAPage(t *testing.T) {
	tests := []struct {
		name string
		src  []byte
		want error
	}{
		{"nothing", nil, ErrEmpty},
		{"white space", bytes.Repeat([]byte(" \r\n\t"), 1000), ErrEmpty},
		{"byte order mark", []byte("\xef\xbb\xbf"), ErrEmpty},
		{"gzip of nothing", compressed(t, nil), ErrEmpty},
		{"gzip, cut", compressed(t, []byte(encodedPage))[:40], nil},
		{"gzip of too much", compressed(t, make([]byte, maxDecoded+1)), ErrTooLarge},
		{"NULs", make([]byte, 100), ErrForeign},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Parse(test.src)
			if err == nil {
				t.Fatalf("page with title %q", p.Article.Title)
			}
			if test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
		})
	}
}

func TestUnify(t *testing.T) {
	for src, want := range map[string]string{
		"": "", "a\nb": "a\nb", "a\r\nb\r\n": "a\nb\n", "a\rb\r\r\n": "a\nb\n\n", "a\x00b": "ab", "\r\x00\n": "\n\n",
	} {
		if got := string(unify([]byte(src))); got != want {
			t.Errorf("%q gives %q, want %q", src, got, want)
		}
	}
}
