package redirect

import "net/http"

// Map holds the rules: which old address leads where. The same input always
// gives the same Map.
type Map struct {
	// Origin is scheme and host of the site, "https://example.com"; empty when
	// they are not known.
	Origin string
	// Rules are sorted by Source; no two have the same one.
	Rules []Rule
	// Accounts are the accounts (biz) with at least one rule, sorted. Nothing
	// but an article was ever at a long address of theirs, so a server may say
	// "gone" for one that is neither in Rules nor in Held.
	Accounts []string
	// Held are the sources that are known and have no certain target, sorted: a
	// server neither redirects them nor calls them gone.
	Held []Source
	// Live are the paths of all pages of the site, in the form of Source.Path,
	// sorted. No rule may hide one.
	Live []string
}

// Rule sends a reader from an old address to the new one, or says that what
// was there is gone.
type Rule struct {
	Source Source
	// Target is an absolute URL when the site's address is known, else a path
	// with a leading slash. It consists of unreserved characters, "/", "%"
	// and, in front, scheme and host. Only what an owner wrote into a list leads
	// to another host than the site's. It is empty for what is gone.
	Target string
	// ID is that of the article at the target; empty where a list gives the
	// target itself.
	ID string
}

// Status is the answer: 301, or 410 for a page that is gone.
func (r Rule) Status() int {
	if r.Target == "" {
		return http.StatusGone
	}
	return http.StatusMovedPermanently
}

// Of are the rules of one kind.
func (m Map) Of(kind Kind) []Rule {
	var rules []Rule
	for _, r := range m.Rules {
		if r.Source.Kind() == kind {
			rules = append(rules, r)
		}
	}
	return rules
}
