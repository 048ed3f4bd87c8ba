package publish

import (
	"cmp"
	"slices"
	"sync"
)

// Report tells what a publish did. Its lists are sorted and hold nothing
// twice; paths are relative to the output folder.
type Report struct {
	Articles int `json:"articles"`
	// Drafts are articles left out because they never were published.
	Drafts int `json:"drafts,omitempty"`
	// Written and Unchanged count files.
	Written   int `json:"written"`
	Unchanged int `json:"unchanged"`
	// Edited are files changed since the last publish and kept as they are.
	Edited []string `json:"edited,omitempty"`
	// Foreign are files that no publish wrote, which stand where one should
	// go, and were left alone.
	Foreign []string `json:"foreign,omitempty"`
	// Removed are files of articles that are gone.
	Removed []string `json:"removed,omitempty"`
	// External are the pictures that readers will load from the platform,
	// because the archive lacks their bytes.
	External []Reference `json:"external,omitempty"`
	// Lost are the pictures of which neither bytes nor an address is known.
	Lost []Reference `json:"lost,omitempty"`
	// Replaced are the pictures without bytes that became links or were left
	// out.
	Replaced []Reference `json:"replaced,omitempty"`
	// Unresolved are the links to articles that are not published here.
	Unresolved []Reference `json:"unresolved,omitempty"`
	// ExternalLoads counts what the pages make a browser load from other hosts,
	// an address once in each article; ExternalArticles are the articles that do.
	ExternalLoads    int `json:"external_loads"`
	ExternalArticles int `json:"external_articles"`
	// Loads are what ExternalLoads counts.
	Loads []Load `json:"-"`
}

// Load is an address on another host that a file of the site makes a browser
// load. Without an ID the file is no article's.
type Load struct {
	Reference
	File string `json:"file"`
}

// Reference is one address or name in one article.
type Reference struct {
	ID  string `json:"id"`
	URL string `json:"url"`
}

// settle sorts and counts what the workers noted.
func (r *Report) settle() {
	for _, paths := range []*[]string{&r.Edited, &r.Foreign, &r.Removed} {
		slices.Sort(*paths)
	}
	for _, refs := range []*[]Reference{&r.External, &r.Lost, &r.Replaced, &r.Unresolved} {
		slices.SortFunc(*refs, compareReferences)
		*refs = slices.Compact(*refs)
	}
	r.countLoads()
}

func (r *Report) countLoads() {
	slices.SortFunc(r.Loads, func(a, b Load) int {
		return cmp.Or(compareReferences(a.Reference, b.Reference), cmp.Compare(a.File, b.File))
	})
	r.Loads = slices.Compact(r.Loads)
	r.ExternalLoads = len(r.Loads)
	loading := map[string]bool{}
	for _, l := range r.Loads {
		if l.ID != "" {
			loading[l.ID] = true
		}
	}
	r.ExternalArticles = len(loading)
}

func compareReferences(a, b Reference) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.URL, b.URL))
}

// ledger is a report that several goroutines write.
type ledger struct {
	mu     sync.Mutex
	report Report
}

func (l *ledger) note(write func(*Report)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	write(&l.report)
}
