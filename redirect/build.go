package redirect

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"wxbackup/article"
)

// Build makes the rules. It fails with ErrBaseURL only; all other trouble is
// in the Report.
func Build(in Input) (Map, Report, error) {
	site, err := parseSite(in.BaseURL)
	if err != nil {
		return Map{}, Report{}, err
	}
	b := newBuilder(site, in)
	b.rules.Origin = site.origin
	for i, a := range in.Articles {
		b.article(i, a)
	}
	for _, path := range in.Live {
		b.live[b.site.clean(path)] = ""
	}
	b.formerPaths(in)
	b.lists(in)
	b.decideAll()
	b.follow()
	b.finish()
	return b.rules, b.report, nil
}

func newBuilder(site site, in Input) builder {
	claims := len(in.Former) + len(in.Legacy)
	for _, a := range in.Articles {
		claims += len(a.Keys) + len(a.ShortIDs)
	}
	return builder{
		site: site, live: make(map[string]string, len(in.Articles)+len(in.Live)),
		ends: make([]end, 0, len(in.Articles)), claims: make([]claim, 0, claims),
	}
}

// builder collects what claims each old address before it decides.
type builder struct {
	site site
	// ends are where claims lead: the articles of the input in their order, then
	// the targets of the owner's lists.
	ends   []end
	live   map[string]string // clean path → article
	claims []claim
	rules  Map
	// listed are the sources whose rules come from the owner's lists.
	listed map[Source]bool
	report Report
}

// end is where a claim leads. An end without target and ID is gone; one
// without a target is an article that has no page.
type end struct{ id, target string }

// name is what reports call the end.
func (e end) name() string { return cmp.Or(e.id, e.target, "gone") }

// claim is one statement that an old address leads to an end.
type claim struct {
	source Source
	end    int
	// listed claims are the owner's own and win over others.
	listed bool
	// head is the beginning of the source, see Source.head.
	head uint64
}

func (b *builder) article(i int, a Article) {
	if len(a.Keys)+len(a.ShortIDs) == 0 {
		b.report.Nameless = append(b.report.Nameless, a.ID)
	}
	for _, key := range a.Keys {
		b.claims = append(b.claims, claim{source: Source{Key: key}, end: i})
	}
	for _, id := range a.ShortIDs {
		b.claims = append(b.claims, claim{source: Source{ShortID: id}, end: i})
	}
	e := end{id: a.ID}
	if a.Path == "" {
		b.report.Unpublished = append(b.report.Unpublished, a.ID)
	} else {
		e.target = b.site.target(a.Path)
		b.live[b.site.clean(a.Path)] = a.ID
	}
	b.ends = append(b.ends, e)
}

func (b *builder) formerPaths(in Input) {
	if len(in.Former) == 0 {
		return
	}
	byID := make(map[string]int, len(in.Articles))
	for i, a := range in.Articles {
		byID[a.ID] = i
	}
	for _, f := range in.Former {
		source, ok := b.site.source(f.Path)
		i, known := byID[f.ID]
		if !ok || !known {
			b.report.Unusable = append(b.report.Unusable, f)
			continue
		}
		b.claims = append(b.claims, claim{source: source, end: i})
	}
}

// decideAll brings the claims to each source together and decides on it.
func (b *builder) decideAll() {
	for i := range b.claims {
		b.claims[i].head = b.claims[i].source.head()
	}
	slices.SortFunc(b.claims, func(c, d claim) int {
		if order := cmp.Compare(c.head, d.head); order != 0 {
			return order
		}
		if order := c.source.Compare(d.source); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(c.rank(), d.rank()), cmp.Compare(b.ends[c.end].name(), b.ends[d.end].name()))
	})
	b.rules.Rules = make([]Rule, 0, len(b.claims))
	for rest := b.claims; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].source == rest[0].source {
			n++
		}
		b.decide(strongest(rest[:n]))
		rest = rest[n:]
	}
}

// rank puts the owner's own claims before others.
func (c claim) rank() int {
	if c.listed {
		return 0
	}
	return 1
}

// strongest are the owner's claims where there are some, else all. Claims are
// sorted so that those come first.
func strongest(claims []claim) []claim {
	n := slices.IndexFunc(claims, func(c claim) bool { return c.listed != claims[0].listed })
	if n < 0 {
		return claims
	}
	return claims[:n]
}

