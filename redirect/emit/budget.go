package emit

import "wxbackup/redirect"

// ruleRows are a rule with the rows of a host's file that serve it.
type ruleRows struct {
	rule redirect.Rule
	// need are the rows without which the rule is not served; more are those for
	// spellings that hardly anyone asks for.
	need, more []string
}

// pathRows make rows of the paths of rules, for hosts that compare a path as
// it is sent. Short addresses are asked for without a slash at their end, pages
// of a site with and without one.
func pathRows(rules []redirect.Rule, row func(path, target string) string) []ruleRows {
	all := make([]ruleRows, len(rules))
	for i, rule := range rules {
		e := ruleRows{rule: rule}
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
		all[i] = e
	}
	return all
}

// withinBudget takes all in their order as long as a file of at most
// limit rows has room for all they need, and fills what room is left with the
// rest of their rows. It returns the rules for which there was no room.
func withinBudget(all []ruleRows, limit int) (rows []string, over []redirect.Rule) {
	var taken []ruleRows
	for _, e := range all {
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
