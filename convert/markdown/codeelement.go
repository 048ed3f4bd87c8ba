package markdown

import "strings"

// Code that no backticks can hold in a dialect is written as HTML. Engines read
// Markdown and template languages braces inside inline elements, so that there
// every sign is a character reference.

// writesElement reports whether inline code must be written as an element:
// where a template language would read it, and where backticks mean something
// else. Engines disagree on a pipe behind a backslash in a cell, and on a
// backtick in a link.
func (w *inlineWriter) writesElement(code string) bool {
	switch {
	case w.place == inCell && w.dialect.rawHTML && strings.Contains(code, `\|`),
		w.links > 0 && w.dialect.rawHTML && strings.Contains(code, "`"):
		return true
	case w.dialect.template == nunjucks:
		return w.isMisreadByHexo(code)
	case w.dialect.template == mustaches:
		return strings.Contains(code, "{{")
	case w.dialect.engine == kramdown:
		return w.isMisreadByKramdown(code)
	}
	return false
}

// isMisreadByHexo: Nunjucks reads braces, three backticks at the begin of a line
// are a block, a comment hides blocks from Hexo, and its marked ends struck out
// text at tildes in code, and loses emphasis at backslashes
// and backticks.
func (w *inlineWriter) isMisreadByHexo(code string) bool {
	for _, syntax := range []string{"{{", "{%", "{#", "``", "~~", "<!--"} {
		if strings.Contains(code, syntax) {
			return true
		}
	}
	return strings.ContainsAny(code, "\\`") && hasEmphasis(w.lone.pieces)
}

func (w *inlineWriter) isMisreadByKramdown(code string) bool {
	return strings.ContainsAny(code, "|`") || strings.Contains(code, "~~") ||
		w.links > 0 && strings.Contains(code, "]:") ||
		code[0] == ' ' || code[len(code)-1] == ' '
}

func hasEmphasis(pieces []piece) bool {
	for i := range pieces {
		if pieces[i].marks&emphasis != 0 || hasEmphasis(pieces[i].inner) {
			return true
		}
	}
	return false
}

func appendCodeElement(dst []byte, code string) []byte {
	return append(appendReferences(append(dst, "<code>"...), code, isASCIIPunct), "</code>"...)
}

// appendReferences writes s with a character reference for each byte that needs
// one.
func appendReferences(dst []byte, s string, needs func(byte) bool) []byte {
	for i := range len(s) {
		if needs(s[i]) {
			dst = appendReference(dst, s[i])
		} else {
			dst = append(dst, s[i])
		}
	}
	return dst
}

// losesFence reports whether Hexo, which knows blocks by their fences before it
// reads Markdown, would spoil this one: it knows neither lists nor nested quotes
// nor comments in code, and takes indentation off.
func (r *Renderer) losesFence(code string) bool {
	return r.items+r.quotes > 0 || strings.Contains(code, "<!--") || isIndented(code)
}

// isIndented reports whether each line of code that shows something begins with
// space.
func isIndented(code string) bool {
	for line := range strings.SplitSeq(code, "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" && line[0] != ' ' && line[0] != '\t' {
			return false
		}
	}
	return true
}

// preElement writes a code block as HTML.
func (r *Renderer) preElement(code, info string) {
	r.out = append(r.out, "<pre><code"...)
	if info != "" {
		r.out = append(append(append(r.out, ` class="language-`...), info...), '"')
	}
	r.out = append(r.out, '>')
	r.out = appendReferences(r.out, code, isFenceOrMarkup)
	r.out = append(r.out, "\n</code></pre>"...)
}

// isFenceOrMarkup reports whether c must not stand in a block of HTML as it is:
// Hexo finds fences and braces there, and marked expands tabs in lists.
func isFenceOrMarkup(c byte) bool { return strings.IndexByte("&<>{}`~\t", c) >= 0 }
