package backup

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"wxbackup/article"
	"wxbackup/convert"
	"wxbackup/store"
)

// A batch ends with this many products or bytes of bodies, or after this time.
const (
	batchProducts = 256
	batchBytes    = 16 << 20
	batchTime     = 5 * time.Second
)

// write takes the products in the order of the walk and commits them in
// batches.
func (im *importer) write(ctx context.Context, queue <-chan job) error {
	w := &writer{importer: im, late: newLateAssets(), converter: convert.New()}
	for j := range queue {
		select {
		case p := <-j.done:
			if err := w.add(p); err != nil {
				return err
			}
		case <-ctx.Done():
			return errors.Join(ctx.Err(), w.commit())
		}
	}
	if err := w.commit(); err != nil {
		return err
	}
	return w.completeArticles()
}

// writer is the only one that changes the index.
type writer struct {
	*importer
	batch []*product
	bytes int
	since time.Time
	late  lateAssets
	// converter writes copies again whose assets arrived late.
	converter *convert.Converter
}

func (w *writer) add(p *product) error {
	if len(w.batch) == 0 {
		w.since = w.opts.Now()
	}
	w.batch = append(w.batch, p)
	if w.opts.Progress != nil {
		w.opts.Progress(1, p.bytes)
	}
	if p.found != nil {
		w.bytes += len(p.found.body) + len(p.found.text)
	}
	if len(w.batch) >= batchProducts || w.bytes >= batchBytes || w.opts.Now().Sub(w.since) >= batchTime {
		return w.commit()
	}
	return nil
}

// commit writes the batch, and tells of its files once that is safe.
func (w *writer) commit() error {
	if len(w.batch) == 0 {
		return nil
	}
	if w.changesIndex() {
		err := w.archive.Update(func(tx *store.Tx) error {
			for _, p := range w.batch {
				if err := w.put(tx, p); err != nil {
					return err
				}
			}
			return w.noteArrival(tx)
		})
		if err != nil {
			return err
		}
	}
	for _, p := range w.batch {
		w.tell(p)
	}
	w.batch, w.bytes = w.batch[:0], 0
	return nil
}

func (w *writer) changesIndex() bool {
	for _, p := range w.batch {
		if p.key != "" || p.found != nil {
			return true
		}
	}
	return false
}

func (w *writer) tell(p *product) {
	w.summary.count(p.outcome)
	w.summary.Bytes += p.bytes
	if p.found != nil && p.outcome.Result != Unchanged {
		w.summary.add(&p.found.article)
		w.late.expect(&p.found.article)
	}
	if w.opts.Outcome != nil {
		w.opts.Outcome(p.outcome)
	}
}

// put stores one product. The result of an article is known only here, where
// the archive is.
func (w *writer) put(tx *store.Tx, p *product) error {
	if p.found != nil {
		rec, result, err := w.putArticle(tx, p.found)
		if err != nil {
			return fmt.Errorf("storing %q: %w", p.outcome.Path, err)
		}
		p.outcome.Result, p.outcome.ID, p.outcome.Title = result, rec.ID, rec.Title
		p.state.Result, p.state.ID, p.state.SHA256 = string(Unchanged), rec.ID, p.found.page
		p.found.article = rec.Article
	}
	if p.key == "" {
		return nil
	}
	return tx.PutFileState(p.key, p.state)
}

// putArticle joins an article with what the archive has of it.
func (w *writer) putArticle(tx *store.Tx, f *found) (*store.Record, Result, error) {
	old, united, err := w.existing(tx, f)
	if err != nil {
		return nil, "", err
	}
	rec, body, result := join(old, f)
	if n := completeFromArchive(tx, rec.Assets); result == Unchanged && (united || n > 0) {
		result = Updated
	}
	if body == nil && result != Unchanged {
		if body, err = tx.Body(old.ID); err != nil {
			return nil, "", err
		}
	}
	if err := w.name(tx, rec, old, f); err != nil {
		return nil, "", err
	}
	if result != Unchanged {
		if err := w.writeCopy(tx, rec, f, body); err != nil {
			return nil, "", err
		}
	}
	if err := tx.Put(rec, body); err != nil {
		return nil, "", err
	}
	return rec, result, w.journal(tx, rec, f)
}

// writeCopy writes the Markdown copy, from the text the worker rendered where
// that shows this very body and these assets.
func (w *writer) writeCopy(tx *store.Tx, rec *store.Record, f *found, body []byte) error {
	text := f.text
	if rec.Page != f.page || f.known || !slices.Equal(rec.Assets, f.article.Assets) {
		var err error
		if text, err = w.converter.Render(body, func(n int) string { return copyDestination(rec.Assets[n]) }); err != nil {
			return err
		}
	}
	data, err := markdownCopy(rec, text)
	if err != nil {
		return err
	}
	return placeCopy(tx, rec, data)
}

// placeCopy writes the copy where the record's date and slug put it. An edited
// copy is kept; Verify tells of it.
func placeCopy(tx *store.Tx, rec *store.Record, data []byte) error {
	place := copyPath(rec)
	if rec.Markdown != "" && rec.Markdown != place {
		if err := tx.RemoveMarkdown(rec.Markdown, rec.MarkdownSHA256); err != nil {
			return err
		}
	}
	written, err := tx.WriteMarkdown(place, data, rec.MarkdownSHA256)
	if err != nil {
		return err
	}
	rec.Markdown = place
	if sum := sha256.Sum256(data); written || rec.MarkdownSHA256 == "" {
		rec.MarkdownSHA256 = hex.EncodeToString(sum[:])
	}
	return nil
}

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

func (w *writer) journal(tx *store.Tx, rec *store.Record, f *found) error {
	now := w.opts.Now().UTC()
	err := tx.Page(store.PageEntry{
		SHA256: f.page, Size: f.size, Source: f.source.Path, URL: rec.URL, Format: f.source.Format,
		ID: rec.ID, Slug: rec.Slug, Tool: w.opts.Tool, Time: now,
	})
	for _, ref := range f.refs {
		w.late.arrived = w.late.arrived || ref.asset.CDN() != ""
		err = errors.Join(err, tx.Asset(store.AssetEntry{
			SHA256: ref.asset.SHA256, Size: ref.asset.Size, Ext: ref.asset.Ext, Source: ref.path,
			URL: ref.asset.URL, Page: f.page, Ref: ref.asset.Ref, Tool: w.opts.Tool, Time: now,
		}))
	}
	return err
}
