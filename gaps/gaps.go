// Package gaps finds what an archive lacks: articles that lists name or that
// its articles link to, and files whose bytes no export had.
//
// In comes an archive, out goes what is missing, by account and newest first.
// It reads the index only; what is held in memory is what is missing.
package gaps

import (
	"cmp"
	"slices"
	"time"

	"wxbackup/article"
)

// Why says how it is known that an article is missing.
type Why string

// The ways.
const (
	// Listed: a list names it.
	Listed Why = "listed"
	// Linked: an article of the archive links to it.
	Linked Why = "linked"
	// Deleted: a list names it or an article links to it, and an export says that
	// the platform shows it no more.
	Deleted Why = "deleted"
)

// Article is an article of which the archive has no text.
type Article struct {
	Why Why
	// ID is the article's name in the archive, or what its address says.
	ID string
	// Title is that of the list, or the text of a link to it.
	Title string
	URL   string
	// Account is empty where only a short id is known.
	Account   string
	Key       article.Key
	SN        string
	ShortIDs  []string
	Published time.Time
	// LinkedFrom are the IDs of the articles that link to it, sorted.
	LinkedFrom []string
}

// Asset is a file that an article shows and whose bytes the archive lacks.
type Asset struct {
	// ID, Title, Account, Key and Published are those of the article that shows
	// it.
	ID, Title, Account string
	Key                article.Key
	Published          time.Time
	// URL and Ref are as in article.Asset.
	URL, Ref string
}

// compare orders by account, one without a name last, then newest first.
func compare(accountA, accountB string, a, b time.Time) int {
	return cmp.Or(compareBool(accountA == "", accountB == ""), cmp.Compare(accountA, accountB), b.Compare(a))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func insert(sorted []string, s string) []string {
	i, found := slices.BinarySearch(sorted, s)
	if found {
		return sorted
	}
	return slices.Insert(sorted, i, s)
}
