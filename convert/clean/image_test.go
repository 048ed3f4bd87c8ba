package clean_test

import (
	"bytes"
	"encoding/base64"
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
