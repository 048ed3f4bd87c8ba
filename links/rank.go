package links

import (
	"cmp"
	"slices"
)

// MostLinked are the articles that others link to, those with the most first,
// of as many the newest.
func (g *Graph) MostLinked() []*Article {
	linked := slices.DeleteFunc(slices.Clone(g.Articles), func(a *Article) bool { return len(a.LinkedFrom) == 0 })
	slices.SortStableFunc(linked, compareLinked)
	return linked
}

// Orphans are the articles that no other article links to.
func (g *Graph) Orphans() []*Article {
	return slices.DeleteFunc(slices.Clone(g.Articles), func(a *Article) bool { return len(a.LinkedFrom) > 0 })
}

// DeadEnds are the articles that link to no other article of the archive.
func (g *Graph) DeadEnds() []*Article {
	return slices.DeleteFunc(slices.Clone(g.Articles), func(a *Article) bool { return len(a.LinksTo) > 0 })
}

// Missing are the articles that the archive lacks and its articles link to,
// those with the most links first.
func (g *Graph) Missing() []*Article {
	var missing []*Article
	seen := map[*Article]bool{}
	for _, e := range g.Links {
		if e.Kind == Missing && !seen[e.To] {
			seen[e.To] = true
			missing = append(missing, e.To)
		}
	}
	slices.SortFunc(missing, func(a, b *Article) int {
		return cmp.Or(compareLinked(a, b), b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	return missing
}

// compareLinked orders by how many articles link to them, most first.
func compareLinked(a, b *Article) int { return cmp.Compare(len(b.LinkedFrom), len(a.LinkedFrom)) }

// Host is another host that articles link to.
type Host struct {
	Name string
	// Articles is how many articles link to it, Links how many links they have.
	Articles, Links int
}

// Hosts are the hosts outside, those with the most articles first.
func (g *Graph) Hosts() []Host {
	counts := map[string]*Host{}
	last := map[string]*Article{}
	for _, e := range g.Links {
		if e.Kind != Outside {
			continue
		}
		h := counts[e.Host]
		if h == nil {
			h = &Host{Name: e.Host}
			counts[e.Host] = h
		}
		h.Links += e.Count
		if last[e.Host] != e.From {
			last[e.Host] = e.From
			h.Articles++
		}
	}
	return sortedHosts(counts)
}

func sortedHosts(counts map[string]*Host) []Host {
	hosts := make([]Host, 0, len(counts))
	for _, h := range counts {
		hosts = append(hosts, *h)
	}
	slices.SortFunc(hosts, func(a, b Host) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(b.Links, a.Links), cmp.Compare(a.Name, b.Name))
	})
	return hosts
}
