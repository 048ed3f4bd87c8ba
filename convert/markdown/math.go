package markdown

import (
	"bytes"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

// mathStyle is how a dialect writes formulas. LaTeX is written as it is; a
// formula that would break out of its delimiters is code.
type mathStyle uint8

const (
	// noMath: the LaTeX is code.
	noMath mathStyle = iota
	// dollars: $…$ and $$…$$, both read within a paragraph, as goldmark's
	// passthrough extension does.
	dollars
	// fences: $…$, and $$ on lines of their own, as remark-math does.
	fences
	// pairs: kramdown's $$…$$ for both.
	pairs
)

// delimiter is what stands around a formula within text.
func (s mathStyle) delimiter() string {
	if s == pairs {
		return "$$"
	}
	return "$"
}

// holds reports whether delimiters of s can hold the formula. Engines do not
// heed a backslash before the closing one, or take it for an escape.
func (s mathStyle) holds(latex string) bool {
	slashes := len(latex) - len(strings.TrimRight(latex, `\`))
	if s == pairs && (strings.Contains(latex, "~~") || strings.IndexByte(latex, '`') >= 0) {
		return false // kramdown reads these before formulas
	}
	return s != noMath && latex != "" && slashes%2 == 0 &&
		!strings.Contains(latex, "$") && !strings.Contains(latex, summaryDivider)
}

// inlineFormula is a formula on one line, without space at its edges.
func inlineFormula(latex string) string {
	return strings.Trim(collapseSpace(latex), " ")
}

// blockFormula is a formula without empty lines, and without space at the end
// of a line.
func blockFormula(latex string) string {
	lines := strings.FieldsFunc(latex, func(r rune) bool { return r == '\n' || r == '\r' })
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.TrimRightFunc(line, isLineSpace); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// formulaBlock writes a formula that stands by itself: between lines of $$, or
// on one line with them where its lines would be torn.
func (r *Renderer) formulaBlock(_ converter.Context, n *html.Node) {
	latex := blockFormula(textContent(n))
	if latex == "" {
		return
	}
	torn := r.dialect.math != fences && r.isTorn(latex)
	if !r.dialect.math.holds(latex) || torn && hasComment(latex) {
		r.fence(latex, "latex")
		return
	}
	latex, gap := r.dialect.shieldFormula(latex), "\n"
	if torn {
		if latex = inlineFormula(latex); r.isTorn(latex) {
			gap = ""
		}
	}
	start := len(r.out)
	r.out = append(append(r.out, "$$"...), gap...)
	r.out = append(append(r.out, latex...), gap...)
	r.out = r.dialect.rawTemplate(append(r.out, "$$"...), start)
}

// isTorn reports whether a formula between lines of $$ would not be read as one:
// in a quote its lines would keep their marks, and a line may begin with what
// begins a block.
func (r *Renderer) isTorn(latex string) bool {
	if r.quotes > 0 {
		return true
	}
	for line := range strings.SplitSeq(latex, "\n") {
		if beginsBlock(strings.TrimLeft(line, " ")) {
			return true
		}
	}
	return false
}

// hasComment reports whether the formula has a LaTeX comment, which ends with
// its line.
func hasComment(latex string) bool {
	for i := range len(latex) {
		if latex[i] == '%' && (i == 0 || latex[i-1] != '\\') {
			return true
		}
	}
	return false
}

// formula appends a formula to the row: as code where the dialect cannot hold
// it.
func (f *flattener) formula(n *html.Node, m marks) {
	latex := inlineFormula(textContent(n))
	if latex == "" {
		return
	}
	kind := mathPiece
	if !f.dialect.math.holds(latex) {
		kind = codePiece
	}
	f.pieces = append(f.pieces, piece{kind: kind, marks: m, text: latex})
}

// formula writes a formula within text. Two of them do not touch: engines would
// take the dollars between them for one delimiter.
func (w *inlineWriter) formula(latex string, alone bool) {
	latex = w.dialect.shieldFormula(latex)
	if w.place == inCell || w.dialect.engine == kramdown {
		latex = withoutPipes(latex)
	}
	if w.last() == '$' {
		w.out = append(w.out, noEdge...)
	}
	if alone && w.dialect.math == pairs && (w.place == inParagraph || w.place == inCard) {
		w.out = append(w.out, '\\') // or kramdown sets it as a block
	}
	start := len(w.out)
	delimiter := w.dialect.math.delimiter()
	w.out = append(append(append(w.out, delimiter...), latex...), delimiter...)
	w.out = w.dialect.rawTemplate(w.out, start)
}

// endsFormula reports whether the letter or digit c would keep the dollar
// before it from closing a formula, as it does on GitHub.
func (w *inlineWriter) endsFormula(c byte) bool {
	return w.dialect.math != noMath && w.last() == '$' && (isLetter(c) || '0' <= c && c <= '9')
}

// withoutPipes writes the pipes of LaTeX as commands: a cell ends at a pipe.
func withoutPipes(latex string) string {
	if strings.IndexByte(latex, '|') < 0 {
		return latex
	}
	var b bytes.Buffer
	for i := 0; i < len(latex); i++ {
		switch {
		case latex[i] == '|':
			b.WriteString(`\vert `)
		case latex[i] == '\\' && i+1 < len(latex) && latex[i+1] == '|':
			b.WriteString(`\Vert `)
			i++
		case latex[i] == '\\' && i+1 < len(latex):
			b.WriteString(latex[i : i+2])
			i++
		default:
			b.WriteByte(latex[i])
		}
	}
	return strings.TrimRight(b.String(), " ")
}
