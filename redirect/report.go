package redirect

// Report says what got no rule and why, and what an owner should look at.
// Every list is sorted.
type Report struct {
	// Unpublished are the IDs of articles without a path: there is nowhere to
	// send their readers.
	Unpublished []string `json:"unpublished"`
	// Nameless are the IDs of articles of which no key and no short id is
	// known: there is no old address to redirect.
	Nameless []string `json:"nameless"`
	// Conflicts are old addresses that are claimed for several articles or
	// targets. None of them gets the rule, since sending readers to the wrong
	// article is worse than not sending them.
	Conflicts []Conflict `json:"conflicts"`
	// Taken are old addresses at which the site has another page now: that page
	// stays reachable, and the old address gets no rule.
	Taken []Taken `json:"taken"`
	// Chains are old addresses whose target in the owner's list is an old
	// address itself. They have a rule that leads to the end at once.
	Chains []Chain `json:"chains"`
	// Loops are old addresses of the owner's list that would lead to themselves;
	// they have no rule.
	Loops []Loop `json:"loops"`
	// CaseTwins are groups of short ids, and of paths, that differ in case only.
	// Each has its own rule; they matter where a server or a disk ignores case.
	CaseTwins [][]string `json:"case_twins"`
	// Unseen are targets in the owner's list on the site itself at which nothing
	// was published. They have rules, for the page may be the owner's own.
	Unseen []Unseen `json:"unseen"`
	// Unusable are former paths that no rule can stand for: the root, a page
	// name of the platform, a path with control characters.
	Unusable []FormerPath `json:"unusable"`
	// Strange are rows of the owner's lists that cannot be used.
	Strange []Strange `json:"strange"`
}

// settle makes lists without an element empty ones, which JSON writes as [].
func (r *Report) settle() {
	r.Unpublished, r.Nameless = listed(r.Unpublished), listed(r.Nameless)
	r.Conflicts, r.Taken = listed(r.Conflicts), listed(r.Taken)
	r.Chains, r.Loops = listed(r.Chains), listed(r.Loops)
	r.CaseTwins, r.Unseen = listed(r.CaseTwins), listed(r.Unseen)
	r.Unusable, r.Strange = listed(r.Unusable), listed(r.Strange)
}

func listed[T any](list []T) []T { return append([]T{}, list...) }

// Conflict is an old address with what claims it: IDs of articles, or targets.
type Conflict struct {
	Source Source   `json:"source"`
	Claims []string `json:"claims"`
}

// Taken is an old address of article ID, now the page of article Now.
type Taken struct {
	Source Source `json:"source"`
	ID     string `json:"id"`
	Now    string `json:"now"`
}

// Chain is an old address that a list leads to Via, and Via leads to Target.
type Chain struct {
	Source Source `json:"source"`
	Via    string `json:"via"`
	Target string `json:"target"`
}

// Loop is an old address that leads back to itself by way of Target.
type Loop struct {
	Source Source `json:"source"`
	Target string `json:"target"`
}

// Unseen is a target of the owner's list at which nothing was published.
type Unseen struct {
	Row    Row    `json:"row"`
	Target string `json:"target"`
}

// Strange is a row that cannot be used, and why.
type Strange struct {
	Row    Row    `json:"row"`
	Reason string `json:"reason"`
}
