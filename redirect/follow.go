package redirect

import "slices"

// follow makes rules of the owner's lists whose target is an old address
// itself lead to the end at once, and holds back those that never end. Targets
// that are articles are pages of the site, which no rule can stand before.
func (b *builder) follow() {
	if len(b.listed) == 0 {
		return
	}
	f := b.follower()
	kept := b.rules.Rules[:0]
	for i, rule := range f.rules {
		final, ends := i, true
		if b.listed[rule.Source] {
			final, ends = f.end(i)
		}
		if !ends {
			b.report.Loops = append(b.report.Loops, Loop{rule.Source, rule.Target})
			b.rules.Held = append(b.rules.Held, rule.Source)
			continue
		}
		if final != i {
			end := f.rules[final]
			b.report.Chains = append(b.report.Chains, Chain{rule.Source, rule.Target, end.Target})
			rule.Target, rule.ID = end.Target, end.ID
		}
		kept = append(kept, rule)
	}
	b.rules.Rules = kept
}

// follower goes from rule to rule.
type follower struct {
	site  site
	rules []Rule
	next  map[string]int // place → rule
	// most is how many rules one way can have: all but its last are listed.
	most int
}

func (b *builder) follower() follower {
	f := follower{site: b.site, rules: slices.Clone(b.rules.Rules), next: map[string]int{}, most: len(b.listed) + 1}
	for i, rule := range f.rules {
		switch s := rule.Source; {
		case s.URLPath() == "" || s.Query != "":
		case b.isOnSite(s):
			f.next[s.URLPath()] = i
		case s.Host != "":
			f.next["//"+s.Host+s.Path] = i
		}
	}
	return f
}

// end is the last rule on the way that begins with rule i; false when there is
// none.
func (f follower) end(i int) (last int, ends bool) {
	for range f.most {
		next, more := f.next[f.site.placeOf(f.rules[i].Target)]
		if !more {
			return i, true
		}
		i = next
	}
	return i, false
}
