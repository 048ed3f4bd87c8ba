package redirect

import (
	"iter"
	"slices"
	"strings"
)

// caseTwins groups the short ids that differ in case only.
func caseTwins(sources iter.Seq[Source]) [][]string {
	groups := map[string][]string{}
	for s := range sources {
		if s.ShortID != "" {
			folded := strings.ToLower(s.ShortID)
			groups[folded] = append(groups[folded], s.ShortID)
		}
	}
	var twins [][]string
	for _, group := range groups {
		if len(group) > 1 {
			slices.Sort(group)
			twins = append(twins, group)
		}
	}
	slices.SortFunc(twins, slices.Compare)
	return twins
}
