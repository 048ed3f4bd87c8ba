package backup

import (
	"context"
	"errors"
	"fmt"
	"time"

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
	w := newWriter(im)
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
	return w.finish()
}

// finish does what can be done only when all files are read.
func (w *writer) finish() error {
	if err := w.completeArticles(); err != nil {
		return err
	}
	if err := w.renumber(); err != nil {
		return err
	}
	var err error
	w.summary.Listed, err = w.archive.CountNamed()
	return err
}

// writer is the only one that changes the index.
type writer struct {
	*importer
	batch []*product
	bytes int
	since time.Time
	late  lateAssets
	// contested are the slugs that several articles asked for.
	contested map[string]bool
	// journaled are the slugs that the journal has for pages, when an index is
	// made again.
	journaled map[string]string
	// converter writes copies again whose assets arrived late.
	converter *convert.Converter
}

func newWriter(im *importer) *writer {
	return &writer{importer: im, late: newLateAssets(), contested: map[string]bool{}, converter: convert.New().With(im.mappings)}
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
	if p.found != nil && (p.outcome.Result == New || p.outcome.Result == Updated) {
		w.weigh(p.found)
	}
	if w.opts.Outcome != nil {
		w.opts.Outcome(p.outcome)
	}
}

// weigh counts what an article brought, once for all of its sources.
func (w *writer) weigh(f *found) {
	for i := range f.before {
		if w.late.isWeighed(f.before[i].ID) {
			w.summary.drop(&f.before[i])
		}
	}
	w.summary.add(&f.article)
	w.late.weigh(&f.article)
}

// put stores one product. The result of an article is known only here, where
// the archive is.
func (w *writer) put(tx *store.Tx, p *product) error {
	if p.found != nil {
		rec, result, err := w.join(tx, p.found)
		if err == nil {
			err = w.journal(tx, rec, p.found)
		}
		if err != nil {
			return fmt.Errorf("storing %q: %w", p.outcome.Path, err)
		}
		p.become(rec, result)
	}
	if p.key == "" {
		return nil
	}
	return tx.PutFileState(p.key, p.state)
}

// become is what a product is once its article is stored. A page that says
// that its article is gone stays no article.
func (p *product) become(rec *store.Record, result Result) {
	p.found.article = rec.Article
	p.state.ID, p.state.SHA256 = rec.ID, p.found.page
	if p.outcome.Result == NotArticle {
		return
	}
	p.outcome.Result, p.outcome.ID, p.outcome.Title = result, rec.ID, rec.Title
	p.state.Result = string(Unchanged)
	if result == Listed {
		p.state.Result = string(Listed)
	}
}

func (w *writer) journal(tx *store.Tx, rec *store.Record, f *found) error {
	now := w.opts.Now().UTC()
	err := tx.Page(w.pageEntry(rec, f.source))
	for _, ref := range f.refs {
		w.late.arrived = w.late.arrived || ref.asset.CDN() != ""
		err = errors.Join(err, tx.Asset(store.AssetEntry{
			SHA256: ref.asset.SHA256, Size: ref.asset.Size, Ext: ref.asset.Ext, Source: ref.path,
			URL: ref.asset.URL, Page: f.page, Ref: ref.asset.Ref, For: ref.asset.For, Tool: w.opts.Tool, Time: now,
		}))
	}
	return err
}

func (w *writer) pageEntry(rec *store.Record, s store.Source) store.PageEntry {
	return store.PageEntry{
		SHA256: s.SHA256, Size: s.Size, Source: s.Path, URL: rec.URL, Format: s.Format,
		Published: s.Published, Address: s.Address, Hints: s.Hints,
		ID: rec.ID, Slug: rec.Slug, Tool: w.opts.Tool, Time: w.opts.Now().UTC(),
	}
}
