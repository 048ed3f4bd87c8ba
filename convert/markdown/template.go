package markdown

import (
	"bytes"
	"strings"
)

// Template languages take braces for their own. In prose a brace that would
// open something is a character reference, which no template language knows
// and every page shows as the brace; code is written as HTML, or in the
// language's own way of saying that nothing is meant.

// opensTemplate reports whether the brace s[i] opens something that the
// template language reads before the references of the text are resolved.
func (d *Dialect) opensTemplate(s string, i int) bool {
	if i+1 == len(s) {
		return d.template == liquid // a tag may follow
	}
	switch d.template {
	case nunjucks:
		return s[i+1] == '{' || s[i+1] == '%' || s[i+1] == '#'
	case liquid:
		return s[i+1] == '{' || s[i+1] == '%'
	case mustaches:
		return s[i+1] == '{'
	}
	return false
}

// shieldFormula writes LaTeX, to which a space means nothing, so that it opens no
// shortcode. Liquid has a way to leave the formula as it is (rawTemplate).
func (d *Dialect) shieldFormula(latex string) string {
	if d.template != shortcodes {
		return latex
	}
	return strings.NewReplacer("{{<", "{{ <", "{{%", "{{ %").Replace(latex)
}

// rawTemplate makes out from start on, which is code or a formula, mean nothing
// to Liquid. Its raw tag cannot end behind an expression that does not.
func (d *Dialect) rawTemplate(out []byte, start int) []byte {
	if d.template != liquid {
		return out
	}
	raw := out[start:]
	if !bytes.Contains(raw, []byte("{{")) && !bytes.Contains(raw, []byte("{%")) {
		return out
	}
	if bytes.Contains(raw, []byte("endraw")) || bytes.IndexByte(raw[bytes.LastIndex(raw, []byte("{{"))+1:], '}') < 0 {
		return append(out[:start], bytes.ReplaceAll(raw, []byte("{"), []byte(`{{ "{" }}`))...)
	}
	raw = bytes.Clone(raw)
	return append(append(append(out[:start], "{% raw %}"...), raw...), "{% endraw %}"...)
}
