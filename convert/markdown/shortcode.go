package markdown

import "strings"

// Hugo expands {{< … >}} and {{% … %}} and cuts the page at <!--more--> before
// it reads Markdown, in code too. Prose is shielded by backslashes (escape.go);
// code cannot be escaped, so it is written as Hugo's own comment form
// {{</* … */>}}, which Hugo turns back into the letters it stands for.

// summaryDivider is where Hugo cuts a page's summary off.
const summaryDivider = "<!--more-->"

// wall is a zero width space: what no shortcode is closed by cannot take the
// comment form, and is broken by a character that nobody sees.
const wall = "\u200b"

// shieldShortcodes writes code so that Hugo shows it as it is.
func shieldShortcodes(code string) string {
	if !strings.Contains(code, "{{") && !strings.Contains(code, summaryDivider) {
		return code
	}
	var b strings.Builder
	for {
		at := shortcodeAt(code)
		if at < 0 {
			break
		}
		b.WriteString(shieldDivider(code[:at]))
		open, rest := code[at:at+3], code[at+3:]
		closing := closingOf(open)
		inner, after, closed := strings.Cut(rest, closing)
		if !closed || strings.Contains(inner, summaryDivider) {
			b.WriteString("{{" + wall + open[2:])
			code = rest
			continue
		}
		b.WriteString(open + "/*" + inner + "*/" + closing)
		code = after
	}
	b.WriteString(shieldDivider(code))
	return b.String()
}

func shieldDivider(s string) string {
	return strings.ReplaceAll(s, summaryDivider, "<!--"+wall+"more-->")
}

// shortcodeAt is where the first shortcode of s opens, -1 if none does.
func shortcodeAt(s string) int {
	angle, percent := strings.Index(s, "{{<"), strings.Index(s, "{{%")
	if angle < 0 || percent < 0 {
		return max(angle, percent)
	}
	return min(angle, percent)
}

func closingOf(open string) string {
	if open == "{{%" {
		return "%}}"
	}
	return ">}}"
}
