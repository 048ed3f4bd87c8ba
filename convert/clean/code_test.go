package clean_test

import (
	"html"
	"math/rand/v2"
	"strings"
	"testing"

	"wxbackup/convert/clean"
)

// shapes write lines of code as editors do. An empty line must stay one.
var shapes = map[string]func(lines []string) string{
	"real line ends": func(lines []string) string { return "<pre>" + joined(lines, "\n", plain) + "\n</pre>" },
	"breaks": func(lines []string) string {
		return "<pre><code>" + joined(lines, "<br>", spaced) + "<br></code></pre>"
	},
	"breaks and line ends of the source": func(lines []string) string {
		return "<pre><span style=\"display: block\"></span><code>\n" + joined(lines, "<br/>\n", spaced) + "\n</code></pre>"
	},
	"breaks in the next token": func(lines []string) string {
		return "<pre><code>" + joined(lines, "", func(s string) string {
			return "<span style=\"color: red\"><br><span leaf=\"\">" + plain(s) + "</span></span>"
		}) + "</code></pre>"
	},
	"a code element for each line": func(lines []string) string {
		return `<section class="code-snippet__fix"><ul class="code-snippet__line-index"><li>1</li></ul><pre data-lang="cs">` +
			joined(lines, "\n", func(s string) string { return "<code><span leaf=\"\">" + orBreak(plain(s)) + "</span></code>" }) + "</pre></section>"
	},
	"a code element with a break for each line": func(lines []string) string {
		return "<pre>" + joined(lines, "", func(s string) string { return "<code>" + spaced(s) + "<br></code>" }) + "</pre>"
	},
	"an item for each line": func(lines []string) string {
		return "<pre><ol>" + joined(lines, "\n ", func(s string) string { return "<li><p><span><code>" + spaced(s) + "</code></span></p></li>" }) + "</ol></pre>"
	},
	"a block for each line": func(lines []string) string {
		return "<pre><section>" + joined(lines, "\n", func(s string) string { return "<div>" + orBreak(plain(s)) + "</div>" }) + "</section></pre>"
	},
	"a span set as a block for each line": func(lines []string) string {
		return "<pre><code>" + joined(lines, "", func(s string) string {
			return "<span style=\"display:block\">" + orBreak(spaced(s)) + "</span>"
		}) + "</code></pre>"
	},
	"source in an attribute": func(lines []string) string {
		return `<pre><code data-raw-code="` + joined(lines, "\n", plain) + `">` + joined(lines, " ", func(s string) string { return plain(strings.TrimSpace(s)) }) + "</code></pre>"
	},
	"a block inside a block": func(lines []string) string {
		return "<pre><section class=\"code-snippet__fix\"><pre>" + joined(lines, "", func(s string) string { return "<code>" + orBreak(plain(s)) + "</code>" }) + "</pre></section></pre>"
	},
}

func joined(lines []string, separator string, write func(string) string) string {
	written := make([]string, len(lines))
	for i, line := range lines {
		written[i] = write(line)
	}
	return strings.Join(written, separator)
}

func plain(s string) string  { return html.EscapeString(s) }
func spaced(s string) string { return strings.ReplaceAll(plain(s), " ", "&nbsp;") }

func orBreak(s string) string {
	if s == "" {
		return "<br>"
	}
	return s
}

func TestCodeIsTheSameInEveryShape(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(200) {
				lines := randomLines(rand.New(rand.NewPCG(seed, 2)))
				source := shape(lines)
				root := clean.Body(parseRaw(t, []byte(source))).Root
				pre := root.FirstChild
				if pre == nil || pre.Data != "pre" || pre.NextSibling != nil {
					t.Fatalf("%s\nis no block of code: %s", source, write(t, root))
				}
				if want := strings.Join(lines, "\n"); pre.FirstChild.Data != want {
					t.Fatalf("%s\nis %q, want %q", source, pre.FirstChild.Data, want)
				}
			}
		})
	}
}

// randomLines are two to seven lines of code, the first and the last not empty.
func randomLines(r *rand.Rand) []string {
	tokens := strings.Split("a|b |(|) {|  |    |`|``` |<b>|&amp;|\"|甲|// 乙|　|*x*|$|1|\\|—", "|")
	line := func() string {
		text := strings.Repeat("  ", r.IntN(3))
		for range 1 + r.IntN(5) {
			text += tokens[r.IntN(len(tokens))]
		}
		return text + "x"
	}
	lines := []string{line()}
	for range r.IntN(6) {
		if r.IntN(4) == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, line())
	}
	return append(lines, line())
}

