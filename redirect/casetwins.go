package redirect

import (
	"slices"
	"strings"
)

// caseTwins groups the short ids, and the paths, that differ in case only.
func (b *builder) caseTwins() [][]string {
	groups := map[string][]string{}
	last := Source{}
	for _, c := range b.claims {
		if s := c.source; s != last && s.Kind() != Long {
			folded := string(s.Kind()) + strings.ToLower(s.String())
			groups[folded] = append(groups[folded], s.String())
		}
		last = c.source
	}
	var twins [][]string
	for _, group := range groups {
		if len(group) > 1 {
			twins = append(twins, group)
		}
	}
	slices.SortFunc(twins, slices.Compare)
	return twins
}
