package clean_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"wxbackup/convert/clean"
)

func TestContentBackground(t *testing.T) {
	const cdn = "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640"
	tests := []struct{ name, body, want string }{
		{"of a section", `<section style="height: 9px;background-image: url(` + cdn + `)"></section>`, cdn},
		{"in quotes", `<section style="height: 9px;background: red url( '` + cdn + `' ) no-repeat"></section>`, cdn},
		{"in quotes escaped twice", `<section style="height: 9px;background: url(&amp;quot;` + cdn + `&amp;quot;)"></section>`, cdn},
		{"in capitals", `<section style="HEIGHT: 9PX;Background-Image: URL(` + cdn + `)"></section>`, cdn},
		{"the last one declared", `<section style="height: 9px;background: url(a.png);background-image: url(b.png)"></section>`, "b.png"},
		{"the first of several", `<section style="height: 9px;background: url(a.png), url(b.png)"></section>`, "a.png"},
		{"beside another property", `<section style="height: 9px;cursor: url(c.cur);background: url(a.png);list-style-image: url(b.png)"></section>`, "a.png"},
		{"kept for scripts", `<section style="height: 9px" data-lazy-bgimg="` + cdn + `"></section>`, cdn},
		{"kept for scripts beside a copy", `<section style="height: 9px;background: url(a.png)" data-wxurl="` + cdn + `"></section>`, cdn},
		{"of a border", `<section style="border-image: url(a.png) 9;border-width: 9px"></section>`, "a.png"},
		{"of a drawing", `<svg viewBox="0 0 9 9" style="background: url(a.png)"></svg>`, "a.png"},
		{"with a part in brackets missing", `<section style="height: 9px;background: url(a.png"></section>`, "a.png"},
		{"without brackets", `<section style="height: 9px;background: url"></section>`, ""},
		{"another property alone", `<section style="height: 9px;cursor: url(c.cur)"></section>`, ""},
		{"a placeholder", `<section style="height: 9px;background: url(data:image/gif;base64,iVBORw0KGgo=)"></section>`, ""},
		{"no height", `<section style="background: url(a.png)"></section>`, ""},
		{"a height of zero", `<section style="height: 0px;background: url(a.png)"></section>`, ""},
		{"text on it", `<section style="height: 9px;background: url(a.png)"><p>字</p></section>`, ""},
		{"hidden text on it", `<section style="height: 9px;background: url(a.png)"><p style="display:none">字</p><p style="font-size:0">字<br></p></section>`, "a.png"},
		{"shown text in hidden on it", `<section style="font-size:0;height: 9px;background: url(a.png)"><p style="font-size:9px">字</p></section>`, ""},
		{"a picture on it", `<section style="height: 9px;background: url(a.png)"><img></section>`, ""},
		{"a formula on it", `<section style="height: 9px;background: url(a.png)"><span data-tex="x"></span></section>`, ""},
		{"an embed on it", `<section style="height: 9px;background: url(a.png)"><mpvoice></mpvoice></section>`, ""},
		{"of an embed", `<mpvoice style="height: 9px;background: url(a.png)"></mpvoice>`, ""},
		{"the platform's own", `<section style="height: 9px;background: url(https://res.wx.qq.com/a.png)"></section>`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := clean.ContentBackground(parseRaw(t, []byte(test.body)).FirstChild); got != test.want {
				t.Errorf("the background is %q, want %q", got, test.want)
			}
		})
	}
}

func TestBodyReadsBackgroundsInThePage(t *testing.T) {
	picture := bytes.Repeat([]byte("picture"), 99)
	address := "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture)
	for _, quote := range []string{"", "'", "&quot;"} {
		body := `<section style="height: 9px;background: url(` + quote + address + quote + `) no-repeat;color: red"></section>`
		result := clean.Body(parseRaw(t, []byte(body)))
		if len(result.Assets) != 1 || !bytes.Equal(result.Inline[0], picture) {
			t.Errorf("in quotes %q: assets %v, %d bytes", quote, result.Assets, len(result.Inline[0]))
		}
	}
}

// Within one SVG a picture counts once, be it a picture or a background.
func TestImageSourceOfRepeats(t *testing.T) {
	const a, b = `<image href="https://a.example/a.png"></image>`, `<image href="https://a.example/b.png"></image>`
	tests := []struct {
		name, body string
		want       int
	}{
		{"no SVG", strings.Repeat(`<img src="https://a.example/a.png">`, 2), 2},
		{"two", a + b, 2},
		{"the same", a + a, 1},
		{"the same in turns", a + b + a + b, 2},
		{"the same in another SVG inside", a + "<svg>" + a + "</svg>", 1},
		{"the same in two sizes", `<image href="https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGhIjKlMnOpQrSt/640"></image><image href="//mmbiz.qpic.cn/sz_mmbiz_png/AbCdEfGhIjKlMnOpQrSt/0?tp=webp"></image>`, 1},
		{"a hidden one first", `<g style="display:none">` + a + `</g>` + a, 1},
		{"one of an embed first", `<mpvoice>` + a + `</mpvoice>` + a, 1},
		{"a decoration first", `<foreignObject><section style="height:9px;background:url(https://a.example/a.png)">字</section></foreignObject>` + a, 1},
		{"a picture in the page and one of the drawing", a + `<foreignObject><img src="https://a.example/a.png"></foreignObject>`, 1},
		{"without addresses", `<image></image><image></image>`, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.name != "no SVG" {
				test.body = "<svg>" + test.body + "</svg>"
			}
			if got := count(clean.Body(parseRaw(t, []byte(test.body))).Root, isNamed("img")); got != test.want {
				t.Errorf("%d pictures, want %d", got, test.want)
			}
		})
	}
}
