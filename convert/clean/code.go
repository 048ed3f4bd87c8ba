package clean

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// replaceCode turns every block of code into pre[data-lang] with one text
// node (wechat-pages.md §5). A pre that holds pictures, links or embeds is
// layout and left to the passes after; one without text shows nothing and goes.
func (c *cleaner) replaceCode(root *html.Node) {
	each(root, func(n *html.Node) bool {
		if n.DataAtom != atom.Pre {
			return true
		}
		if hasDescendant(n, isNoCode) {
			layOut(n)
			return true
		}
		lines := codeLines(n)
		if len(lines) == 0 {
			n.Parent.RemoveChild(n)
			return false
		}
		pre := element(atom.Pre)
		if lang := codeLanguage(n); lang != "" {
			pre.Attr = []html.Attribute{{Key: "data-lang", Val: lang}}
		}
		pre.AppendChild(textNode(strings.Join(lines, "\n")))
		replace(n, pre)
		return false
	})
}

// layOut makes a container of a block that is no code, and of the code
// elements around what is none.
func layOut(pre *html.Node) {
	pre.DataAtom, pre.Data = atom.Div, atom.Div.String()
	for d := range pre.Descendants() {
		if d.DataAtom == atom.Code && hasDescendant(d, isNoCode) {
			d.DataAtom, d.Data = atom.Span, atom.Span.String()
		}
	}
}

// isNoCode reports what code never holds.
func isNoCode(n *html.Node) bool {
	return IsPicture(n) || isCard(n) || n.DataAtom == atom.A && attr(n, "href") != "" || n.DataAtom == atom.Pre
}

func hasDescendant(n *html.Node, is func(*html.Node) bool) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			return true
		}
	}
	return false
}

// codeLines are the lines of a block: one for each code element where there
// are several side by side, else what breaks, blocks and line ends make.
func codeLines(pre *html.Node) []string {
	var text string
	if codes := codeSiblings(pre); len(codes) > 0 {
		text = snippetText(codes)
	} else {
		text = blockText(pre)
	}
	return trimLines(dropCounters(splitLines(text)))
}

// codeSiblings are the code elements of WeChat's own block, one a line, with
// nothing to see between them. A single one counts when the block is WeChat's
// by its class.
func codeSiblings(pre *html.Node) []*html.Node {
	var codes []*html.Node
	for d := range pre.Descendants() {
		switch {
		case insideCode(d, pre):
		case d.DataAtom == atom.Code:
			codes = append(codes, d)
		case d.Type == html.TextNode && strings.TrimFunc(d.Data, isBlank) != "":
			return nil
		}
	}
	if len(codes) > 1 && codes[0].Parent == codes[1].Parent || len(codes) == 1 && isSnippetLine(codes[0], pre) {
		return codes
	}
	return nil
}

// isSnippetLine reports whether the only code element of a block is a line of
// WeChat's own.
func isSnippetLine(code, pre *html.Node) bool {
	return pre.Parent != nil && hasClass(pre.Parent, "code-snippet__fix") &&
		!strings.Contains(textContent(code), "\n") && countBreaks(code) < 2
}

func insideCode(n, root *html.Node) bool {
	for p := n.Parent; p != nil && p != root; p = p.Parent {
		if p.DataAtom == atom.Code {
			return true
		}
	}
	return false
}

func countBreaks(n *html.Node) int {
	count := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.Br {
			count++
		}
	}
	return count
}

func snippetText(codes []*html.Node) string {
	lines := make([]string, len(codes))
	for i, code := range codes {
		lines[i] = snippetLine(code)
	}
	return strings.Join(lines, "\n")
}

// snippetLine is the text of one line. A break in it marks an empty line, or
// stands behind the text, where the end of the element says the same.
func snippetLine(code *html.Node) string {
	var b strings.Builder
	for d := range code.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br && b.Len() > 0 && followedByText(d, code):
			b.WriteByte('\n')
		}
	}
	return strings.TrimRight(codeText(b.String()), "\r\n")
}

func followedByText(n, root *html.Node) bool {
	passed := false
	for d := range root.Descendants() {
		if d == n {
			passed = true
		} else if passed && d.Type == html.TextNode && d.Data != "" {
			return true
		}
	}
	return false
}

