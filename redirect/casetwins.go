package redirect

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// caseTwins groups the short ids, and the paths, that differ in case only.
func (b *builder) caseTwins() [][]string {
	names := b.casedNames()
	slices.SortFunc(names, func(s, t casedName) int {
		return cmp.Or(cmp.Compare(s.kind, t.kind), compareFolded(s.name, t.name), strings.Compare(s.name, t.name))
	})
	var twins [][]string
	for rest := names; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].kind == rest[0].kind && compareFolded(rest[n].name, rest[0].name) == 0 {
			n++
		}
		if n > 1 {
			twins = append(twins, namesOnly(rest[:n]))
		}
		rest = rest[n:]
	}
	slices.SortFunc(twins, slices.Compare)
	return twins
}

// casedName is a source in which case matters, in one word.
type casedName struct {
	kind Kind
	name string
}

// casedNames are those of all sources with a claim. Claims are sorted.
func (b *builder) casedNames() []casedName {
	names := make([]casedName, 0, len(b.claims))
	last := Source{}
	for _, c := range b.claims {
		if s := c.source; s != last && s.Kind() != Long {
			names = append(names, casedName{s.Kind(), s.String()})
		}
		last = c.source
	}
	return names
}

func namesOnly(names []casedName) []string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = n.name
	}
	return list
}

// compareFolded compares in lower case. Short ids, of which there are many,
// are compared without making copies of them.
func compareFolded(s, t string) int {
	for i := range min(len(s), len(t)) {
		if s[i] >= utf8.RuneSelf || t[i] >= utf8.RuneSelf {
			return strings.Compare(strings.ToLower(s[i:]), strings.ToLower(t[i:]))
		}
		if order := cmp.Compare(lower(s[i]), lower(t[i])); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(s), len(t))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
