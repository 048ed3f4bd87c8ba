package emit

import (
	"slices"

	"wxbackup/redirect"
)

// refusal says why a host cannot serve a rule, and which format can; the zero
// refusal is none.
type refusal struct{ reason, instead string }

// served are the rules that the host can serve. The others are told by their
// reason, in the order in which reasons come up.
func (o *Output) served(rules []redirect.Rule, cannot func(redirect.Rule) refusal) []redirect.Rule {
	var served []redirect.Rule
	var reasons []refusal
	refused := make(map[refusal][]redirect.Rule)
	for _, rule := range rules {
		why := cannot(rule)
		switch {
		case why == refusal{}:
			served = append(served, rule)
			continue
		case refused[why] == nil:
			reasons = append(reasons, why)
		}
		refused[why] = append(refused[why], rule)
	}
	for _, why := range reasons {
		o.unserved(why.reason, why.instead, refused[why])
	}
	return served
}

// legacyFirst are the rules with those first that ask for a host or a query:
// where the first row that fits answers, they must stand before a rule for the
// same path alone. Of two queries the one that asks for more stands first.
func legacyFirst(rules []redirect.Rule) []redirect.Rule {
	sorted := slices.Clone(rules)
	slices.SortStableFunc(sorted, func(a, b redirect.Rule) int {
		return asksFor(b.Source) - asksFor(a.Source)
	})
	return sorted
}

// asksFor counts what a source asks for besides the path.
func asksFor(s redirect.Source) int {
	n := 0
	if s.Query != "" {
		n += 1 + len(queryPairs(s.Query))
	}
	if s.Host != "" {
		n += 1000
	}
	return n
}