// decide gives the source a rule, holds it back, or leaves it to the page that
// the site has there.
func (b *builder) decide(claims []claim) {
	source := claims[0].source
	ends := b.endsOf(claims)
	now, live := b.live[source.URLPath()]
	switch {
	case live && b.isOnSite(source):
		b.taken(source, ends, now)
	case len(ends) > 1:
		b.conflict(source, ends)
	case ends[0].id != "" && ends[0].target == "":
		b.rules.Held = append(b.rules.Held, source)
	default:
		b.rules.Rules = append(b.rules.Rules, Rule{Source: source, Target: ends[0].target, ID: ends[0].id})
		if claims[0].listed {
			b.noteListed(source)
		}
	}
}

// endsOf are the different ends of claims, in their order.
func (b *builder) endsOf(claims []claim) []end {
	ends := make([]end, 0, 1)
	for _, c := range claims {
		if e := b.ends[c.end]; len(ends) == 0 || ends[len(ends)-1] != e {
			ends = append(ends, e)
		}
	}
	return ends
}

// isOnSite reports whether a rule for the source would stand before a page of
// the site of the same path.
func (b *builder) isOnSite(s Source) bool {
	return s.Query == "" && (s.Host == "" || s.Host == b.site.host())
}

func (b *builder) taken(source Source, ends []end, now string) {
	for _, e := range ends {
		if e.id != now || e.id == "" {
			b.report.Taken = append(b.report.Taken, Taken{source, e.name(), now})
		}
	}
}

func (b *builder) conflict(source Source, ends []end) {
	names := make([]string, len(ends))
	for i, e := range ends {
		names[i] = e.name()
	}
	b.report.Conflicts = append(b.report.Conflicts, Conflict{source, names})
	b.rules.Held = append(b.rules.Held, source)
}

func (b *builder) finish() {
	slices.Sort(b.report.Unpublished)
	slices.Sort(b.report.Nameless)
	slices.SortFunc(b.report.Unusable, func(f, g FormerPath) int {
		return cmp.Or(cmp.Compare(f.Path, g.Path), cmp.Compare(f.ID, g.ID))
	})
	slices.SortFunc(b.rules.Held, Source.Compare)
	b.rules.Live = slices.Sorted(maps.Keys(b.live))
	b.rules.Accounts = accounts(b.rules.Rules)
	b.report.CaseTwins = b.caseTwins()
	b.report.settle()
}

// accounts relies on the order of rules: keys are sorted by account.
func accounts(rules []Rule) []string {
	var bizs []string
	for _, r := range rules {
		if biz := r.Source.Key.Biz; biz != "" && r.Target != "" && (len(bizs) == 0 || bizs[len(bizs)-1] != biz) {
			bizs = append(bizs, biz)
		}
	}
	return bizs
}

// names finds articles by any of their names.
type names map[string]int

func namesOf(articles []Article) names {
	known := make(names, 2*len(articles))
	for i, a := range articles {
		known[a.ID] = i
		for _, key := range a.Keys {
			known[key.String()] = i
		}
		for _, id := range a.ShortIDs {
			known[id] = i
		}
	}
	return known
}

// find gives the article that a cell names, by address, key, short id or ID.
func (n names) find(cell string) (article int, ok bool) {
	for _, name := range append(namesIn(cell), cell) {
		if i, ok := n[name]; ok {
			return i, true
		}
	}
	return 0, false
}

// namesIn are the key or the short id that a cell gives, as an address on any
// host or by themselves.
func namesIn(cell string) []string {
	if address, ok := addressIn(cell); ok {
		return address.Aliases()
	}
	if key, err := article.ParseKey(cell); err == nil {
		return []string{key.String()}
	}
	if article.IsShortID(cell) {
		return []string{cell}
	}
	return nil
}

// addressIn reads an article's address as a mirror host is asked for it too.
func addressIn(cell string) (article.Address, bool) {
	if address, ok := article.ParseAddress(cell); ok {
		return address, true
	}
	_, rest, ok := strings.Cut(cell, "://")
	slash := strings.IndexByte(rest, '/')
	if !ok || slash < 0 {
		return article.Address{}, false
	}
	return article.ParseAddress(rest[slash:])
}
