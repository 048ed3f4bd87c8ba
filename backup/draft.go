package backup

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"wxbackup/article"
	"wxbackup/store"
)

// draft is a record that is to be put.
type draft struct {
	*group
	rec *store.Record
	// body is the clean body, nil where the index has it already.
	body []byte
	// best is the member that the body is from, nil where there is none.
	best *member
	// olds are the records that this one takes the place of, the one whose slug
	// it keeps first; none for a new article.
	olds []*store.Record
}

// compose makes the records of what was found and of the records it touches,
// but for what belongs to their bodies.
func compose(olds []*store.Record, f *found) []*draft {
	var drafts []*draft
	for _, g := range partition(pool(olds, f)) {
		d := &draft{group: g, rec: &store.Record{}}
		d.rec.Article, d.best = g.merge()
		if d.best != nil {
			d.rec.Page = d.best.SHA256
		}
		d.collect()
		drafts = append(drafts, d)
	}
	for _, old := range olds {
		for _, d := range drafts {
			if d.has(heart(old)) {
				d.olds = append(d.olds, old)
			}
		}
	}
	for _, d := range drafts {
		slices.SortFunc(d.olds, compareSlugs)
	}
	// Who keeps a slug is put before others live under the name it was given to.
	slices.SortStableFunc(drafts, func(a, b *draft) int { return cmp.Compare(len(b.olds), len(a.olds)) })
	return drafts
}

// collect gathers what the members bring beside facts.
func (d *draft) collect() {
	var names []string
	for _, m := range d.members {
		d.rec.Statements = append(d.rec.Statements, m.Statement)
		d.rec.Sources = append(d.rec.Sources, m.sources...)
		d.rec.Hints = union(d.rec.Hints, m.hints())
		names = append(names, m.names()...)
	}
	d.rec.ShortIDs = without(d.rec.ShortIDs, d.disowned()...)
	d.rec.URL = addressOf(&d.rec.Article)
	d.rec.ID = d.identity()
	own := (&store.Record{Article: d.rec.Article}).Names()
	d.rec.Aliases = without(union(names, nil), append(own, d.disowned()...)...)
}

// disowned are the names that members of the group give and that belong to
// another article.
func (g *group) disowned() []string {
	var names []string
	for _, m := range g.members {
		names = append(names, m.disowned...)
	}
	return names
}

// identity is the ID of an article: its key, a short id, or the first of its
// pages.
func (d *draft) identity() string {
	switch {
	case !d.rec.Key.IsZero():
		return d.rec.Key.String()
	case len(d.rec.ShortIDs) > 0:
		return d.rec.ShortIDs[0]
	}
	first := slices.MinFunc(d.members, func(a, b *member) int { return cmp.Compare(a.SHA256, b.SHA256) })
	return store.PageID(first.SHA256)
}

// has reports whether a page is among the members.
func (g *group) has(page string) bool {
	return slices.ContainsFunc(g.members, func(m *member) bool { return m.SHA256 == page })
}

// heart is the page of a record by which it is told where it went.
func heart(rec *store.Record) string {
	if rec.HasText() || len(rec.Statements) == 0 {
		return rec.Page
	}
	return rec.Statements[0].SHA256
}

// compareSlugs puts the slug that was given first in front: the shorter one,
// for later ones are numbered, and records without one last.
func compareSlugs(a, b *store.Record) int {
	return cmp.Or(
		compareBool(a.Slug == "", b.Slug == ""),
		cmp.Compare(len(a.Slug), len(b.Slug)),
		cmp.Compare(a.Slug, b.Slug),
		cmp.Compare(a.ID, b.ID),
	)
}

// fillIn adds what belongs to the body: from what was found where that has the
// best body, else from the record that had it, else from its page, which is
// read again.
func (w *writer) fillIn(tx *store.Tx, d *draft, f *found) error {
	if d.best == nil {
		return nil
	}
	content, body, err := w.content(tx, d, f)
	if err != nil {
		return err
	}
	d.body = body
	d.rec.Fidelity, d.rec.Embeds = content.Fidelity, content.Embeds
	d.rec.Losses = slices.Clone(content.Losses)
	if d.rivals > 1 {
		d.rec.Losses = append(d.rec.Losses, article.Loss{
			Code: article.LossAmbiguous,
			What: fmt.Sprintf("the page does not say which article it is; its title and time fit %d", d.rivals),
		})
	}
	d.rec.Assets = putCover(d.assets(content.Assets), d.files())
	completeFromArchive(tx, d.rec.Assets)
	return nil
}

