package clean_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"wxbackup/convert/clean"
	"wxbackup/convert/fidelity"
)

// Cleaning and self-check each find the markers typed in lists by themselves:
// they have to find the same, whatever stands around and behind a marker.
func TestTypedMarkersAreTheSameToBothReaders(t *testing.T) {
	for seed := range uint64(3000) {
		r := randomPage{rand.New(rand.NewPCG(seed, 4))}
		raw := r.list(2)
		root := parseRaw(t, []byte(raw))
		want := string(fidelity.Raw(root).Text)
		first := clean.Body(root).Root
		body := write(t, first)
		if got := strings.Join(strings.Fields(textBesideCards(first)), ""); got != want {
			t.Fatalf("seed %d: %q is left, the self-check reads %q\n%s\n%s", seed, got, want, raw, body)
		}
		if again := write(t, clean.Body(parseRaw(t, body)).Root); !bytes.Equal(again, body) {
			t.Fatalf("seed %d: it is not clean yet\nraw:   %s\nonce:  %s\ntwice: %s", seed, raw, body, again)
		}
	}
}

var (
	listMarkers = []string{"•", "- ", "• ", "·\u3000", "1.", "1. ", "2、", "1", "3) ", "*", "<br>", " ", "•<br><br>", "• • ", "1. 1. "}
	listLeads   = []string{"", "", "<br>", "<ul><li></li></ul>", "<ol><li style='font-size:0'>x</li></ol>", "<p><img></p>", "<pre><br></pre>", "<blockquote>\u200b</blockquote>"}
	listRests   = []string{
		"甲", "乙 ", "5", "<br>", "<br><br>", " ", "\n", "\u200b", "<hr>", "<p></p>", "<ul></ul>", "<pre>f(x)\ng</pre>", "<pre></pre>", "<code>h</code>", "<code> i</code>",
		`<img src="a.png">`, "<img>", "<span data-formula='y'></span>", "<section data-formula='z'></section>", "<mpvoice></mpvoice>", "<svg></svg>", "<span style='font-size:0'>x </span>", "<span style='font-size:0'> </span>", "<i style='display:none'>n</i>",
		"<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "<section style='height:9px;background:url(b.png)'></section>", "<pre>丁<img src='c.png'></pre>",
	}
	listElements = strings.Fields("p section span span strong em sub sup code h3 blockquote a a td pre figure")
	listStyles   = []string{"", "", "", `style="display:inline"`, `style="display:block"`, `style="display:flex"`, `href="https://a.example/"`, `href="https://b.example/"`}
)

func (r randomPage) list(depth int) string {
	name := r.pick([]string{"ul", "ol"})
	var b strings.Builder
	b.WriteString("<" + name + ">")
	for range 1 + r.IntN(3) {
		item := r.pick(listLeads) + r.around(r.pick(listMarkers), 2)
		for range r.IntN(4) {
			item += r.around(r.pick(listRests), 1)
		}
		if r.IntN(8) > 0 {
			item = "<li>" + item + "</li>"
		}
		if depth > 0 && r.IntN(4) == 0 {
			item += r.list(depth - 1)
		}
		b.WriteString(item)
	}
	return b.String() + "</" + name + ">"
}

// around puts up to so many elements around a piece of an item.
func (r randomPage) around(piece string, most int) string {
	for range r.IntN(most + 1) {
		name := r.pick(listElements)
		piece = "<" + name + " " + r.pick(listStyles) + ">" + piece + "</" + name + ">"
	}
	return piece
}
