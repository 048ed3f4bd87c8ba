package emit

import (
	"slices"

	"wxbackup/redirect"
)

// resolver writes the folder resolver: the folder s for the root of a site, in
// which a page finds the new address by itself, and a 404 page that does the
// same for all other paths. It is for hosts that match no query or run no rules
// at all. A page cannot answer 301 or 410, so readers are sent on and told, and
// robots are not.
func resolver(m redirect.Map, _ Settings) (Output, error) {
	shards, err := resolverShards(m)
	if err != nil {
		return Output{}, err
	}
	pages, err := resolverPages(m, len(shards))
	if err != nil {
		return Output{}, err
	}
	list, err := resolverList(m)
	if err != nil {
		return Output{}, err
	}
	readme, err := readme("resolver", m, map[string]any{"Shards": len(shards)})
	if err != nil {
		return Output{}, err
	}
	out := Output{Files: slices.Concat(pages, shards, list, []File{readme})}
	out.unserved("a page of the site answers there, which serves it only once it loads the script, see README.md", "", behindPages(m))
	return out, nil
}

// behindPages are the rules for an address that a page of the site answers: the
// host looks at the path alone.
func behindPages(m redirect.Map) []redirect.Rule {
	var rules []redirect.Rule
	for _, rule := range m.Of(redirect.Legacy) {
		if _, live := slices.BinarySearch(m.Live, rule.Source.Path); live || rule.Source.Path == "/" {
			rules = append(rules, rule)
		}
	}
	return rules
}
