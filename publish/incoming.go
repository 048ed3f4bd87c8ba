package publish

import (
	"context"
	"fmt"

	"wxbackup/article"
	"wxbackup/links"
	"wxbackup/publish/site"
	"wxbackup/store"
)

// incoming are the IDs of the articles that link to an article of the publish,
// by its ID; newest first, each once.
type incoming map[string][]string

// collectIncoming goes through the links of all planned articles, when the site
// asks for them. All articles are read before one is rendered: the last can
// link to the first.
func (r *run) collectIncoming(ctx context.Context) error {
	if !r.options.LinkedFrom {
		return nil
	}
	r.incoming = incoming{}
	for rec, err := range records(ctx, r.archive, r.options.Account) {
		if err == nil {
			err = r.addIncoming(rec)
		}
		if err != nil {
			return fmt.Errorf("collecting links: %w", err)
		}
	}
	return nil
}

// addIncoming adds the links of one article.
func (r *run) addIncoming(rec *store.Record) error {
	if _, planned := r.plan.places[rec.ID]; !planned {
		return nil
	}
	found, err := links.Of(r.archive, rec)
	if err != nil {
		return err
	}
	for _, l := range found {
		address, ok := article.ParseAddress(l.Href)
		if !ok {
			continue
		}
		to, err := r.links.published(address)
		if err != nil {
			return err
		}
		if to != "" && to != rec.ID {
			r.incoming.add(to, rec.ID)
		}
	}
	return nil
}

// add adds a link; all links of one article are added one after the other.
func (in incoming) add(to, from string) {
	if known := in[to]; len(known) == 0 || known[len(known)-1] != from {
		in[to] = append(known, from)
	}
}

// linkedFrom are the articles that link to one.
func (w worker) linkedFrom(id string) ([]site.Referrer, error) {
	var referrers []site.Referrer
	for _, from := range w.incoming[id] {
		rec, err := w.archive.Article(from)
		if err != nil {
			return nil, err
		}
		e := site.Entry{Article: rec.Article, Slug: w.plan.places[from].slug}
		referrers = append(referrers, site.Referrer{Title: e.Heading(), Path: w.links.path(from)})
	}
	return referrers, nil
}
