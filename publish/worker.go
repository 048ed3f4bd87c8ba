package publish

import (
	"golang.org/x/net/html"

	"wxbackup/article"
	"wxbackup/convert/clean"
	"wxbackup/publish/site"
)

// worker publishes articles one after the other.
type worker struct {
	*run
	render site.Renderer
}

// publish writes one article: its document and the pictures it shows.
func (w worker) publish(e site.Entry) error {
	id := e.Article.ID
	root, err := w.body(id)
	if err != nil {
		return err
	}
	assets, err := w.known(e.Article.Assets)
	if err != nil {
		return err
	}
	place := w.site.Place(e)
	b := newBundle(place, assets, root)
	page, err := w.page(e, root, b)
	if err != nil {
		return err
	}
	document, err := w.site.Document(page)
	if err != nil {
		return err
	}
	if err := w.copyAssets(b); err != nil {
		return err
	}
	if err := w.tree.put(place.File, bytesContent(document)); err != nil {
		return err
	}
	w.ledger.note(func(r *Report) {
		r.External = append(r.External, references(id, b.external)...)
		r.Lost = append(r.Lost, references(id, b.lost)...)
	})
	w.done(id, place.File)
	return nil
}

// body is the clean body with its headings and links made the site's.
func (w worker) body(id string) (*html.Node, error) {
	body, err := w.archive.Body(id)
	if err != nil {
		return nil, err
	}
	root, err := clean.Parse(body)
	if err != nil {
		return nil, err
	}
	shiftHeadings(root)
	unresolved, err := w.links.rewrite(root)
	w.ledger.note(func(r *Report) { r.Unresolved = append(r.Unresolved, references(id, unresolved)...) })
	return root, err
}

// known are the assets with the bytes that came in with other articles.
func (w worker) known(assets []article.Asset) ([]article.Asset, error) {
	known := make([]article.Asset, len(assets))
	for i, asset := range assets {
		var err error
		if known[i], err = w.best(asset); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// best is the asset, or the best bytes the archive has for its CDN address.
func (w worker) best(asset article.Asset) (article.Asset, error) {
	cdn := asset.CDN()
	if !asset.Missing() || cdn == "" {
		return asset, nil
	}
	if found, ok, err := w.archive.AssetByCDN(cdn); err != nil || ok {
		return found, err
	}
	return asset, nil
}

// page renders the body and points the article's own links at the site.
func (w worker) page(e site.Entry, root *html.Node, b *bundle) (site.Page, error) {
	text, err := w.render(root, b.image)
	if err != nil {
		return site.Page{}, err
	}
	cover, err := w.best(article.Asset{URL: e.Article.Cover})
	if err != nil {
		return site.Page{}, err
	}
	for _, link := range []*string{&e.Article.ReadMore, &e.Article.ReprintOf} {
		if *link, _, err = w.links.target(*link); err != nil {
			return site.Page{}, err
		}
	}
	return site.Page{Entry: e, Body: text, Cover: b.cover(cover)}, nil
}

func (w worker) copyAssets(b *bundle) error {
	for name, asset := range b.names {
		c, err := assetContent(w.archive, asset)
		if err != nil {
			return err
		}
		if err := w.tree.put(b.place.Assets+"/"+name, c); err != nil {
			return err
		}
	}
	return nil
}

func references(id string, urls []string) []Reference {
	var refs []Reference
	for _, url := range urls {
		refs = append(refs, Reference{ID: id, URL: url})
	}
	return refs
}
