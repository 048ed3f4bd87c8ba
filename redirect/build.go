package redirect

import (
	"cmp"
	"maps"
	"slices"

	"wxbackup/article"
)

// Build makes the rules. It fails with ErrBaseURL only; all other trouble is
// in the Report.
func Build(in Input) (Map, Report, error) {
	site, err := parseSite(in.BaseURL)
	if err != nil {
		return Map{}, Report{}, err
	}
	b := builder{
		site:    site,
		targets: map[string]string{},
		live:    map[string]string{},
		claims:  map[Source][]string{},
	}
	for _, a := range in.Articles {
		b.article(a)
	}
	for _, path := range in.Live {
		b.live[b.site.clean(path)] = ""
	}
	for _, f := range in.Former {
		b.former(f)
	}
	for _, source := range slices.SortedFunc(maps.Keys(b.claims), Source.Compare) {
		b.decide(source, b.claims[source])
	}
	b.finish()
	return b.rules, b.report, nil
}

type builder struct {
	site    site
	targets map[string]string   // article → new address
	live    map[string]string   // clean path → article
	claims  map[Source][]string // old address → articles
	rules   Map
	report  Report
}

func (b *builder) article(a Article) {
	if len(a.Keys)+len(a.ShortIDs) == 0 {
		b.report.Nameless = append(b.report.Nameless, a.ID)
	}
	for _, key := range a.Keys {
		b.claim(Source{Key: key}, a.ID)
	}
	for _, id := range a.ShortIDs {
		b.claim(Source{ShortID: id}, a.ID)
	}
	if a.Path == "" {
		b.report.Unpublished = append(b.report.Unpublished, a.ID)
		return
	}
	b.targets[a.ID] = b.site.target(a.Path)
	b.live[b.site.clean(a.Path)] = a.ID
}

func (b *builder) former(f Former) {
	source, ok := b.site.source(f.Path)
	if !ok {
		b.report.Unusable = append(b.report.Unusable, f)
		return
	}
	b.claim(source, f.ID)
}

func (b *builder) claim(source Source, id string) {
	if ids := b.claims[source]; !slices.Contains(ids, id) {
		b.claims[source] = append(ids, id)
	}
}

// decide gives the source a rule, holds it back, or leaves it to the page that
// the site has there.
func (b *builder) decide(source Source, ids []string) {
	slices.Sort(ids)
	now, live := b.live[source.URLPath()]
	target := b.targets[ids[0]]
	switch {
	case live:
		b.chain(source, ids, now)
	case len(ids) > 1:
		b.report.Conflicts = append(b.report.Conflicts, Conflict{source, ids})
		b.rules.Held = append(b.rules.Held, source)
	case target == "":
		b.rules.Held = append(b.rules.Held, source)
	default:
		b.rules.Rules = append(b.rules.Rules, Rule{source, target})
	}
}

func (b *builder) chain(source Source, ids []string, now string) {
	for _, id := range ids {
		if id != now {
			b.report.Chains = append(b.report.Chains, Chain{source, id, now})
		}
	}
}

func (b *builder) finish() {
	slices.Sort(b.report.Unpublished)
	slices.Sort(b.report.Nameless)
	slices.SortFunc(b.report.Unusable, func(f, g Former) int {
		return cmp.Or(cmp.Compare(f.Path, g.Path), cmp.Compare(f.ID, g.ID))
	})
	b.rules.Live = slices.Sorted(maps.Keys(b.live))
	b.rules.Accounts = accounts(b.rules.Rules)
	b.report.CaseTwins = caseTwins(maps.Keys(b.claims))
}

// accounts relies on the order of rules: keys are sorted by account.
func accounts(rules []Rule) []string {
	var bizs []string
	for _, r := range rules {
		if r.Source.Key != (article.Key{}) {
			bizs = append(bizs, r.Source.Key.Biz)
		}
	}
	return slices.Compact(bizs)
}
