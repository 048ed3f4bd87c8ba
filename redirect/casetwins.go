package redirect

import (
	"hash/maphash"
	"iter"
	"slices"
	"strings"
)

// caseTwins groups the short ids, and the paths, that differ in case only.
func (b *builder) caseTwins() [][]string {
	groups := map[string][]string{}
	for s := range b.twinSuspects() {
		folded := string(s.Kind()) + strings.ToLower(s.String())
		groups[folded] = append(groups[folded], s.String())
	}
	var twins [][]string
	for _, group := range groups {
		if len(group) > 1 {
			twins = append(twins, group)
		}
	}
	slices.SortFunc(twins, slices.Compare)
	return twins
}

// twinSuspects gives the few sources that may have a twin, in their order: the
// hash of their lower case is that of another. Groups of a million would take
// more memory than the rules.
func (b *builder) twinSuspects() iter.Seq[Source] {
	seed := maphash.MakeSeed()
	hashes := make([]uint64, 0, len(b.claims))
	for s := range b.casedSources() {
		hashes = append(hashes, foldedHash(seed, s))
	}
	slices.Sort(hashes)
	shared := map[uint64]bool{}
	for i := 1; i < len(hashes); i++ {
		if hashes[i] == hashes[i-1] {
			shared[hashes[i]] = true
		}
	}
	return func(yield func(Source) bool) {
		for s := range b.casedSources() {
			if len(shared) > 0 && shared[foldedHash(seed, s)] && !yield(s) {
				return
			}
		}
	}
}

// casedSources gives the sources with a claim in whose address case matters.
// Claims are sorted.
func (b *builder) casedSources() iter.Seq[Source] {
	return func(yield func(Source) bool) {
		last := Source{}
		for _, c := range b.claims {
			if s := c.source; s != last && s.Kind() != Long && !yield(s) {
				return
			}
			last = c.source
		}
	}
}

// foldedHash is the same for sources that differ in case only.
func foldedHash(seed maphash.Seed, s Source) uint64 {
	return maphash.String(seed, strings.ToLower(s.String()))
}
