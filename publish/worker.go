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

// rendered is an article ready to be written.
type rendered struct {
	*bundle
	entry    site.Entry
	document []byte
	// replaced and unresolved are as in Report.
	replaced, unresolved []string
}

// renderArticle makes the document of an article and names the pictures it
// shows.
func (w worker) renderArticle(e site.Entry) (*rendered, error) {
	root, unresolved, err := w.body(e.Article.ID)
	if err != nil {
		return nil, err
	}
	assets, err := w.known(e.Article.Assets)
	if err != nil {
		return nil, err
	}
	p := &rendered{entry: e, unresolved: unresolved}
	p.replaced = w.options.MissingImages.settle(root, assets)
	p.bundle = newBundle(w.site.Place(e), assets, root)
	page, err := w.page(e, root, p.bundle)
	if err != nil {
		return nil, err
	}
	p.document, err = w.site.Document(page)
	return p, err
}

// publish writes one article: its document and the pictures it shows.
func (w worker) publish(p *rendered) error {
	id := p.entry.Article.ID
	if err := w.noteLoads(id, p.place.File, p.document); err != nil {
		return err
	}
	if err := w.copyAssets(p.bundle); err != nil {
		return err
	}
	if err := w.tree.put(p.place.File, bytesContent(p.document)); err != nil {
		return err
	}
	if err := w.comments(p.entry, p.place); err != nil {
		return err
	}
	w.ledger.note(func(r *Report) {
		r.External = append(r.External, references(id, p.external)...)
		r.Lost = append(r.Lost, references(id, p.lost)...)
		r.Replaced = append(r.Replaced, references(id, p.replaced)...)
		r.Unresolved = append(r.Unresolved, references(id, p.unresolved)...)
	})
	w.done(id, p.place.File)
	return nil
}

// body is the clean body with its headings and links made the site's.
func (w worker) body(id string) (root *html.Node, unresolved []string, err error) {
	body, err := w.archive.Body(id)
	if err != nil {
		return nil, nil, err
	}
	root, err = clean.Parse(body)
	if err != nil {
		return nil, nil, err
	}
	shiftHeadings(root)
	unresolved, err = w.links.rewrite(root)
	return root, unresolved, err
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

// cover is the article's cover picture: the file that came with it, or the best
// bytes for its address.
func (w worker) cover(a *article.Article) (article.Asset, error) {
	for _, asset := range a.Assets {
		if asset.For == article.AssetCover {
			return asset, nil
		}
	}
	return w.best(article.Asset{URL: a.Cover})
}

// page renders the body and points the article's own links at the site.
func (w worker) page(e site.Entry, root *html.Node, b *bundle) (site.Page, error) {
	text, err := w.render(root, b.image)
	if err != nil {
		return site.Page{}, err
	}
	cover, err := w.cover(&e.Article)
	if err != nil {
		return site.Page{}, err
	}
	for _, link := range []*string{&e.Article.ReadMore, &e.Article.ReprintOf} {
		if *link, _, err = w.links.target(*link); err != nil {
			return site.Page{}, err
		}
	}
	referrers, err := w.linkedFrom(e.Article.ID)
	if err != nil {
		return site.Page{}, err
	}
	return site.Page{Entry: e, Body: text, Cover: b.cover(cover), Figures: w.figures(e), LinkedFrom: referrers}, nil
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
