package redirect

// Report says what got no rule and why. Every list is sorted.
type Report struct {
	// Unpublished are the IDs of articles without a path: there is nowhere to
	// send their readers.
	Unpublished []string
	// Nameless are the IDs of articles of which no key and no short id is
	// known: there is no old address to redirect.
	Nameless []string
	// Conflicts are old addresses that several articles claim. None of them
	// gets the rule, since sending readers to the wrong article is worse than
	// not sending them.
	Conflicts []Conflict
	// Chains are old addresses at which the site has another article now: that
	// page stays reachable, and the old address gets no rule.
	Chains []Chain
	// CaseTwins are groups of short ids that differ in case only. Each has its
	// own rule; they matter where a server or a disk ignores case.
	CaseTwins [][]string
	// Unusable are former paths that no rule can stand for: the root, a page
	// name of the platform, a path with control characters.
	Unusable []Former
}

// Conflict is an old address with the IDs of the articles that claim it.
type Conflict struct {
	Source Source
	IDs    []string
}

// Chain is an old address of article ID, now the page of article Now.
type Chain struct {
	Source Source
	ID     string
	Now    string
}
