package markdown

import (
	"strings"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// mathExtension reads formulas as Hugo's passthrough extension does, and shows
// them as math elements.
var mathExtension = mathExtender{}

type mathExtender struct{}

func (mathExtender) Extend(m goldmark.Markdown) {
	passthrough.New(passthrough.Config{
		InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}},
		BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
	}).Extend(m)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(mathRenderer{}, 1)))
}

type mathRenderer struct{}

func (mathRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(passthrough.KindPassthroughInline, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			source := strings.Trim(string(n.(*passthrough.PassthroughInline).Segment.Value(src)), "$")
			w.WriteString("<math>" + html.EscapeString(source) + "</math>")
		}
		return ast.WalkContinue, nil
	})
	r.Register(passthrough.KindPassthroughBlock, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			source := strings.Trim(strings.TrimSpace(string(n.Lines().Value(src))), "$")
			w.WriteString(`<math display="block">` + html.EscapeString(source) + "</math>")
		}
		return ast.WalkSkipChildren, nil
	})
}

// sameLaTeX makes the ways of writing one formula equal.
var sameLaTeX = strings.NewReplacer(`\\`, `\\`, `\|`, "‖", `\Vert`, "‖", `\vert`, "|")

// formula writes down a formula within text; one that the dialect cannot hold is
// code.
func (d *digest) formula(n *html.Node, marks string) {
	latex := inlineFormula(textContent(n))
	switch {
	case latex == "":
	case d.body && !d.dialect.math.holds(latex):
		d.inline(element("code", &html.Node{Type: html.TextNode, Data: latex}), marks)
	default:
		d.WriteString("⟦")
		d.text(sameLaTeX.Replace(latex), "")
		d.WriteString("⟧")
	}
}

// formulaBlock writes down a formula by itself. What is cut off by LaTeX
// comments cannot stand on one line.
func (d *digest) formulaBlock(n *html.Node) {
	latex := blockFormula(textContent(n))
	switch {
	case latex == "":
	case d.body && !d.shownAsMath(latex):
		code := with(element("pre", &html.Node{Type: html.TextNode, Data: latex}), "data-lang", "latex")
		d.code(code)
	default:
		d.WriteString("\nmath[")
		d.text(sameLaTeX.Replace(latex), "")
		d.WriteString("]")
	}
}

func (d *digest) shownAsMath(latex string) bool {
	if !d.dialect.math.holds(latex) {
		return false
	}
	return d.dialect.math == fences || !hasComment(latex) || !(&Renderer{quotes: d.quotes}).isTorn(latex)
}
