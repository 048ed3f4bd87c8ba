package clean_test

import (
	"html"
	"testing"

	"wxbackup/convert/clean"
)

func TestAltTextMeansSomething(t *testing.T) {
	tests := map[bool][]string{
		true: {
			"图1", "图 12：站台", "慢火车", "Slow train", "G1234", "2024", "face", "deadbeef", "decade", "IMG of a train", "COVID19", "a.b",
			"internationalization", "第 3 张图片", "A/B 测试", "1/2", "https 与 http", "架构图.png 的说明",
		},
		false: {
			"", " ", "图片", "[图片]", "image", "IMG", "null", "undefined", "f2f80cfb5cc0716f", "F2F80CFB", "1709611200000",
			"550e8400-e29b-41d4-a716-446655440000", "640.jpg", "图.PNG", "/init", "/a/b/c", "https://a.example/a.png",
			"微信图片_20240305120000", "微信图片_20240305120000.jpg", "IMG_0042", "Screenshot 2024-03-05", "mmexport1709611200000.jpg",
			"XyZ12_abcdEfgh345ij", "image-20240305120000123",
		},
	}
	for means, alts := range tests {
		for _, alt := range alts {
			result := clean.Body(parseRaw(t, []byte(`<img src="a.png" alt="`+html.EscapeString(alt)+`">`)))
			img := find(result.Root, "img")
			want := ""
			if means {
				want = alt
			}
			if got := img.Attr[1].Val; got != want {
				t.Errorf("of %q the description is %q", alt, got)
			}
		}
	}
}
