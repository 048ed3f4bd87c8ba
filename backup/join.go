package backup

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"wxbackup/article"
	"wxbackup/store"
)

// existing is the record of the same article, nil when it is new. Records
// that turn out to be one are united. A short id that an article with another
// key has already is not this one's, whatever its page says.
func (w *writer) existing(tx *store.Tx, f *found) (old *store.Record, united bool, err error) {
	key := f.article.Key
	for _, name := range namesOf(f) {
		id, ok := tx.Resolve(name)
		if !ok || old != nil && old.ID == id {
			continue
		}
		rec, err := tx.Article(id)
		switch {
		case err != nil:
			return nil, false, err
		case article.IsShortID(name) && differ(key, rec.Key):
			f.article.ShortIDs = without(f.article.ShortIDs, name)
			continue
		case old == nil:
			old = rec
		default:
			united = true
			if old, err = w.unite(tx, old, rec); err != nil {
				return nil, false, err
			}
		}
		fill(&key, old.Key)
	}
	return old, united, nil
}

// differ reports whether two keys are known and not the same.
func differ(a, b article.Key) bool { return !a.IsZero() && !b.IsZero() && a != b }

func namesOf(f *found) []string {
	names := []string{pageAlias(f.page)}
	if !f.article.Key.IsZero() {
		names = append(names, f.article.Key.String())
	}
	return append(names, f.article.ShortIDs...)
}

// unite makes one record of two. The richer one's body stays, and the slug
// that was given first: the shorter one, for later ones are numbered. The copy
// under the other slug goes.
func (w *writer) unite(tx *store.Tx, a, b *store.Record) (*store.Record, error) {
	if richer(&b.Article, &a.Article, b.Page, a.Page) {
		a, b = b, a
	}
	kept, spare := a, b
	if cmp.Or(cmp.Compare(len(b.Slug), len(a.Slug)), cmp.Compare(b.Slug, a.Slug)) < 0 {
		kept, spare = b, a
	}
	if err := tx.RemoveMarkdown(spare.Markdown, spare.MarkdownSHA256); err != nil {
		return nil, err
	}
	if err := tx.Remove(b.ID); err != nil {
		return nil, err
	}
	a.Slug, a.Markdown, a.MarkdownSHA256 = kept.Slug, kept.Markdown, kept.MarkdownSHA256
	complete(&a.Article, &b.Article)
	a.Sources = append(a.Sources, b.Sources...)
	a.Aliases = union(a.Aliases, b.Names())
	return a, nil
}

// join decides what the record becomes; body is nil where the old one stays.
func join(old *store.Record, f *found) (rec *store.Record, body []byte, result Result) {
	if old == nil {
		rec = &store.Record{Article: twin(f.article), Page: f.page, Sources: []store.Source{f.source}}
		return rec, f.body, New
	}
	rec = clone(old)
	addSource(rec, f.source)
	switch {
	case f.known:
		return rec, nil, Unchanged
	case f.page == old.Page || richer(&f.article, &old.Article, f.page, old.Page):
		rec.Article, rec.Page, body = twin(f.article), f.page, f.body
		if f.page == old.Page {
			keepAssets(rec.Assets, old.Assets)
		}
		complete(&rec.Article, &old.Article)
	default:
		complete(&rec.Article, &f.article)
	}
	rec.ID = old.ID
	if rec.Page == old.Page && same(&rec.Article, &old.Article) {
		return rec, nil, Unchanged
	}
	return rec, body, Updated
}

func clone(rec *store.Record) *store.Record {
	c := *rec
	c.Article = twin(rec.Article)
	c.Sources = slices.Clone(rec.Sources)
	return &c
}

// twin is an article whose assets can be completed without changing those of
// the other.
func twin(a article.Article) article.Article {
	a.Assets = slices.Clone(a.Assets)
	return a
}

// name gives the record its ID and its further names, and its slug once and
// for all.
func (w *writer) name(tx *store.Tx, rec, old *store.Record, f *found) error {
	rec.ID = identity(&rec.Article, f.page)
	names := []string{pageAlias(f.page)}
	if old != nil {
		if rec.Key.IsZero() && len(rec.ShortIDs) == 0 {
			rec.ID = old.ID
		}
		names = append(names, old.Names()...)
		if rec.ID != old.ID {
			if err := tx.Remove(old.ID); err != nil {
				return err
			}
		}
	}
	rec.Aliases = furtherNames(rec, names)
	if rec.Slug != "" {
		return nil
	}
	slug, err := tx.GiveSlug(cmp.Or(f.slug, slugOf(&rec.Article)), rec.ID)
	rec.Slug = slug
	return err
}

// furtherNames are the aliases of a record with names added, without those
// that the record is found by anyway.
func furtherNames(rec *store.Record, names []string) []string {
	own := (&store.Record{Article: rec.Article}).Names()
	return without(union(rec.Aliases, names), own...)
}

// same reports whether two articles say the same; times are the same whatever
// zone object they carry.
func same(a, b *article.Article) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
