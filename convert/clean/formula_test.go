package clean_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"wxbackup/convert/clean"
)

// formulaOf is the first formula that a reader of a raw body meets.
func formulaOf(root *html.Node) (source string, display bool) {
	for n := range root.Descendants() {
		if source, display := clean.Formula(n); source != "" {
			return source, display
		}
	}
	return "", false
}

func TestFormulaSources(t *testing.T) {
	const display = "display: "
	tests := []struct{ name, body, want string }{
		{"data-formula", `<span data-formula="a"></span>`, "a"},
		{"data-math-raw", `<span data-math-raw="a"></span>`, "a"},
		{"data-tex", `<span data-tex="a"></span>`, "a"},
		{"data-latex", `<i data-latex="a"></i>`, "a"},
		{"the outermost", `<span data-tex="a"><span data-tex="b"></span></span>`, "a"},
		{"a type that says block", `<span data-formula="a" data-formula-type="block-equation"></span>`, display + "a"},
		{"a type that says inline", `<section data-formula="a" data-formula-type="inline-equation"></section>`, "a"},
		{"displayed by its attribute", `<span data-math-raw="a" data-math-display="true"></span>`, display + "a"},
		{"a block by its name", `<div data-tex="a"></div>`, display + "a"},
		{"a block set into the line", `<div data-tex="a" style="display:inline"></div>`, "a"},
		{"a block by its style", `<span data-tex="a" style="display:block"></span>`, display + "a"},
		{"escaped once more", `<span data-tex="a &amp;lt; b &amp;amp; c"></span>`, "a < b & c"},
		{"encoded", `<span data-tex="%5Cfrac%7B1%7D%7B2%7D"></span>`, `\frac{1}{2}`},
		{"a percent sign", `<span data-tex="5\%20"></span>`, `5\%20`},
		{"a broken code", `<span data-tex="%5C%zz"></span>`, `%5C%zz`},
		{"white space", "<span data-tex=' a\n\u00a0b\u200b\t c '></span>", "a b c"},
		{"comments on a line", "<span data-tex='a % b\n\\% c\\\\% d\ne % f'></span>", `a \% c\\ e % f`},
		{"lines when displayed", "<div data-tex='a % b\n\n  c'></div>", display + "a % b\nc"},
		{"a cell of a sheet", `<table><td data-formula="=SUM(A1)">1</td></table>`, ""},
		{"code", `<pre data-formula="a">b</pre>`, ""},
		{"KaTeX", `<span class="katex"><math><annotation encoding="application/x-tex">a</annotation></math><span>a</span></span>`, "a"},
		{"KaTeX, displayed", `<span class="katex-display"><span class="katex"><math><annotation encoding="application/x-tex">a</annotation></math></span></span>`, display + "a"},
		{"KaTeX without classes", `<span><math display="block"><annotation encoding="application/x-tex">a</annotation></math><span aria-hidden="true">a</span></span>`, display + "a"},
		{"MathJax", `<mjx-container><svg></svg><mjx-assistive-mml><math><annotation encoding="application/x-tex">a</annotation></math></mjx-assistive-mml></mjx-container>`, "a"},
		{"MathJax, displayed", `<mjx-container display="true"><math><annotation encoding="application/x-tex">a</annotation></math></mjx-container>`, display + "a"},
		{"MathML with a source", `<math><annotation encoding="application/x-tex">a</annotation></math>`, "a"},
		{"MathML with another source", `<math><mi>a</mi><annotation encoding="StarMath 5.0">a</annotation></math>`, ""},
		{"two sources", `<div class="katex"><b><annotation encoding="application/x-tex">a</annotation><annotation encoding="application/x-tex">b</annotation></b></div>`, ""},
		{"a clean body's", `<math>a</math>`, "a"},
		{"a clean body's, displayed", `<math display="block">a</math>`, display + "a"},
		{"a script", `<script type="math/tex">a</script>`, "a"},
		{"a script, displayed", `<script type="math/tex; mode=display">a</script>`, display + "a"},
		{"a script that was drawn", `<span class="MathJax_CHTML">a</span> <script type="math/tex; mode=display">b</script>`, display + "b"},
		{"another script", `<script type="text/javascript">a</script>`, ""},
		{"Zhihu's picture", `<img class="Formula-image" alt="a">`, "a"},
		{"Zhihu's old picture", `<img eeimg="1" alt="a">`, "a"},
		{"Zhihu's picture, displayed", `<img eeimg="1" alt="a \\">`, display + "a"},
		{"Zhihu's old picture, displayed", `<img eeimg="2" alt="a">`, display + "a"},
		{"a service that draws", `<img data-src="https://a.example/i.svg?tex=a%2Bb+c">`, "a+b c"},
		{"another service", `<img src="//a.example/equation?tex=%5Calpha">`, `\alpha`},
		{"a picture", `<img alt="a" src="https://a.example/equation.png">`, ""},
		{"text", `<span>a</span>`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, displayed := formulaOf(parseRaw(t, []byte(test.body)))
			if displayed {
				got = display + got
			}
			if got != test.want {
				t.Errorf("the formula is %q, want %q", got, test.want)
			}
		})
	}
}

// A picture that is a formula is no picture.
func TestFormulaIsNoPicture(t *testing.T) {
	for body, want := range map[string]bool{
		`<img eeimg="1" alt="a" src="a.png">`: false,
		`<img eeimg="1" src="a.png">`:         true,
		`<img data-tex="a" src="a.png">`:      false,
	} {
		if got := clean.IsPicture(find(parseRaw(t, []byte(body)), "img")); got != want {
			t.Errorf("%s is a picture: %t", body, got)
		}
	}
}

// The source of a formula is written once, wherever the page repeats it.
func TestFormulaIsWrittenOnce(t *testing.T) {
	const body = `<p>设<span class="MathJax_Preview" style="display:none">q</span><span class="MathJax">q</span><script type="math/tex">q</script>，` +
		`<span class="MathJax" style="display:none">r</span><script type="math/tex">r</script>。</p>`
	got := string(write(t, clean.Body(parseRaw(t, []byte(body))).Root))
	if want := `<p>设<math>q</math>，<math>r</math>。</p>`; got != want {
		t.Errorf("the body is %s, want %s", got, want)
	}
	if strings.Count(got, "q") != 1 {
		t.Error("a formula is there twice")
	}
}
