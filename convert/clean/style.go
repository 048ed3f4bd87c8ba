package clean

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// keyword is the value of a property in lower case.
func keyword(n *html.Node, property string) string { return strings.ToLower(style(n, property)) }

// style is the value of a property in an element's style attribute, without
// "!important"; the last declaration counts.
func style(n *html.Node, property string) string {
	value := ""
	for declaration := range strings.SplitSeq(attr(n, "style"), ";") {
		if v, ok := declares(trimStart(declaration), property); ok {
			value = v
		}
	}
	return value
}

// declares is the value that a declaration gives to a property, if it is of
// that one.
func declares(declaration, property string) (string, bool) {
	if len(declaration) <= len(property) || declaration[0]|0x20 != property[0] || !strings.EqualFold(declaration[:len(property)], property) {
		return "", false
	}
	value, ok := strings.CutPrefix(trimStart(declaration[len(property):]), ":")
	value, _, _ = strings.Cut(value, "!")
	return strings.TrimSpace(value), ok
}

// trimStart takes white space off the start of a declaration.
func trimStart(s string) string {
	for s != "" && isStyleSpace(s[0]) {
		s = s[1:]
	}
	return s
}

func isStyleSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// containsFold reports whether s holds a text given in lower case, be it in
// capitals or with a capital first. Style sheets are in lower case but for a
// few, so that the search for capitals almost always ends at once.
func containsFold(s, lower string) bool {
	if strings.Contains(s, lower) {
		return true
	}
	capital := lower[0] - 'a' + 'A'
	for {
		i := strings.IndexByte(s, capital)
		if i < 0 || len(s)-i < len(lower) {
			return false
		}
		if strings.EqualFold(s[i:i+len(lower)], lower) {
			return true
		}
		s = s[i+1:]
	}
}

// isZero reports whether a length is zero in any unit.
func isZero(length string) bool {
	number := strings.TrimRight(strings.ToLower(length), "abcdefghijklmnopqrstuvwxyz%")
	f, err := strconv.ParseFloat(number, 64)
	return err == nil && f == 0
}
