package backup

import (
	"hash/maphash"
	"slices"

	"wxbackup/article"
	"wxbackup/store"
)

// lateAssets remembers what is needed to complete articles whose assets
// arrive with a later article, under the same CDN id.
type lateAssets struct {
	// arrived says that this import stored an asset with a CDN id.
	arrived bool
	seed    maphash.Seed
	// weighed are the articles of this import, by the hash of their ID, that
	// the summary counts missing assets for.
	weighed map[uint64]struct{}
}

func newLateAssets() lateAssets {
	return lateAssets{seed: maphash.MakeSeed(), weighed: map[uint64]struct{}{}}
}

func (l *lateAssets) weigh(a *article.Article) {
	l.weighed[maphash.String(l.seed, a.ID)] = struct{}{}
}

func (l *lateAssets) isWeighed(id string) bool {
	_, ok := l.weighed[maphash.String(l.seed, id)]
	return ok
}

// lateKey is where the index remembers, among the file states, whether assets
// arrived that articles still have to be completed with. A run that ends
// before it has done so leaves that to the next one.
const lateKey = "assets arrived late"

const (
	latePending = "pending"
	lateDone    = "done"
)

// noteArrival remembers that assets arrived with the batch.
func (w *writer) noteArrival(tx *store.Tx) error {
	if !w.late.arrived {
		return nil
	}
	return tx.PutFileState(lateKey, store.FileState{Result: latePending})
}

// completeArticles gives every article the assets that arrived after it, in
// this import or in one that did not get to its end.
func (w *writer) completeArticles() error {
	state, _, err := w.archive.FileState(lateKey)
	if err != nil || state.Result != latePending {
		return err
	}
	var batch []string
	for rec, err := range w.archive.Articles() {
		if err != nil {
			return err
		}
		if w.canComplete(rec) {
			batch = append(batch, rec.ID)
		}
	}
	for ids := range slices.Chunk(batch, batchProducts) {
		if err := w.archive.Update(func(tx *store.Tx) error { return w.completeBatch(tx, ids) }); err != nil {
			return err
		}
	}
	return w.archive.Update(func(tx *store.Tx) error {
		return tx.PutFileState(lateKey, store.FileState{Result: lateDone})
	})
}

// canComplete reports whether the archive has by now an asset that an article
// lacks.
func (w *writer) canComplete(rec *store.Record) bool {
	return slices.ContainsFunc(rec.Assets, func(a article.Asset) bool {
		if !a.Missing() || a.CDN() == "" {
			return false
		}
		_, ok, err := w.archive.AssetByCDN(a.CDN())
		return ok && err == nil
	})
}

// completeFromArchive gives missing assets the bytes that the archive has
// under the same CDN id, and returns how many.
func completeFromArchive(tx *store.Tx, assets []article.Asset) int {
	completed := 0
	for i := range assets {
		a := &assets[i]
		if !a.Missing() || a.CDN() == "" {
			continue
		}
		if stored, ok := tx.AssetByCDN(a.CDN()); ok {
			takeBytes(a, stored)
			completed++
		}
	}
	return completed
}

func (w *writer) completeBatch(tx *store.Tx, ids []string) error {
	for _, id := range ids {
		rec, err := tx.Article(id)
		if err != nil {
			return err
		}
		completed := completeFromArchive(tx, rec.Assets)
		if w.late.isWeighed(id) {
			w.summary.Assets.Stored += completed
			w.summary.Assets.Missing -= completed
		}
		if err := w.rewrite(tx, rec); err != nil {
			return err
		}
	}
	return nil
}

// rewrite puts a record whose assets changed, and its copy.
func (w *writer) rewrite(tx *store.Tx, rec *store.Record) error {
	body, err := tx.Body(rec.ID)
	if err != nil {
		return err
	}
	text, err := w.converter.Render(body, func(n int) string { return copyDestination(rec.Assets[n]) })
	if err != nil {
		return err
	}
	data, err := markdownCopy(rec, text)
	if err != nil {
		return err
	}
	if err := placeCopy(tx, rec, data); err != nil {
		return err
	}
	return tx.Put(rec, nil)
}
