package page

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// scanned are the tags of a page as the scanner sees them, and the raw text
// between them.
func scanned(src []byte) []string {
	var seen []string
	s := &scanner{src: src, comment: func(text []byte) { seen = append(seen, fmt.Sprintf("comment %q", text)) }}
	for {
		t, ok := s.next()
		switch {
		case !ok:
			return seen
		case t.closing:
			seen = append(seen, "end "+t.name)
		default:
			seen = append(seen, "start "+t.name)
			if isRawText(t.name) {
				seen = append(seen, fmt.Sprintf("raw %q", s.rawText(t.name)))
				seen = append(seen, "end "+t.name)
			}
		}
	}
}

func TestScan(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"nothing", "", nil},
		{"text", "a < b <3 << & </ ", nil},
		{"tags", `<div a><br/></div >`, []string{"start div", "start br", "end div"}},
		{"upper case", `<DIV></Div>`, []string{"start div", "end div"}},
		{"other letters keep their case", "<aİK></a>", []string{"start aİk", "end a"}},
		{"bracket in quotes", `<p a="1>2" b='3>4'><b>`, []string{"start p", "start b"}},
		{"quote in the other quotes", `<p a='"' b="'"><b>`, []string{"start p", "start b"}},
		{"quote in a bare value", `<p a=x"y><b c=">">`, []string{"start p", "start b"}},
		{"equals sign in a bare value", `<a href=?a="1><b>`, []string{"start a", "start b"}},
		{"spaces around the equals sign", "<p a \n=\n '>'><b>", []string{"start p", "start b"}},
		{"equals sign without a name", `<p ="x><b>`, []string{"start p", "start b"}},
		{"quote without a value", `<p "x><b>`, []string{"start p", "start b"}},
		{"slash before a value", `<p a=/x/><b/c='>'>`, []string{"start p", "start b"}},
		{"tag never ended", `<b><p a="1>`, []string{"start b"}},
		{"tag cut in its name", `<b><sect`, []string{"start b"}},
		{"doctype", `<!DOCTYPE html><p>`, []string{`comment "DOCTYPE html"`, "start p"}},
		{"processing instruction", `<?xml a="<p>"?><b>`, []string{`comment "xml a=\"<p"`, "start b"}},
		{"comment", `<!-- <p> > -- --><b>`, []string{`comment " <p> > -- "`, "start b"}},
		{"comment of dashes", `<!------><b>`, []string{`comment "--"`, "start b"}},
		{"empty comments", `<!--><b><!---><i><!---->`, []string{`comment ""`, "start b", `comment ""`, "start i", `comment ""`}},
		{"comment with exclamation mark", `<!--a--!><b>`, []string{`comment "a"`, "start b"}},
		{"comment never ended", `<!--a-- ><b>`, []string{`comment "a-- ><b>"`}},
		{"end tag without a name", `</3 <p>><b></><i>`, []string{"start b", "start i"}},
		{"script", `<script a=">">"</div>" < </scriptx></ script></SCRIPT ><b>`, []string{"start script", `raw "\"</div>\" < </scriptx></ script>"`, "end script", "start b"}},
		{"script never ended", `<script>a</scrip`, []string{"start script", `raw "a</scrip"`, "end script"}},
		{"script with a tag in a comment", `<script><!--<script></script>--></script><b>`, []string{"start script", `raw "<!--<script></script>-->"`, "end script", "start b"}},
		{"other raw text", `<style><a></style><noscript><i></noscript><iframe><b></iframe><title>&lt;</title>`, []string{
			"start style", `raw "<a>"`, "end style", "start noscript", `raw "<i>"`, "end noscript",
			"start iframe", `raw "<b>"`, "end iframe", "start title", `raw "&lt;"`, "end title",
		}},
		{"script that closes itself", `<script/>a</script><b>`, []string{"start script", `raw "a"`, "end script", "start b"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, scanned([]byte(test.src))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.src, diff)
			}
		})
	}
}