// blockText is the text of a block written with breaks, with a block a line,
// or with real line ends. Where breaks or blocks part the lines, line ends of
// the source mean nothing.
func blockText(pre *html.Node) string {
	w := codeWriter{structured: hasDescendant(pre, partsLines)}
	w.write(pre)
	return codeText(w.b.String())
}

func partsLines(n *html.Node) bool {
	return n.DataAtom == atom.Br || isCodeBlock(n)
}

func isCodeBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Li, atom.Tr:
		return true
	case atom.Span, atom.Code:
		return keyword(n, "display") == "block" && textContent(n) != ""
	}
	return false
}

type codeWriter struct {
	b          strings.Builder
	structured bool
}

func (w *codeWriter) write(n *html.Node) {
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		switch {
		case d.Type == html.TextNode && w.structured:
			w.b.WriteString(noLineEnds.Replace(d.Data))
		case d.Type == html.TextNode:
			w.b.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			w.b.WriteByte('\n')
		case isCodeBlock(d):
			w.startLine()
			w.write(d)
			w.startLine()
		default:
			w.write(d)
		}
	}
}

func (w *codeWriter) startLine() {
	if s := w.b.String(); s != "" && !strings.HasSuffix(s, "\n") {
		w.b.WriteByte('\n')
	}
}

// The replacers build their tables once.
var (
	noLineEnds = strings.NewReplacer("\r", "", "\n", "")
	lineEnds   = strings.NewReplacer("\r\n", "\n", "\r", "\n")
	typed      = strings.NewReplacer("\u00a0", " ", "\u200b", "", "\ufeff", "")
)

// codeText makes the text what a reader would type: no-break spaces are
// spaces, zero-width characters are nothing.
func codeText(s string) string {
	return typed.Replace(s)
}

func splitLines(s string) []string {
	return strings.Split(lineEnds.Replace(s), "\n")
}

// dropCounters takes out line counters that leaked into the text when a tool
// flattened the style sheet.
func dropCounters(lines []string) []string {
	kept := lines[:0]
	for _, line := range lines {
		if !isCounter(line) {
			kept = append(kept, line)
		}
	}
	return kept
}

var counters = regexp.MustCompile(`^\s*(?:c?ounter\(line[\s)]*)+$`)

func isCounter(line string) bool {
	return strings.Contains(line, "ounter(line") && counters.MatchString(line)
}

// trimLines takes empty lines off both ends.
func trimLines(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// languages are the names that WeChat's editor gives and readers know, by the
// name that fences use. The editor guesses, and guesses rare ones at random.
var languages = map[string]string{
	"bash": "bash", "c": "c", "cpp": "cpp", "cs": "csharp", "csharp": "csharp", "css": "css", "diff": "diff",
	"dockerfile": "dockerfile", "go": "go", "html": "html", "java": "java", "javascript": "javascript",
	"js": "javascript", "json": "json", "kotlin": "kotlin", "lua": "lua", "makefile": "makefile",
	"markdown": "markdown", "objectivec": "objectivec", "perl": "perl", "php": "php", "powershell": "powershell",
	"properties": "properties", "python": "python", "ruby": "ruby", "rust": "rust", "scala": "scala",
	"sh": "bash", "shell": "bash", "sql": "sql", "swift": "swift", "ts": "typescript", "typescript": "typescript",
	"xml": "xml", "yaml": "yaml",
}

// codeLanguage is the language a block names, "" for none that is known.
func codeLanguage(pre *html.Node) string {
	if lang, ok := languages[strings.ToLower(attr(pre, "data-lang"))]; ok {
		return lang
	}
	for _, n := range append([]*html.Node{pre}, childElements(pre)...) {
		for class := range strings.FieldsSeq(attr(n, "class")) {
			name := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(class), "language-"), "lang-")
			if lang, ok := languages[name]; ok && name != strings.ToLower(class) {
				return lang
			}
		}
	}
	return ""
}

func childElements(n *html.Node) []*html.Node {
	var children []*html.Node
	for d := n.FirstChild; d != nil; d = d.NextSibling {
		if d.Type == html.ElementNode {
			children = append(children, d)
		}
	}
	return children
}

func textContent(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
