package clean_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// oneDrawing is the only picture of a body, as the bytes of a file.
func oneDrawing(t *testing.T, body string) []byte {
	t.Helper()
	result := clean.Body(parseRaw(t, []byte(body)))
	if len(result.Assets) != 1 || len(result.Inline) != 1 {
		t.Fatalf("%d assets, %d of them inline, want one drawing", len(result.Assets), len(result.Inline))
	}
	return result.Inline[0]
}

const size = ` width="300" height="200" `

func TestDrawingStandsAsAFileByItself(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="200"`
	tests := []struct{ name, svg, want string }{
		{"shapes", `<svg` + size + `viewbox="0 0 3 2"><path d="M0 0h9" fill="red"></path></svg>`, head + ` viewBox="0 0 3 2"><path d="M0 0h9" fill="red"></path></svg>`},
		{"definitions", `<svg` + size + `><defs><linearGradient id="g"></linearGradient><path id="p" d="M0"></path></defs><use xlink:href="#p" fill="url(#g)"></use></svg>`, head + `><defs><linearGradient id="g"></linearGradient><path id="p" d="M0"></path></defs><use xlink:href="#p" fill="url(#g)"></use></svg>`},
		{"scripts", `<svg` + size + `onload="f()"><script>f()</script><path d="M0" onclick="f()" OnMouseOver="f()"></path><set attributeName="onclick" to="f()"></set></svg>`, head + `><path d="M0"></path></svg>`},
		{"addresses", `<svg` + size + `><path d="M0" fill="url(https://a.example/)" style="fill: URL( '//a.example/x' )" mask="url(#m)"></path><use href="https://a.example/x#y" xlink:href="javascript:f()"></use><use href="#p"></use></svg>`, head + `><path d="M0" mask="url(#m)"></path><use></use><use href="#p"></use></svg>`},
		{"style sheets", `<svg` + size + `><style>@import "x";</style><path d="M0" style="fill:red;\75rl(x)"></path><path style="fill:red"></path></svg>`, head + `><path d="M0"></path><path style="fill:red"></path></svg>`},
		{"links", `<svg` + size + `><a xlink:href="https://a.example/" target="_blank"><path d="M0"></path></a></svg>`, head + `><g target="_blank"><path d="M0"></path></g></svg>`},
		{"what the page needs only", `<svg` + size + `class="a" data-x="1" aria-label="x" role="img" xml:space="preserve" :x="1" a"b="1"><path d="M0" d="M1"></path><metadata>x</metadata></svg>`, head + `><path d="M0"></path></svg>`},
		{"comments", `<svg` + size + `><!-- x --><path d="M0"></path></svg>`, head + `><path d="M0"></path></svg>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(oneDrawing(t, test.svg)); got != test.want {
				t.Errorf("the file is\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// The promises of a drawing's file hold whatever it was made of.
func TestDrawingIsSafeAndWellFormed(t *testing.T) {
	for seed := range uint64(2000) {
		svg := randomDrawing(rand.New(rand.NewPCG(seed, 7)))
		for _, file := range clean.Body(parseRaw(t, []byte(svg))).Inline {
			if problem := unsafeDrawing(file); problem != "" {
				t.Fatalf("seed %d: %s\nin:  %s\nout: %s", seed, problem, svg, file)
			}
		}
	}
}

// unsafeDrawing names what is wrong with a file, reading it as XML.
func unsafeDrawing(file []byte) string {
	decoder := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return ""
		case err != nil:
			return "it is not well-formed: " + err.Error()
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "script", "style", "foreignObject", "image", "a", "set", "animate":
			return "it holds <" + start.Name.Local + ">"
		}
		for _, a := range start.Attr {
			isNamespace := a.Name.Local == "xmlns" || a.Name.Space == "xmlns"
			value := strings.ToLower(a.Value)
			switch {
			case isNamespace:
			case strings.HasPrefix(strings.ToLower(a.Name.Local), "on"):
				return "it acts on " + a.Name.Local
			case strings.Contains(value, "//"), strings.Contains(value, "javascript:"), a.Name.Local == "href" && !strings.HasPrefix(value, "#"):
				return "it leads to " + a.Value
			}
		}
	}
}

func randomDrawing(r *rand.Rand) string {
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var b strings.Builder
	b.WriteString("<svg" + size + ">")
	for range 1 + r.IntN(12) {
		name := pick("path", "g", "defs", "use", "a", "script", "style", "set", "animate", "rect", "title", "linearGradient", "text", "metadata", "mask", "filter", "feImage")
		b.WriteString("<" + name)
		for range r.IntN(4) {
			b.WriteString(" " + pick(`d="M0"`, `href="#a"`, `xlink:href="https://a.example/"`, `xlink:href="#b"`, `onclick="f()"`, `style="fill:url(http://a.example/)"`,
				`style="fill:url(#a)"`, `fill="url('javascript:f()')"`, `id="a"`, `:bad="1"`, `<worse="1"`, "x=\"\x01\"", `y="&amp;&lt;&quot;"`, `on="1"`, `ONCLICK="f()"`, `d="M1"`, `xmlns="x"`, `xmlns:y="z"`))
		}
		b.WriteString(">")
		b.WriteString(pick("", "", "字", "&amp;", "<!-- -- -->", "\x0b"))
		if r.IntN(3) > 0 {
			b.WriteString("</" + name + ">")
		}
	}
	return b.String()
}

// An svg element is a picture, a formula, or an ornament of the layout.
func TestIsPictureOfAnSVG(t *testing.T) {
	const path = `<path d="M0"></path>`
	tests := []struct {
		name, body string
		want       bool
	}{
		{"larger than an icon", `<svg width="49" height="49">` + path + `</svg>`, true},
		{"an icon", `<svg width="48" height="100">` + path + `</svg>`, false},
		{"large by its viewBox", `<svg width="100%" viewBox="0,0,300,200">` + path + `</svg>`, true},
		{"large by its style", `<svg style="width: 20em;height: 80pt">` + path + `</svg>`, true},
		{"high by its shape", `<svg width="90" viewBox="0 0 3 2">` + path + `</svg>`, true},
		{"of no size", `<svg>` + path + `</svg>`, false},
		{"a size nobody can read", `<svg width="NaN" height="1e999">` + path + `</svg>`, false},
		{"text", `<svg` + size + `>` + path + `<text>字</text></svg>`, false},
		{"hidden text", `<svg` + size + `>` + path + `<title>字</title><text style="display:none">字</text></svg>`, true},
		{"a picture", `<svg` + size + `>` + path + `<image href="a.png"></image></svg>`, false},
		{"a page", `<svg` + size + `>` + path + `<foreignObject></foreignObject></svg>`, false},
		{"a background", `<svg` + size + ` style="background: url(a.png)">` + path + `</svg>`, false},
		{"nothing drawn", `<svg` + size + `><g></g></svg>`, false},
		{"areas to click on", `<svg` + size + `><g opacity="0"><rect></rect></g><rect fill="none"></rect><rect fill="transparent"></rect><rect fill="#fff" fill-opacity="0"></rect></svg>`, false},
		{"a line", `<svg` + size + `><rect fill="none" stroke="red"></rect></svg>`, true},
		{"inside code", `<pre><svg` + size + `>` + path + `</svg></pre>`, false},
		{"a formula with its source", `<svg data-tex="x"` + size + `>` + path + `</svg>`, false},
		{"a formula by its measures", `<svg style="vertical-align: -0.5ex" width="2" height="2">` + path + `</svg>`, true},
		{"a formula by its parts", `<svg width="2" height="2"><g data-mml-node="math">` + path + `<text>中</text></g></svg>`, true},
		{"a formula by what holds it", `<mjx-container jax="SVG"><svg width="2" height="2">` + path + `</svg></mjx-container>`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			svg := find(parseRaw(t, []byte(test.body)), "svg")
			if got := clean.IsPicture(svg); got != test.want {
				t.Errorf("IsPicture is %t", got)
			}
			if _, data := clean.ImageSource(svg); test.want && len(data) == 0 {
				t.Error("ImageSource has no bytes")
			}
		})
	}
}

// A part of a drawing is none.
func TestIsPictureOfAnSVGInsideAnother(t *testing.T) {
	root := parseRaw(t, []byte(`<svg`+size+`><image href="a.png"></image><svg`+size+`><path d="M0"></path></svg><foreignObject><svg`+size+`><path d="M0"></path></svg></foreignObject></svg>`))
	var got []bool
	for n := range root.Descendants() {
		if n.Data == "svg" {
			got = append(got, clean.IsPicture(n))
		}
	}
	if len(got) != 3 || got[0] || got[1] || !got[2] {
		t.Errorf("pictures are %v, want the one in the page alone", got)
	}
}

func find(root *html.Node, name string) *html.Node {
	for n := range root.Descendants() {
		if n.Data == name {
			return n
		}
	}
	return nil
}
