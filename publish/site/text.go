package site

import (
	"strconv"
	"strings"
	"unicode"
)

// text is a YAML value that is always written between double quotes, so that
// every version of every YAML reader takes it for the same text: bare "no",
// "12:30", "? x" or "<<" mean other things to some.
type text string

// MarshalYAML writes the text between double quotes, in escapes that YAML
// shares with Go.
func (t text) MarshalYAML() ([]byte, error) { return []byte(quoted(string(t))), nil }

// quoted is a double-quoted string as both YAML and TOML read it: what is not
// printable stands as \uXXXX or \UXXXXXXXX.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			b.WriteString(`\U` + hex(r, 8))
		default:
			b.WriteString(`\u` + hex(r, 4))
		}
	}
	b.WriteByte('"')
	return b.String()
}

func hex(r rune, digits int) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", digits-len(s)) + s
}

// oneLine is s with every run of white space and control characters made one
// space: titles and descriptions are single lines.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}
