package emit

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// Why Baidu does not take a pair.
const (
	baiduOtherSite = "Baidu takes pairs that lead to a site you verified, and the new page is on another host"
	baiduChain     = "Baidu takes no chains: the new address is an old one too, or the old one a new one"
	baiduSecond    = "Baidu takes one old address for each new page; the others need their redirect only"
)

// baiduPairs are the pairs of old and new addresses that Baidu accepts: each
// address stands in one pair only, and none is old in one and new in another.
type baiduPairs struct {
	byHost map[string][]string // folder → lines
	// left are the rules without a pair, by reason.
	left map[string][]redirect.Rule
}

func newBaiduPairs(m redirect.Map, at places) baiduPairs {
	p := baiduPairs{map[string][]string{}, map[string][]redirect.Rule{}}
	olds, news := map[string]bool{}, map[string]bool{}
	for _, r := range m.Rules {
		olds[bare(at.address(r.Source))] = true
		news[bare(r.Target)] = true
	}
	paired := map[string]bool{}
	for _, r := range preferred(m.Rules) {
		old := at.address(r.Source)
		switch {
		case old == "":
			p.left[unverified] = append(p.left[unverified], r)
		case r.Target == "": // a dead address
		case !at.isOwn(r.Target):
			p.left[baiduOtherSite] = append(p.left[baiduOtherSite], r)
		case olds[bare(r.Target)] || news[bare(old)]:
			p.left[baiduChain] = append(p.left[baiduChain], r)
		case paired[bare(r.Target)]:
			p.left[baiduSecond] = append(p.left[baiduSecond], r)
		default:
			paired[bare(r.Target)] = true
			p.byHost[folderOf(old)] = append(p.byHost[folderOf(old)], old+" "+r.Target)
		}
	}
	return p
}

// preferred are rules in the order in which Baidu most likely knows their
// addresses: domains before, the site's former paths, mirrors.
func preferred(rules []redirect.Rule) []redirect.Rule {
	order := []redirect.Kind{redirect.Legacy, redirect.Former, redirect.Short, redirect.Long}
	rules = slices.Clone(rules)
	slices.SortStableFunc(rules, func(r, s redirect.Rule) int {
		return cmp.Compare(slices.Index(order, r.Source.Kind()), slices.Index(order, s.Source.Kind()))
	})
	return rules
}

// bare is an address as its spellings share it: without scheme, without
// escapes and without a slash at its end.
func bare(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	return strings.TrimRight(rest, "/")
}

func (p baiduPairs) files() []File {
	var files []File
	for _, host := range slices.Sorted(maps.Keys(p.byHost)) {
		slices.Sort(p.byHost[host])
		pairs := list{name: "baidu/" + host + "/pairs", ext: ".txt", lines: p.byHost[host], mostLines: baiduLines, mostBytes: baiduBytes}
		files = append(files, pairs.files()...)
	}
	return files
}

// tell says which rules have no pair, in the order of the rules.
func (p baiduPairs) tell(out *Output) {
	for _, reason := range slices.Sorted(maps.Keys(p.left)) {
		rules := p.left[reason]
		slices.SortFunc(rules, func(r, s redirect.Rule) int { return r.Source.Compare(s.Source) })
		out.unserved(reason, "", rules)
	}
}
