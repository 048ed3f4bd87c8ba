package backup

import (
	"cmp"
	"slices"
	"strings"

	"wxbackup/article"
	"wxbackup/store"
)

// group are all members that speak of one article.
type group struct {
	members []*member
	// rivals are how many articles the hints of a group without a name fit
	// equally well; 0 where they fit none or one.
	rivals int
}

// partition sorts members by the article they speak of. What comes out depends
// on the set of members only, never on their order: the same key, serial
// number or short id is the same article, and a member with none of these goes
// to the one article that its hints fit. Where they fit several it stays
// alone: guessing would mix two articles.
func partition(members []*member) []*group {
	members = slices.SortedFunc(slices.Values(members), func(a, b *member) int { return cmp.Compare(a.SHA256, b.SHA256) })
	return joinByHints(joinByNames(members))
}

// joinByNames joins members that share a name. Two keys are two articles
// whatever else they share: a name that both claim belongs to the first of
// them.
func joinByNames(members []*member) []*group {
	owners := claims(members)
	f := forest{}
	for _, m := range members {
		key := m.facts.Key.String()
		self := f.find(store.PageName(m.SHA256))
		if key != "" {
			f.join(self, "key "+key)
		}
		for _, name := range m.shared() {
			switch owner := owners[name]; {
			case owner == "":
				f.join(self, name)
			case key == "" || key == owner:
				f.join(self, "key "+owner)
			default:
				m.disowned = append(m.disowned, name)
			}
		}
	}
	return f.groups(members)
}

// claims are the keys that own the names beside keys: the smallest of those
// that members say together with the name.
func claims(members []*member) map[string]string {
	owners := map[string]string{}
	for _, m := range members {
		key := m.facts.Key.String()
		for _, name := range m.shared() {
			if owner, ok := owners[name]; key != "" && (!ok || owner == "" || key < owner) {
				owners[name] = key
			} else if !ok {
				owners[name] = ""
			}
		}
	}
	return owners
}

// forest joins names into sets.
type forest map[string]string

func (f forest) find(name string) string {
	parent, ok := f[name]
	if !ok || parent == name {
		f[name] = name
		return name
	}
	root := f.find(parent)
	f[name] = root
	return root
}

// join makes one set of two, known by the smaller of their names. Sets with
// two keys are never joined.
func (f forest) join(a, b string) {
	a, b = f.find(a), f.find(b)
	if isKeyed(a) && isKeyed(b) || a == b {
		return
	}
	if isKeyed(b) || !isKeyed(a) && b < a {
		a, b = b, a
	}
	f[b] = a
}

func isKeyed(root string) bool { return strings.HasPrefix(root, "key ") }

func (f forest) groups(members []*member) []*group {
	byRoot := map[string]*group{}
	var groups []*group
	for _, m := range members {
		root := f.find(store.PageName(m.SHA256))
		if byRoot[root] == nil {
			byRoot[root] = &group{}
			groups = append(groups, byRoot[root])
		}
		byRoot[root].members = append(byRoot[root].members, m)
	}
	return groups
}

// isNamed reports whether the article of a group is known by a key or an
// address.
func (g *group) isNamed() bool {
	return slices.ContainsFunc(g.members, func(m *member) bool { return !m.facts.Key.IsZero() || len(m.shared()) > 0 })
}

func (g *group) hasHTML() bool {
	return slices.ContainsFunc(g.members, func(m *member) bool { return m.Form == article.FormHTML })
}

// joinByHints sorts groups without a name to the ones that their hints fit:
// first pages, then what has no page of its own, for which pages are as good
// as names.
func joinByHints(groups []*group) []*group {
	var named, pages, rest []*group
	for _, g := range groups {
		switch {
		case g.isNamed():
			named = append(named, g)
		case g.hasHTML():
			pages = append(pages, g)
		default:
			rest = append(rest, g)
		}
	}
	return settle(settle(named, joinAlike(pages)), joinAlike(rest))
}

// settle joins each of the groups that come to the one that is there and that
// its hints fit; the others stay beside them.
func settle(there, come []*group) []*group {
	placed, titled := hinted(there)
	hosts := make([]*group, len(come))
	for i, g := range come {
		hosts[i] = g.host(placed, titled)
	}
	for i, g := range come {
		if hosts[i] == nil {
			there = append(there, g)
		} else {
			hosts[i].members = append(hosts[i].members, g.members...)
		}
	}
	return there
}

// host is the one group that a group's hints fit, nil where they fit none or
// several. Being written side by side says more than having one title.
func (g *group) host(placed, titled map[string][]*group) *group {
	fits := slices.DeleteFunc(g.fits(placed), g.hasOtherTitle)
	if len(fits) != 1 {
		fits = slices.DeleteFunc(g.fits(titled), g.isOfAnother)
	}
	if len(fits) == 1 {
		return fits[0]
	}
	g.rivals = len(fits)
	return nil
}

// hinted are groups by their hints, those of places and those of titles.
func hinted(groups []*group) (placed, titled map[string][]*group) {
	placed, titled = map[string][]*group{}, map[string][]*group{}
	for _, g := range groups {
		for _, hint := range g.hints() {
			if strings.HasPrefix(hint, titleKind) {
				titled[hint] = append(titled[hint], g)
			} else {
				placed[hint] = append(placed[hint], g)
			}
		}
	}
	return placed, titled
}

func (g *group) hints() []string {
	var hints []string
	for _, m := range g.members {
		hints = union(hints, m.hints())
	}
	return hints
}

// fits are the groups that share a hint.
func (g *group) fits(byHint map[string][]*group) []*group {
	var fits []*group
	for _, hint := range g.hints() {
		for _, other := range byHint[hint] {
			if !slices.Contains(fits, other) {
				fits = append(fits, other)
			}
		}
	}
	return fits
}

// isOfAnother reports whether two groups say that they belong to different
// accounts.
func (g *group) isOfAnother(other *group) bool {
	mine, theirs := g.accounts(), other.accounts()
	return len(mine) > 0 && len(theirs) > 0 && !slices.ContainsFunc(mine, func(s string) bool { return slices.Contains(theirs, s) })
}

// hasOtherTitle reports whether no title of one group is a part of one of the
// other: the same name of a file in two exports says nothing then.
func (g *group) hasOtherTitle(other *group) bool {
	mine, theirs := g.titles(), other.titles()
	return len(mine) > 0 && len(theirs) > 0 && !slices.ContainsFunc(mine, func(a string) bool {
		return slices.ContainsFunc(theirs, func(b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) })
	})
}

func (g *group) titles() []string {
	var titles []string
	for _, m := range g.members {
		if title := lettersAndDigits(m.facts.Title); title != "" {
			titles = append(titles, title)
		}
	}
	return titles
}

func (g *group) accounts() []string {
	var accounts []string
	for _, m := range g.members {
		if m.facts.Account != "" {
			accounts = append(accounts, m.facts.Account)
		}
	}
	return accounts
}

// joinAlike joins groups without a name that are the same article: from one
// place, or with the same title, time and text.
func joinAlike(groups []*group) []*group {
	f := forest{}
	var members []*member
	for _, g := range groups {
		first := store.PageName(g.members[0].SHA256)
		for _, m := range g.members {
			f.join(first, store.PageName(m.SHA256))
			for _, hint := range m.hints() {
				if strings.HasPrefix(hint, titleKind) {
					hint += ":" + m.Text
				} else {
					hint += ":" + lettersAndDigits(m.facts.Title)
				}
				f.join(first, hint)
			}
			members = append(members, m)
		}
	}
	return f.groups(members)
}
