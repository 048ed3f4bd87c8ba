package emit

import (
	"cmp"
	"fmt"
	"slices"

	"wxbackup/article"
	"wxbackup/redirect"
)

// entry is what a table of answers says to one source, for servers that look
// up any text and mind the case.
type entry struct {
	source redirect.Source
	// answer is the target, answerGone or answerHeld.
	answer string
}

const (
	// answerGone is answered with 410.
	answerGone = "gone"
	// answerHeld leaves the request to the user's own configuration, where
	// another entry would answer.
	answerHeld = "held"
)

// entriesOf are the rules of the Map, sorted as there, and after them what is
// held: only where another entry would answer must one say that none does.
func entriesOf(m redirect.Map) []entry {
	entries := make([]entry, 0, len(m.Rules)+len(m.Held))
	for _, rule := range m.Rules {
		entries = append(entries, entry{rule.Source, cmp.Or(rule.Target, answerGone)})
	}
	for _, s := range m.Held {
		_, own := slices.BinarySearch(m.Accounts, s.Key.Biz)
		if s.Kind() == redirect.Legacy || s.Kind() == redirect.Long && own {
			entries = append(entries, entry{s, answerHeld})
		}
	}
	return entries
}

// accountsOf are the accounts whose long addresses have entries, sorted. They
// are those of the Map, and any that an owner's list calls gone.
func accountsOf(entries []entry) []string {
	var bizs []string
	for _, e := range entries {
		if !e.source.Key.IsZero() {
			bizs = append(bizs, e.source.Key.Biz)
		}
	}
	slices.Sort(bizs)
	return slices.Compact(bizs)
}

// longName is what tables call a long address: a path that no request can
// have.
func longName(key article.Key) string {
	return fmt.Sprintf("%s&mid=%d&idx=%d", accountName(key.Biz), key.Mid, key.Idx)
}

// accountName is what tables call the long addresses of an account that have
// no entry of their own.
func accountName(biz string) string { return "s?__biz=" + biz }

// hasLegacy reports whether some entry minds the host, and whether some minds
// the query.
func hasLegacy(entries []entry) (host, query bool) {
	for _, e := range entries {
		host = host || e.source.Host != ""
		query = query || e.source.Query != ""
	}
	return host, query
}
