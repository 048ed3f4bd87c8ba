package backup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"wxbackup/article"
	"wxbackup/store"
)

// member is one statement about an article with all the places it came from.
type member struct {
	store.Statement
	sources []store.Source
	// facts are what the statement says, completed by what its sources' places
	// say: an address, a date in a file's name.
	facts article.Article
	// disowned are the names that it gives and that belong to another article.
	disowned []string
}

// newMember completes a statement from its sources, of which the first by path
// decides where they differ.
func newMember(s store.Statement, sources []store.Source) *member {
	m := &member{Statement: s, sources: sources, facts: s.Facts}
	slices.SortFunc(m.sources, func(a, b store.Source) int { return cmp.Compare(a.Path, b.Path) })
	for _, from := range m.sources {
		adopt(&m.facts, from.Address)
		if m.facts.Published.IsZero() {
			m.facts.Published = from.Published
		}
	}
	m.facts.Figures = datedFigures(s.Facts.Figures, m.sources)
	return m
}

// membersOf are the members of a record.
func membersOf(rec *store.Record) []*member {
	members := make([]*member, 0, len(rec.Statements))
	for _, s := range rec.Statements {
		var sources []store.Source
		for _, from := range rec.Sources {
			if from.SHA256 == s.SHA256 {
				sources = append(sources, from)
			}
		}
		members = append(members, newMember(s, sources))
	}
	return members
}

// names are the names of which no other article has one.
func (m *member) names() []string {
	names := []string{store.PageName(m.SHA256)}
	if !m.facts.Key.IsZero() {
		names = append(names, m.facts.Key.String())
	}
	return append(names, m.shared()...)
}

// shared are the names that an article has beside its key.
func (m *member) shared() []string {
	names := slices.Clone(m.facts.ShortIDs)
	if m.facts.SN != "" {
		names = append(names, "sn:"+m.facts.SN)
	}
	return names
}

// hints are names that other articles may have too.
func (m *member) hints() []string {
	var hints []string
	for _, s := range m.sources {
		hints = append(hints, s.Hints...)
	}
	for _, t := range []time.Time{m.facts.Published, m.facts.Modified} {
		if hint := titleHint(m.facts.Title, t); hint != "" {
			hints = append(hints, hint)
		}
	}
	return union(hints, nil)
}

// titleHint is the title and the minute of publication; "" where one of them
// is not known. Tools drop punctuation from titles, so that letters and digits
// are compared only.
func titleHint(title string, published time.Time) string {
	bare := lettersAndDigits(title)
	if bare == "" || published.IsZero() || isMidnight(published) {
		return ""
	}
	return titleKind + strconv.FormatInt(published.Unix()/60, 10) + ":" + bare
}

// titleKind begins the hints made of title and time.
const titleKind = "title:"

func lettersAndDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
