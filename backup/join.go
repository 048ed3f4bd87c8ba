package backup

import (
	"cmp"
	"maps"
	"slices"

	"wxbackup/store"
)

// join puts what was found into the index, together with all that the archive
// has of the same article. What becomes of them depends on what they say only:
// their records are taken apart into members, the members are sorted anew by
// the article they speak of, and each group of them makes one record. So one
// more source can join two articles, or show that a page fits two.
func (w *writer) join(tx *store.Tx, f *found) (*store.Record, Result, error) {
	olds, err := touched(tx, f)
	if err != nil {
		return nil, "", err
	}
	if err := keepComments(tx, f); err != nil {
		return nil, "", err
	}
	drafts := compose(olds, f)
	for _, d := range drafts {
		if err := d.countComments(tx); err != nil {
			return nil, "", err
		}
		if err := w.fillIn(tx, d, f); err != nil {
			return nil, "", err
		}
	}
	if err := clearNames(tx, olds, drafts); err != nil {
		return nil, "", err
	}
	var own *draft
	for _, d := range drafts {
		if err := w.putDraft(tx, d, f); err != nil {
			return nil, "", err
		}
		if d.has(f.page) {
			own = d
		}
	}
	for _, old := range own.olds {
		if old.HasText() {
			f.before = append(f.before, old.Article)
		}
	}
	return own.rec, own.result(), nil
}

// touched are the records of all articles that what was found may belong to,
// and of those that these may belong to with it.
func touched(tx *store.Tx, f *found) ([]*store.Record, error) {
	var olds []*store.Record
	seen := map[string]bool{}
	for members := []*member{f.member()}; len(members) > 0; members = members[1:] {
		for _, id := range related(tx, members[0]) {
			if seen[id] {
				continue
			}
			seen[id] = true
			old, err := tx.Article(id)
			if err != nil {
				return nil, err
			}
			olds = append(olds, old)
			members = append(members, membersOf(old)...)
		}
	}
	return olds, nil
}

// related are the IDs of the articles that have a name or hint of a member.
func related(tx *store.Tx, m *member) []string {
	var ids []string
	for _, name := range m.names() {
		if id, ok := tx.Resolve(name); ok {
			ids = append(ids, id)
		}
	}
	for _, hint := range m.hints() {
		ids = append(ids, tx.Hinted(hint)...)
	}
	return ids
}

// pool are the members of records with what was found among them, sorted.
func pool(olds []*store.Record, f *found) []*member {
	bySum := map[string]*member{}
	for _, old := range olds {
		for _, m := range membersOf(old) {
			bySum[m.SHA256] = m
		}
	}
	m := f.member()
	if known := bySum[m.SHA256]; known != nil {
		m.Assets = keptAssets(m.Assets, known.Assets)
		m = newMember(m.Statement, addSource(known.sources, f.source))
	}
	bySum[m.SHA256] = m
	return slices.SortedFunc(maps.Values(bySum), func(a, b *member) int { return cmp.Compare(a.SHA256, b.SHA256) })
}

// addSource adds a place where a statement came from, once.
func addSource(sources []store.Source, s store.Source) []store.Source {
	if slices.ContainsFunc(sources, func(known store.Source) bool { return known.Path == s.Path }) {
		return sources
	}
	return append(sources, s)
}
