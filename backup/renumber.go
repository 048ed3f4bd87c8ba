package backup

import (
	"cmp"
	"maps"
	"slices"

	"wxbackup/store"
)

// renumber sorts out who gets which of the slugs that several articles ask
// for: those with a name first, then by date, whatever came first. Articles
// that were published keep theirs, for it is a part of their address.
func (w *writer) renumber() error {
	for _, base := range slices.Sorted(maps.Keys(w.contested)) {
		err := w.archive.Update(func(tx *store.Tx) error { return w.renumberOne(tx, base) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) renumberOne(tx *store.Tx, base string) error {
	var recs []*store.Record
	var free []string
	for _, given := range tx.SlugFamily(base) {
		rec, err := tx.Article(given.Owner)
		if err == nil && tx.PublishedPath(rec.ID) != "" {
			continue
		}
		free = append(free, given.Slug)
		if err == nil && rec.Slug == given.Slug {
			recs = append(recs, rec)
		}
	}
	slices.SortFunc(recs, compareClaims)
	var moved []store.Numbered
	for i, rec := range recs {
		if rec.Slug != free[i] {
			rec.Slug = free[i]
			moved = append(moved, store.Numbered{Slug: rec.Slug, Owner: rec.ID})
		}
	}
	if len(moved) == 0 {
		return nil
	}
	if err := tx.ExchangeSlugs(base, moved); err != nil {
		return err
	}
	return w.exchange(tx, recs)
}

// compareClaims orders articles by their claim to the plain slug.
func compareClaims(a, b *store.Record) int {
	return cmp.Or(
		compareBool(isNameless(a), isNameless(b)),
		compareBool(a.Published.IsZero(), b.Published.IsZero()),
		a.Published.Compare(b.Published),
		cmp.Compare(a.ID, b.ID),
	)
}

func isNameless(rec *store.Record) bool { return rec.Key.IsZero() && len(rec.ShortIDs) == 0 }

// exchange writes records under their new slugs. Where the copy of one takes
// the place of another's, that is no edited copy.
func (w *writer) exchange(tx *store.Tx, recs []*store.Record) error {
	hashes := map[string]string{}
	for _, rec := range recs {
		hashes[rec.Markdown] = rec.MarkdownSHA256
		if err := tx.RemoveMarkdown(rec.Markdown, rec.MarkdownSHA256); err != nil {
			return err
		}
	}
	for _, rec := range recs {
		rec.Markdown, rec.MarkdownSHA256 = "", hashes[copyPath(rec)]
		if err := w.rewrite(tx, rec); err != nil {
			return err
		}
		if err := w.journalAgain(tx, rec); err != nil {
			return err
		}
	}
	return nil
}

// journalAgain notes the slug of an article with all of its pages.
func (w *writer) journalAgain(tx *store.Tx, rec *store.Record) error {
	for _, s := range rec.Sources {
		if err := tx.PageAgain(w.pageEntry(rec, s)); err != nil {
			return err
		}
	}
	return nil
}
