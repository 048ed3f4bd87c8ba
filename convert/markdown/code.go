package markdown

import (
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"golang.org/x/net/html"
)

func (r *Renderer) codeBlock(_ converter.Context, n *html.Node) {
	r.fence(textContent(n), infoString(attr(n, "data-lang")))
}

// fence writes a fenced code block, its fence longer than any run of backticks
// inside.
func (r *Renderer) fence(code, info string) {
	if r.dialect.template == nunjucks && r.losesFence(code) {
		r.preElement(code, info)
		return
	}
	code = r.dialect.shieldCode(code)
	start := len(r.out)
	if r.dialect.engine == vitePress {
		info = strings.TrimSuffix(info, "-vue") // its braces would be read
	}
	fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	r.out = append(append(r.out, fence...), info...)
	r.out = append(r.out, '\n')
	if code != "" {
		r.out = append(append(r.out, code...), '\n')
	}
	r.out = r.dialect.rawTemplate(append(r.out, fence...), start)
}

// infoString is lang where it is a plain name, else nothing: no engine agrees
// with another on what else may follow a fence.
func infoString(lang string) string {
	for _, c := range lang {
		if !isWordByte(c) && !strings.ContainsRune("+#-.", c) {
			return ""
		}
	}
	return lang
}

func isWordByte(c rune) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// appendCodeSpan writes inline code: a run of backticks longer than any
// inside, and a space where the content's own edges would be eaten.
func appendCodeSpan(dst []byte, code string, inCell bool) []byte {
	fence := longestRun(code, '`') + 1
	pad := code[0] == '`' || code[len(code)-1] == '`' ||
		code[0] == ' ' && code[len(code)-1] == ' ' && strings.Trim(code, " ") != ""
	dst = appendRun(dst, '`', fence)
	if pad {
		dst = append(dst, ' ')
	}
	if inCell {
		code = strings.ReplaceAll(code, "|", `\|`)
	}
	dst = append(dst, code...)
	if pad {
		dst = append(dst, ' ')
	}
	return appendRun(dst, '`', fence)
}

func appendRun(dst []byte, c byte, n int) []byte {
	for range n {
		dst = append(dst, c)
	}
	return dst
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

func textContent(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return c.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
