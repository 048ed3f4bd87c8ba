package clean

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"wxbackup/article"
)

// Formula is the LaTeX source of an element that shows a formula, "" for any
// other element, and whether it stands by itself (wechat-pages.md §6). It is
// one line, or lines of which none is blank for a displayed formula. What is
// inside the element is never to be read beside it.
func Formula(n *html.Node) (source string, display bool) {
	source, isDisplayed := formulaSource(n)
	if source == "" {
		return "", false
	}
	display = isDisplayed || standsByItself(n)
	return latex(source, display), display
}

// formulaSource is the source as the page has it. Editors leave it in
// attributes, for their classes do not survive publishing; cells of tables
// have formulas of another sort there.
func formulaSource(n *html.Node) (source string, isDisplayed bool) {
	switch n.DataAtom {
	case atom.Pre, atom.Table, atom.Tr, atom.Td, atom.Th:
		return "", false
	}
	class := ""
	for _, a := range n.Attr {
		switch a.Key {
		case "data-formula", "data-math-raw", "data-tex", "data-latex":
			if source := unescapedFormula(a.Val); source != "" {
				return source, false
			}
		case "class":
			class = a.Val
		}
	}
	switch {
	case n.DataAtom == atom.Img:
		return pictureFormula(n, class)
	case n.DataAtom == atom.Script:
		if drawnBefore(n) != nil || isBesideCells(n) {
			return "", false
		}
		return scriptFormula(n)
	case n.DataAtom == atom.Math && n.FirstChild != nil && n.FirstChild.Type == html.TextNode && n.FirstChild.NextSibling == nil:
		return strings.TrimSpace(n.FirstChild.Data), false
	case strings.Contains(class, "MathJax"):
		return scriptFormula(scriptBehind(n))
	case isRendering(n, class):
		return annotation(n), false
	}
	return "", false
}

// unescapedFormula undoes the escaping that an attribute has once more than it
// should.
func unescapedFormula(s string) string {
	if strings.Contains(s, "%5C") || strings.Contains(s, "%5c") {
		if plain, err := url.PathUnescape(s); err == nil {
			s = plain
		}
	}
	if strings.Contains(s, "&") {
		s = formulaReferences.Replace(s)
	}
	return strings.TrimSpace(s)
}

var formulaReferences = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&nbsp;", " ", "&quot;", `"`, "&#39;", "'")

// pictureFormula is the source of a formula that is shown as a picture: in the
// description on sites that say so, in the address of a service that draws.
func pictureFormula(n *html.Node, class string) (source string, isDisplayed bool) {
	eeimg := attr(n, "eeimg")
	if eeimg != "" || strings.Contains(class, "Formula-image") {
		source, ends := strings.CutSuffix(strings.TrimSpace(attr(n, "alt")), `\\`)
		return strings.TrimSpace(source), ends || eeimg == "2"
	}
	for _, name := range []string{"data-src", "src"} {
		if source := drawnByService(attr(n, name)); source != "" {
			return source, false
		}
	}
	return "", false
}

func drawnByService(address string) string {
	if !strings.Contains(address, "?tex=") && !strings.Contains(address, "/equation?") {
		return ""
	}
	u, err := url.Parse(article.UnescapeURL(address))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(u.Query().Get("tex"))
}

// isRendering reports an element that holds a formula twice or more: as MathML
// with its source, and as it is drawn.
func isRendering(n *html.Node, class string) bool {
	switch {
	case n.DataAtom == atom.Math, n.Data == "mjx-container":
		return true
	case strings.Contains(class, "katex"):
		return hasClass(n, "katex") || hasClass(n, "katex-display") || hasClass(n, "katex-block") || hasClass(n, "katex-inline")
	}
	last := n.LastChild
	return last != nil && last.Type == html.ElementNode && last != n.FirstChild && attr(last, "aria-hidden") == "true"
}

// annotation is the source inside MathML; "" unless there is exactly one.
func annotation(n *html.Node) string {
	found := ""
	for d := range n.Descendants() {
		if d.Data != "annotation" || !strings.Contains(attr(d, "encoding"), "tex") {
			continue
		}
		if found != "" {
			return ""
		}
		found = strings.TrimSpace(textContent(d))
	}
	return found
}

// standsByItself reports a formula that is displayed: by what the page says of
// it, else because its element is a block.
func standsByItself(n *html.Node) bool {
	if kind := attr(n, "data-formula-type"); kind != "" {
		return strings.HasPrefix(kind, "block")
	}
	if display := attr(n, "data-math-display"); display != "" {
		return display == "true"
	}
	switch {
	case n.DataAtom == atom.Math:
		return attr(n, "display") == "block"
	case n.DataAtom == atom.Section, n.DataAtom == atom.Div, n.DataAtom == atom.P:
		return keyword(n, "display") != "inline"
	case attr(n, "display") == "true", hasClass(n, "katex-display"), hasClass(n, "MathJax_Display"):
		return true
	}
	return keyword(n, "display") == "block" || hasDescendant(n, isDisplayMath)
}

func isDisplayMath(n *html.Node) bool {
	return n.DataAtom == atom.Math && attr(n, "display") == "block"
}

// latex writes a source as the clean body has it: white space as one blank, no
// blank lines, and on one line unless it is displayed, where a comment ends
// with its line.
func latex(source string, display bool) string {
	var lines []string
	for line := range strings.FieldsFuncSeq(source, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = oneLine(strings.Join(strings.Fields(line), " ")); line != "" {
			lines = append(lines, line)
		}
	}
	if display {
		return strings.Join(lines, "\n")
	}
	for i := range len(lines) - 1 {
		lines[i] = withoutComment(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}

// withoutComment cuts a line at a percent sign that is not escaped.
func withoutComment(line string) string {
	for i := range len(line) {
		escapes := len(line[:i]) - len(strings.TrimRight(line[:i], `\`))
		if line[i] == '%' && escapes%2 == 0 {
			return strings.TrimRight(line[:i], " ")
		}
	}
	return line
}
