package backup

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"

	"wxbackup/store"
)

// slugsGiven remembers which slugs an import gave, as far as articles of one
// title have to share them.
type slugsGiven struct {
	seed maphash.Seed
	// articles are those that got a slug in this import, by the hash of their
	// first page.
	articles map[uint64]struct{}
	// contested are the slugs that several articles asked for.
	contested map[string]bool
}

func newSlugsGiven() slugsGiven {
	return slugsGiven{seed: maphash.MakeSeed(), articles: map[uint64]struct{}{}, contested: map[string]bool{}}
}

func (g *slugsGiven) note(rec *store.Record, wanted string) {
	g.articles[maphash.String(g.seed, rec.Page)] = struct{}{}
	if rec.Slug != wanted {
		g.contested[wanted] = true
	}
}

func (g *slugsGiven) has(rec *store.Record) bool {
	for _, s := range rec.Statements {
		if _, ok := g.articles[maphash.String(g.seed, s.SHA256)]; ok {
			return true
		}
	}
	return false
}

// renumber sorts out who gets which of the slugs that several articles of this
// import asked for: by date, whatever the order of the files. Slugs that were
// given before stay as they are.
func (w *writer) renumber() error {
	for _, base := range slices.Sorted(maps.Keys(w.slugs.contested)) {
		err := w.archive.Update(func(tx *store.Tx) error { return w.renumberOne(tx, base) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) renumberOne(tx *store.Tx, base string) error {
	var recs []*store.Record
	var slugs []string
	for _, id := range tx.SlugOwners(base) {
		rec, err := tx.Article(id)
		if err == nil && w.slugs.has(rec) {
			recs, slugs = append(recs, rec), append(slugs, rec.Slug)
		}
	}
	slices.SortFunc(recs, func(a, b *store.Record) int {
		return cmp.Or(compareBool(a.Published.IsZero(), b.Published.IsZero()), a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	moved := map[string]string{}
	for i, rec := range recs {
		if rec.Slug != slugs[i] {
			moved[rec.ID] = slugs[i]
		}
	}
	if len(moved) == 0 {
		return nil
	}
	if err := tx.ExchangeSlugs(base, moved); err != nil {
		return err
	}
	return w.exchange(tx, recs, moved)
}

// exchange writes records under their new slugs. Where the copy of one takes
// the place of another's, that is no edited copy.
func (w *writer) exchange(tx *store.Tx, recs []*store.Record, moved map[string]string) error {
	hashes := map[string]string{}
	for _, rec := range recs {
		hashes[rec.Markdown] = rec.MarkdownSHA256
		if err := tx.RemoveMarkdown(rec.Markdown, rec.MarkdownSHA256); err != nil {
			return err
		}
	}
	for _, rec := range recs {
		if slug, ok := moved[rec.ID]; ok {
			rec.Slug = slug
		}
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
		f := &found{page: s.SHA256, source: s}
		if err := w.journal(tx, rec, f); err != nil {
			return err
		}
	}
	return nil
}
