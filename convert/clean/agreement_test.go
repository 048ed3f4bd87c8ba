package clean_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
	"wxbackup/convert/fidelity"
)

// The self-check walks the raw body by itself, with the exported readers of
// this package: it has to find as many pictures, formulas and embeds as the
// passes do, on pages of nothing but these.
func TestReadersFindWhatThePassesKeep(t *testing.T) {
	for seed := range uint64(1000) {
		r := randomPage{rand.New(rand.NewPCG(seed, 3))}
		raw := r.figures(3)
		root := parseRaw(t, []byte(raw))
		want := fidelity.Raw(root)
		result := clean.Body(root)
		if got := count(result.Root, isNamed("img")); got != len(want.Images) {
			t.Fatalf("seed %d: %d pictures, the self-check finds %d\n%s\n%s", seed, got, len(want.Images), raw, source(result.Root))
		}
		if got := count(result.Root, isNamed("math")); got != len(want.Math) {
			t.Fatalf("seed %d: %d formulas, the self-check finds %d\n%s\n%s", seed, got, len(want.Math), raw, source(result.Root))
		}
		if got := count(result.Root, isNamed("aside")); got != len(want.Embeds) {
			t.Fatalf("seed %d: %d cards, the self-check finds %d\n%s\n%s", seed, got, len(want.Embeds), raw, source(result.Root))
		}
		checkBody(t, parseRaw(t, []byte(raw)))
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, raw)
		}
	}
}

func count(root *html.Node, is func(*html.Node) bool) int {
	found := 0
	for n := range root.Descendants() {
		if is(n) {
			found++
		}
	}
	return found
}

func isNamed(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Type == html.ElementNode && n.Data == name }
}

var (
	figureElements = strings.Fields("p section section span span div a svg svg g foreignObject foreignObject blockquote li " +
		"mpvoice mp-common-sticker mp-miniprogram")
	figureVoids = []string{
		`<img data-src="https://a.example/a.png">`, `<img src="b.png" data-w="20">`, `<img data-w="1" data-src="https://a.example/c.png">`, `<img>`,
		`<image href="https://a.example/a.png"></image>`, `<image xlink:href="b.png"></image>`, `<path d="M0"></path>`, `<rect opacity="0"></rect>`, "字", "<br>",
		`<img eeimg="1" alt="x">`, `<span data-formula="y"></span>`, `<math><annotation encoding="application/x-tex">z</annotation></math>`, `<math><mi>v</mi></math>`, `<text>字</text>`, `<iframe></iframe>`,
		`<span data-tex="w"><svg viewBox="0 0 90 90"><path d="M0"></path><text>字</text></svg></span>`,
	}
	figureAttributes = []string{
		`style="height:9px;background:url(https://a.example/a.png)"`, `style="height:9px;background:url(b.png)"`, `data-lazy-bgimg="https://a.example/d.png" style="height:9px"`,
		`style="border-image:url(e.png);border-width:9px"`, `style="display:none"`, `style="font-size:0"`, `viewBox="0 0 90 90"`, `width="3ex"`,
		`data-emoji_url="https://a.example/f.gif"`, `data-miniprogram-title="题"`, `class="video_iframe"`, `class="js_audio_frame"`, `data-mml-node="math"`, `href="https://a.example/"`, `href="#a"`,
	}
)

func (r randomPage) figures(depth int) string {
	var b strings.Builder
	for range 1 + r.IntN(4) {
		if depth == 0 || r.IntN(3) == 0 {
			b.WriteString(r.pick(figureVoids))
			continue
		}
		name := r.pick(figureElements)
		b.WriteString("<" + name)
		for range r.IntN(3) {
			b.WriteString(" " + r.pick(figureAttributes))
		}
		b.WriteString(">" + r.figures(depth-1))
		if r.IntN(20) > 0 {
			b.WriteString("</" + name + ">")
		}
	}
	return b.String()
}
