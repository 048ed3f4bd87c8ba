package emit

import "wxbackup/redirect"

// entry is a rule with the rows of a host's file that serve it.
type entry struct {
	rule redirect.Rule
	// need are the rows without which the rule is not served; more are those for
	// spellings that hardly anyone asks for.
	need, more []string
}

// pathEntries make rows of the paths of rules, for hosts that compare a path as
// it is sent. Short addresses are asked for without a slash at their end, pages
// of a site with and without one.
func pathEntries(rules []redirect.Rule, row func(path, target string) string) []entry {
	entries := make([]entry, len(rules))
	for i, rule := range rules {
		e := entry{rule: rule}
		for j, path := range spellings(rule.Source.URLPath()) {
			without, with := row(path, rule.Target), row(path+"/", rule.Target)
			switch {
			case j > 0:
				e.more = append(e.more, without, with)
			case rule.Source.ShortID != "":
				e.need, e.more = append(e.need, without), append(e.more, with)
			default:
				e.need = append(e.need, without, with)
			}
		}
		entries[i] = e
	}
	return entries
}

// withinBudget takes the entries in their order as long as a file of at most
// limit rows has room for all they need, and fills what room is left with the
// rest of their rows. It returns the rules for which there was no room.
func withinBudget(entries []entry, limit int) (rows []string, over []redirect.Rule) {
	var taken []entry
	for _, e := range entries {
		if len(rows)+len(e.need) > limit {
			over = append(over, e.rule)
			continue
		}
		rows, taken = append(rows, e.need...), append(taken, e)
	}
	for _, e := range taken {
		if len(rows)+len(e.more) <= limit {
			rows = append(rows, e.more...)
		}
	}
	return rows, over
}