// Blocks of anything that blocks of code and their likes are made of.
func TestBodyKeepsItsPromisesOnRandomBlocks(t *testing.T) {
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 4))
		source := "<section>" + randomBlock(r, 5) + randomBlock(r, 5) + "</section>"
		checkBody(t, parseRaw(t, []byte(source)))
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, source)
		}
	}
}

var (
	blockElements = strings.Fields("pre pre code code code span span p section div ul ol li strong td th table tr h2 a svg circle blockquote sup")
	blockLeaves   = []string{
		"甲", "a = 1;", "{", "  ", "\n", "\n  b\n", "&nbsp;&nbsp;", "`", "\t", "<br>", "<br>\n", "x", "func f()", "# 注", "\u200b", "",
		`<img data-src="https://a.example/a.png">`, `<img src="about:blank">`, "<pre></pre>", `<a href="https://a.example/"></a>`, "<hr>",
	}
	blockAttributes = []string{
		`style="display: block"`, `style="font-family: monospace"`, `style="background: #eee;font-family: Menlo"`, `style="font-family: serif"`,
		`style="white-space: pre-wrap"`, `style="font-weight: bold"`, `style="display: none"`, `style="font-size: 0"`, `style="display: flex"`,
		"data-raw-code=\"a = 1;\n{\"", `md-src-pos="0..6"`, `md-src-pos="9..10"`, `data-lang="go"`, `class="language-go"`, `data-lark-language="YAML"`,
		`href="https://a.example/"`, `class="code-snippet__fix"`, `class="code-snippet__line-index"`, `language="go"`,
	}
)

func randomBlock(r *rand.Rand, depth int) string {
	if depth == 0 || r.IntN(3) == 0 {
		return blockLeaves[r.IntN(len(blockLeaves))]
	}
	name := blockElements[r.IntN(len(blockElements))]
	tag := name
	if r.IntN(2) == 0 {
		tag += " " + blockAttributes[r.IntN(len(blockAttributes))]
	}
	var b strings.Builder
	for range 1 + r.IntN(4) {
		b.WriteString(randomBlock(r, depth-1))
	}
	return "<" + tag + ">" + b.String() + "</" + name + ">"
}

func TestLineNumbersBesideCodeAreNoCode(t *testing.T) {
	const numbers = `<section class="line-numbers"><section>1</section><section>2</section><section>3</section></section>`
	tests := []struct{ name, source, want string }{
		{"a block for each line", `<pre><code><section>` + numbers + `<section class="code-scroll"><div>a</div><div><br></div><div>b</div></section></section></code></pre>`, "a\n\nb"},
		{"breaks", `<pre><code><section style="display: flex">` + numbers + `<section><div>a<br>  b<br>c<br></div></section></section></code></pre>`, "a\n  b\nc"},
		{"without classes", `<pre><section><section>8</section><section>9</section></section><section>a<br>b</section></pre>`, "a\nb"},
		{"below a decoration", `<pre><span><svg></svg></span><section><span>1<br>2</span><span>a<br>b</span></section></pre>`, "a\nb"},
		{"in a cell", "<pre><table><tr><td>1\n2</td><td>a\nb</td></tr></table></pre>", "a\nb"},
		{"beside code elements", `<pre><ul><li>1</li><li>2</li></ul><code>a</code><code>b</code></pre>`, "a\nb"},
		{"one line", `<pre><section class="line-numbers"><section>1</section></section><section>a</section></pre>`, "a"},
		{"one number that may be code", `<pre><section><section>1</section></section><section>a</section></pre>`, "1\na"},
		{"more numbers than lines", `<pre>` + numbers + `<section>a<br>b</section></pre>`, "1\n2\n3\na\nb"},
		{"numbers out of order", `<pre><section><p>1</p><p>3</p></section><section>a<br>b</section></pre>`, "1\n3\na\nb"},
		{"nothing but numbers", `<pre><section><p>1</p><p>2</p></section></pre>`, "1\n2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := clean.Body(parseRaw(t, []byte(test.source))).Root
			if got := textBesideCards(root); got != test.want {
				t.Errorf("the code is %q, want %q", got, test.want)
			}
		})
	}
}

func TestFormulasInAPreAreNoCode(t *testing.T) {
	root := clean.Body(parseRaw(t, []byte(`<pre>a <span data-formula="x^2">junk</span></pre>`))).Root
	if got := string(write(t, root)); got != "<p>a <math>x^2</math></p>" {
		t.Errorf("the body is %s", got)
	}
}
