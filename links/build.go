package links

import (
	"cmp"

	"wxbackup/article"
	"wxbackup/store"
)

// builder builds a graph.
type builder struct {
	archive  *store.Archive
	resolver *Resolver
	graph    Graph
	// ends are the articles of the graph by ID.
	ends map[string]*Article
}

func (b *builder) readArticles() error {
	for rec, err := range b.archive.Articles() {
		if err != nil {
			return err
		}
		a := b.recorded(rec, Inside)
		b.ends[a.ID] = a
		b.graph.Articles = append(b.graph.Articles, a)
	}
	return nil
}

func (b *builder) recorded(rec *store.Record, kind Kind) *Article {
	return &Article{
		ID: rec.ID, URL: address(rec), Title: rec.Title, Account: b.resolver.Accounts.Name(rec),
		Key: rec.Key, Published: rec.Published, Kind: kind,
	}
}

// address is where the platform has an article.
func address(rec *store.Record) string {
	return cmp.Or(article.CleanURL(rec.URL), article.LongURL(rec.Key, rec.SN))
}

func (b *builder) readLinks() error {
	for rec, err := range b.archive.Articles() {
		if err != nil {
			return err
		}
		found, err := Of(b.archive, rec)
		if err != nil {
			return err
		}
		if err := b.addLinks(b.ends[rec.ID], found); err != nil {
			return err
		}
	}
	return nil
}

// addLinks adds the links of one article.
func (b *builder) addLinks(from *Article, found []Link) error {
	edges := map[string]*Edge{}
	for _, l := range found {
		t, ok, err := b.resolver.Target(l.Href)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		e := edges[cmp.Or(t.ID, t.URL)]
		if e == nil {
			if e, err = b.addEdge(from, t); err != nil {
				return err
			}
			edges[cmp.Or(t.ID, t.URL)] = e
		}
		e.add(l, t)
	}
	return nil
}

// addEdge adds an edge without a link yet.
func (b *builder) addEdge(from *Article, t Target) (*Edge, error) {
	to, err := b.end(t)
	if err != nil {
		return nil, err
	}
	e := &Edge{From: from, To: to, Kind: t.Kind, URL: t.URL, Host: t.Host}
	b.graph.Links = append(b.graph.Links, e)
	switch {
	case to == nil:
		return e, nil
	case to == from:
		e.Kind = Self
		return e, nil
	case to.Kind == Inside:
		from.LinksTo = append(from.LinksTo, to)
	}
	to.LinkedFrom = append(to.LinkedFrom, from)
	return e, nil
}

// end is the article that a target names; nil outside.
func (b *builder) end(t Target) (*Article, error) {
	if t.ID == "" || b.ends[t.ID] != nil {
		return b.ends[t.ID], nil
	}
	a := &Article{ID: t.ID, URL: t.URL, Account: b.resolver.Accounts[t.Address.Key.Biz], Key: t.Address.Key, Kind: t.Kind}
	if t.Named {
		rec, err := b.archive.Article(t.ID)
		if err != nil {
			return nil, err
		}
		a = b.recorded(rec, t.Kind)
	}
	b.ends[t.ID] = a
	return a, nil
}

// add takes in one link, and from it what is not known yet of an article that
// the archive lacks. The platform opens a long address only with its sn.
func (e *Edge) add(l Link, t Target) {
	e.Count++
	e.Text = cmp.Or(e.Text, l.Text)
	if e.To == nil || t.Kind == Inside || t.Named {
		return
	}
	e.To.Title = cmp.Or(e.To.Title, l.Text)
	if t.Address.SN != "" {
		e.To.URL = t.URL
	}
}