func TestElementCountsItsOwnName(t *testing.T) {
	tests := []struct {
		name, src string
		end       string // what follows the element; "?" when it is not closed
	}{
		{"flat", `a</div>b`, "b"},
		{"nested", `<div><div></div></div></div>b`, "b"},
		{"other names", `<p></section></div>b`, "b"},
		{"in a script", `<script>"</div>"</script></div>b`, "b"},
		{"in a comment", `<!--</div>--></div>b`, "b"},
		{"in an attribute", `<p title="</div>"></div>b`, "b"},
		{"upper case", `<DIV></Div></DIV>b`, "b"},
		{"never closed", `<div></div>`, "?"},
		{"never closed behind a script", `<script></div>`, "?"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &scanner{src: []byte(test.src)}
			got := "?"
			if s.element("div") {
				got = test.src[s.pos:]
			}
			if got != test.end {
				t.Errorf("rest is %q, want %q", got, test.end)
			}
		})
	}
}

// tokenized is what scanned gives, by the tokenizer of the HTML parser.
func tokenized(src []byte) []string {
	var seen []string
	z := html.NewTokenizer(bytes.NewReader(src))
	raw := "" // the raw text element that the next token is inside of
	for {
		kind := z.Next()
		if raw != "" {
			if kind == html.TextToken {
				seen = append(seen, fmt.Sprintf("raw %q", z.Raw()))
				z.Next()
			} else {
				seen = append(seen, `raw ""`)
			}
			seen, raw = append(seen, "end "+raw), ""
			continue
		}
		switch kind {
		case html.ErrorToken:
			return seen
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			seen = append(seen, "start "+string(name))
			if isRawText(string(name)) {
				raw = string(name)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			seen = append(seen, "end "+string(name))
		}
	}
}

// FuzzScan compares the scanner with the tokenizer of the HTML parser.
func FuzzScan(f *testing.F) {
	for _, path := range pagesIn(f, filepath.Join("testdata", "cases")) {
		f.Add(readFile(f, path))
	}
	for _, page := range oddPages {
		f.Add([]byte(page.src))
	}
	f.Add([]byte(`<p a=x"y b = '>'/><!--><script><!--<script></script>--></script></ <i>>`))
	f.Fuzz(func(t *testing.T, src []byte) {
		if bytes.Contains(bytes.ToLower(src), []byte("<plaintext")) {
			return // the rest is text; a page with it is left to the slow way
		}
		src = unify(src)
		var tags []string
		for _, seen := range scanned(src) {
			if !strings.HasPrefix(seen, "comment") {
				tags = append(tags, seen)
			}
		}
		if diff := cmp.Diff(tokenized(src), tags); diff != "" {
			t.Errorf("(-tokenizer +scanner):\n%s", diff)
		}
	})
}

func TestMayBeWanted(t *testing.T) {
	tests := []struct {
		written string
		want    bool
	}{
		{` id="js_content"`, true},
		{` ID = js_content`, true},
		{` data-x="a>b" class='x rich_media_title'`, true},
		{` class="x"id="js_name"/`, true},
		{` id="js&#95;name"`, true},
		{` id="other" class="rich_media"`, false},
		{` data-id="js_content"`, false},
		{` title='id="js_content"'`, false},
		{``, false},
		{` / = id`, false},
		{` =d="a>b" id=js_name`, true},
	}
	for _, test := range tests {
		if got := mayBeWanted([]byte(test.written)); got != test.want {
			t.Errorf("%s: %v", test.written, got)
		}
	}
}

// TestParseElementSeesAnotherEnd proves that a browser's idea of an element's
// end is asked for.
func TestParseElementSeesAnotherEnd(t *testing.T) {
	for src, want := range map[string]error{
		`<div>a<p>b</div>`:                               nil,
		`<div><b>a</div>`:                                nil,
		`<div><table><tr><td></div>`:                     errScan,
		`<div><table><tr><td><div></table></div>a</div>`: errScan,
		`<tr></tr>`:                                      errScan,
		`<p>a<p>b</p></p>`:                               errScan,
	} {
		name, _, _ := strings.Cut(src[1:], ">")
		if _, _, err := parseElement([]byte(src), name, true); !errors.Is(err, want) {
			t.Errorf("%s: error %v, want %v", src, err, want)
		}
	}
}
