package loads

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescaped undoes the escapes of a style sheet: a backslash before up to six
// hexadecimal digits and a space, before the end of a line, which is dropped, or
// before the character itself.
func unescaped(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for rest := text; rest != ""; {
		before, after, escaped := strings.Cut(rest, `\`)
		b.WriteString(before)
		if !escaped {
			break
		}
		var r string
		r, rest = unescape(after)
		b.WriteString(r)
	}
	return b.String()
}

// unescape is the character that an escape begins with, and what follows it.
func unescape(text string) (character, rest string) {
	digits := 0
	for digits < min(6, len(text)) && strings.IndexByte("0123456789abcdefABCDEF", text[digits]) >= 0 {
		digits++
	}
	if digits == 0 {
		_, size := utf8.DecodeRuneInString(text)
		return strings.TrimSuffix(text[:size], "\n"), text[size:]
	}
	code, err := strconv.ParseInt(text[:digits], 16, 32)
	if err != nil {
		return "", text[digits:]
	}
	rest = text[digits:]
	if rest != "" && strings.IndexByte(" \t\n", rest[0]) >= 0 {
		rest = rest[1:]
	}
	return string(rune(code)), rest
}
