package backup

import (
	"context"
	"fmt"
	"slices"
	"time"

	"wxbackup/article"
	"wxbackup/backup/asset"
	"wxbackup/backup/source"
	"wxbackup/convert"
	"wxbackup/store"
)

// Reindex makes the index of an archive again, from its pages and journals:
// every page is converted anew, assets and slugs are those of the journals.
// progress is told of each journal line done and may be nil.
func Reindex(ctx context.Context, dir string, progress func(pages int)) (Summary, error) {
	summary := newSummary()
	mappings, err := mappingsOf(dir)
	if err != nil {
		return summary, err
	}
	err = store.Rebuild(dir, func(archive *store.Archive) error {
		im := &importer{archive: archive, summary: summary, mappings: mappings, opts: Options{Now: time.Now}}
		r := &reindexer{
			writer:    newWriter(im),
			converter: convert.New().With(mappings), progress: progress,
		}
		r.assets, r.files = journaledAssets(dir)
		r.journaled = journaledSlugs(dir)
		err := r.run(ctx, dir)
		summary = im.summary
		return err
	})
	return summary, err
}

// reindexer feeds journaled pages to a writer.
type reindexer struct {
	*writer
	converter *convert.Converter
	assets    map[assetName]article.Asset
	// files are those of each page that it does not refer to.
	files    map[string][]article.Asset
	progress func(pages int)
}

// assetName is how a page names an asset.
type assetName struct{ page, ref, url string }

// journaledAssets are all assets by the names that pages have for them, and
// those that pages do not refer to, by the page.
func journaledAssets(dir string) (map[assetName]article.Asset, map[string][]article.Asset) {
	assets, files := map[assetName]article.Asset{}, map[string][]article.Asset{}
	for e, err := range store.AssetEntries(dir) {
		if err != nil {
			continue
		}
		a := article.Asset{SHA256: e.SHA256, Ext: e.Ext, Size: e.Size}
		if e.For == "" {
			assets[assetName{e.Page, e.Ref, e.URL}] = a
			continue
		}
		a.Ref, a.URL, a.For = e.Ref, e.URL, e.For
		files[e.Page] = append(files[e.Page], a)
	}
	return assets, files
}

// journaledSlugs are the slugs of articles by their pages; the last line of a
// page counts.
func journaledSlugs(dir string) map[string]string {
	slugs := map[string]string{}
	for e, err := range store.PageEntries(dir) {
		if err == nil && e.Slug != "" {
			slugs[e.SHA256] = e.Slug
		}
	}
	return slugs
}

func (r *reindexer) run(ctx context.Context, dir string) error {
	for e, err := range store.PageEntries(dir) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			r.summary.count(unreadable("pages.jsonl", err))
			continue
		}
		if err := r.add(r.product(e)); err != nil {
			return err
		}
		if r.progress != nil {
			r.progress(1)
		}
	}
	if err := r.commit(); err != nil {
		return err
	}
	clear(r.contested)
	return r.finish()
}

// product converts a journaled page once more.
func (r *reindexer) product(e store.PageEntry) *product {
	p := &product{bytes: e.Size, outcome: Outcome{Path: e.Source}}
	src, err := r.archive.ReadPage(e.SHA256)
	if err != nil {
		p.outcome = unreadable(e.Source, fmt.Errorf("reading page %q: %w", e.SHA256, err))
		return p
	}
	p.found, err = r.convert(e, src)
	if err != nil {
		p.outcome = outcomeOf(e.Source, err)
	}
	return p
}

func (r *reindexer) convert(e store.PageEntry, src []byte) (*found, error) {
	f := &found{page: e.SHA256}
	f.source = store.Source{
		Path: e.Source, SHA256: e.SHA256, Size: e.Size, Format: e.Format,
		Published: e.Published, Address: e.Address, Hints: e.Hints,
	}
	if f.source.Published.IsZero() {
		f.source.Published = source.NameDate(e.Source)
	}
	doc, err := r.converter.Read(src)
	switch {
	case isGone(err, f):
		return f, err
	case err != nil:
		return nil, err
	}
	f.source.Captured = doc.Article.Captured
	for i := range doc.Article.Assets {
		a := &doc.Article.Assets[i]
		if stored, ok := r.asset(e, doc, i); ok {
			takeBytes(a, stored)
			r.late.arrived = r.late.arrived || a.CDN() != ""
		}
	}
	article.EachPicture(doc.Comments, func(a *article.Asset) {
		if stored, ok := r.assets[assetName{e.SHA256, a.Ref, a.URL}]; ok {
			takeBytes(a, stored)
			r.late.arrived = r.late.arrived || a.CDN() != ""
		}
	})
	files := r.files[e.SHA256]
	r.late.arrived = r.late.arrived || slices.ContainsFunc(files, func(a article.Asset) bool { return a.CDN() != "" })
	play(doc, files)
	doc.Article.Assets = putCover(doc.Article.Assets, files)
	w := worker{converter: r.converter}
	return f, w.convert(doc, f)
}

// asset is what stands for asset i of a page: the bytes in the page itself, or
// those of the journal.
func (r *reindexer) asset(e store.PageEntry, doc *convert.Document, i int) (article.Asset, bool) {
	if data, ok := doc.Inline[i]; ok {
		ext, err := asset.Sniff(data)
		return describe(data, ext), err == nil
	}
	a := doc.Article.Assets[i]
	stored, ok := r.assets[assetName{e.SHA256, a.Ref, a.URL}]
	return stored, ok
}