// content is what belongs to the best body, and the body.
func (w *writer) content(tx *store.Tx, d *draft, f *found) (*article.Article, []byte, error) {
	files := d.files()
	if d.best.SHA256 == f.page && !f.known && playsAll(&f.article, files) {
		return &f.article, f.body, nil
	}
	for _, old := range d.olds {
		if old.Page == d.best.SHA256 && playsAll(&old.Article, files) {
			body, err := tx.Body(old.ID)
			return withoutAmbiguity(&old.Article), body, err
		}
	}
	again, err := w.readAgain(d.best.SHA256, files)
	if err != nil {
		return nil, nil, err
	}
	return &again.article, again.body, nil
}

// withoutAmbiguity is an article without the loss that fillIn adds.
func withoutAmbiguity(a *article.Article) *article.Article {
	b := *a
	b.Losses = slices.DeleteFunc(slices.Clone(a.Losses), func(l article.Loss) bool { return l.Code == article.LossAmbiguous })
	return &b
}

// readAgain converts a page of the archive once more, with the files for its
// embeds.
func (w *writer) readAgain(page string, files []article.Asset) (*found, error) {
	src, err := w.archive.ReadPage(page)
	if err != nil {
		return nil, err
	}
	doc, err := w.converter.Read(src)
	if err != nil {
		return nil, err
	}
	play(doc, files)
	f := &found{page: page}
	worker := worker{converter: w.converter}
	return f, worker.convert(doc, f)
}

// assets are those of the body with the bytes that its own page brought, or
// other members under the same address.
func (d *draft) assets(list []article.Asset) []article.Asset {
	assets := slices.Clone(list)
	for i := range assets {
		if assets[i].For == "" {
			takeBytes(&assets[i], article.Asset{})
		}
	}
	keepAssets(assets, d.best.Assets)
	for _, m := range d.members {
		completeAssets(assets, m.Assets)
	}
	return assets
}

// clearNames takes records out of the index whose names go to others. Where one
// record only changes, nothing is in its way.
func clearNames(tx *store.Tx, olds []*store.Record, drafts []*draft) error {
	if len(olds) == 0 || len(olds) == 1 && len(drafts) == 1 && olds[0].ID == drafts[0].rec.ID {
		return nil
	}
	for _, old := range olds {
		if err := tx.Remove(old.ID); err != nil {
			return err
		}
	}
	for _, d := range drafts {
		for _, old := range d.olds[min(1, len(d.olds)):] {
			if old.Markdown == "" {
				continue
			}
			if err := tx.RemoveMarkdown(old.Markdown, old.MarkdownSHA256); err != nil {
				return err
			}
		}
	}
	return nil
}

// putDraft names the record, writes its copy and puts it.
func (w *writer) putDraft(tx *store.Tx, d *draft, f *found) error {
	if d.rec.HasText() {
		if err := w.giveSlug(tx, d); err != nil {
			return err
		}
		if d.changed() {
			if err := w.writeCopy(tx, d.rec, f, d.body); err != nil {
				return err
			}
		}
	}
	return tx.Put(d.rec, d.body)
}

// giveSlug names the record once and for all; when an index is made again, as
// the journal says.
func (w *writer) giveSlug(tx *store.Tx, d *draft) error {
	if len(d.olds) > 0 {
		kept := d.olds[0]
		d.rec.Slug, d.rec.Markdown, d.rec.MarkdownSHA256 = kept.Slug, kept.Markdown, kept.MarkdownSHA256
	}
	if len(d.olds) > 1 && d.olds[1].Slug != "" {
		w.contested[slugOf(&d.rec.Article)] = true // one of two slugs is free again
	}
	if d.rec.Slug != "" {
		return nil
	}
	wanted := cmp.Or(w.journaled[d.rec.Page], slugOf(&d.rec.Article))
	slug, err := tx.GiveSlug(wanted, d.rec.ID)
	d.rec.Slug = slug
	if slug != wanted {
		w.contested[wanted] = true
	}
	return err
}

// changed reports whether the record says something else than the one it goes
// on from.
func (d *draft) changed() bool {
	return len(d.olds) != 1 || d.olds[0].Page != d.rec.Page || d.olds[0].Comments != d.rec.Comments || !same(&d.rec.Article, &d.olds[0].Article)
}

// result is what putting the record changed for a reader.
func (d *draft) result() Result {
	hadText := slices.ContainsFunc(d.olds, (*store.Record).HasText)
	switch {
	case !d.rec.HasText():
		return Listed
	case !d.changed():
		return Unchanged
	case !hadText:
		return New
	}
	return Updated
}

// same reports whether two articles say the same; times are the same whatever
// zone object they carry.
func same(a, b *article.Article) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
