package clean_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"wxbackup/convert/clean"
)

func TestAssetIndexReadsWhatAssetSrcWrites(t *testing.T) {
	for _, n := range []int{0, 7, 4096} {
		if got, ok := clean.AssetIndex(clean.AssetSrc(n)); got != n || !ok {
			t.Errorf("AssetIndex(%q) is %d, %t", clean.AssetSrc(n), got, ok)
		}
	}
	for _, src := range []string{"", "asset:", "asset:-1", "asset:x", "7", "https://a.example/asset:7"} {
		if _, ok := clean.AssetIndex(src); ok {
			t.Errorf("AssetIndex(%q) reads an index", src)
		}
	}
}

// Pictures shorter than 300 characters are placeholders, so these are longer.
func TestBodyReadsPicturesInThePage(t *testing.T) {
	picture := []byte("<svg>" + strings.Repeat("<g/>", 100) + "</svg>")
	encoded := base64.StdEncoding.EncodeToString(picture)
	filler := strings.Repeat("A", 400)
	tests := []struct {
		name, src string
		want      []byte // nil is no picture
	}{
		{"base64", "data:image/svg+xml;base64," + encoded, picture},
		{"base64 in lines", "data:image/svg+xml;base64," + encoded[:80] + "\n " + encoded[80:], picture},
		{"percent-encoded base64", "data:image/svg+xml;base64," + strings.ReplaceAll(encoded, "=", "%3D"), picture},
		{"percent-encoded text", "data:image/svg+xml;utf8," + strings.ReplaceAll(string(picture), "<", "%3C"), picture},
		{"no comma", "data:image/svg+xml;base64" + filler, nil},
		{"no base64", "data:image/png;base64,!" + filler, nil},
		{"broken escapes", "data:image/svg+xml,%zz" + filler, nil},
		{"a placeholder", "data:image/gif;base64,iVBORw0KGgo=", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			result := clean.Body(parseRaw(t, []byte(`<p>字<img src="`+test.src+`"></p>`)))
			if test.want == nil {
				if len(result.Assets) != 0 || len(result.Inline) != 0 {
					t.Errorf("assets %v", result.Assets)
				}
				return
			}
			if len(result.Assets) != 1 || !bytes.Equal(result.Inline[0], test.want) {
				t.Errorf("%d assets, bytes %q, want %q", len(result.Assets), result.Inline[0], test.want)
			}
		})
	}
}

// SingleFile puts the bytes of a picture beside its address; what else stands
// there is a placeholder.
func TestBytesBesideAnAddress(t *testing.T) {
	const address = "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640?wx_fmt=png"
	picture := []byte(strings.Repeat("png", 100))
	data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture)
	var dot, small bytes.Buffer
	for n, b := range map[int]*bytes.Buffer{1: &dot, 3: &small} {
		if err := png.Encode(b, image.NewGray(image.Rect(0, 0, n, n))); err != nil {
			t.Fatal(err)
		}
		b.WriteString(strings.Repeat("a remark of the drawing program ", 20))
	}
	drawing := "data:image/svg+xml," + strings.Repeat("%3Cg/%3E", 60)
	for name, test := range map[string]struct {
		src  string
		want []byte
	}{
		"data-src":           {`<img data-src="` + address + `" src="` + data + `">`, picture},
		"SingleFile's own":   {`<img src="` + data + `" data-sf-original-src="` + address + `">`, picture},
		"shown twice":        {`<img data-src="` + address + `"><img data-src="` + address + `" src="` + data + `">`, picture},
		"a drawing":          {`<img data-src="` + address + `" src="` + drawing + `">`, nil},
		"a small one":        {`<img data-src="` + address + `" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">`, nil},
		"a dot with remarks": {`<img data-src="` + address + `" src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(dot.Bytes()) + `">`, nil},
		"larger than a dot":  {`<img data-src="` + address + `" src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(small.Bytes()) + `">`, small.Bytes()},
		"not to be read":     {`<img data-src="` + address + `" src="data:image/png;base64,!` + strings.Repeat("A", 400) + `">`, nil},
		"an emptied picture": {`<img data-src="` + address + `" src="data:,">`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			result := clean.Body(parseRaw(t, []byte("<p>字"+test.src+"</p>")))
			if len(result.Assets) != 1 || result.Assets[0].URL != address || !bytes.Equal(result.Inline[0], test.want) {
				t.Errorf("assets %+v, bytes %q", result.Assets, result.Inline[0])
			}
		})
	}
}

// How the source is broken into lines must not decide what looks like a
// heading.
func TestIndentedSourceLooksTheSame(t *testing.T) {
	line := "<p>慢车停在每一个小站，站台上的人把围巾系紧。</p>"
	src := `<section style="font-size: 15px;">` + strings.Repeat(line, 3) + `<p style="font-size: 18px;text-align: center;"><strong>小站</strong></p>` + strings.Repeat(line, 3) + `</section><p>完</p>`
	indented := strings.ReplaceAll(src, "<p>完", "<p>"+strings.Repeat("\n        ", 200)+"完")
	if plain, got := cleaned(t, src), cleaned(t, indented); got != plain || !strings.Contains(plain, `data-heading="2"`) {
		t.Errorf("indented %s\nplain %s", got, plain)
	}
}

func TestBytesOfAnEmptyBodyAreNotNil(t *testing.T) {
	body, err := clean.Bytes(clean.Body(parseRaw(t, nil)).Root)
	if err != nil || body == nil || len(body) > 0 {
		t.Errorf("bytes %#v, %v", body, err)
	}
}

func cleaned(t *testing.T, src string) string {
	t.Helper()
	body, err := clean.Bytes(clean.Body(parseRaw(t, []byte(src))).Root)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
