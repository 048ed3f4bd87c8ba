package gaps

import (
	"cmp"
	"fmt"
	"slices"

	"wxbackup/article"
	"wxbackup/links"
	"wxbackup/store"
)

// Articles are the articles missing of an account, a name or a biz, or of all:
// those that lists name, and those that the archive's articles link to, of
// accounts that the archive has. Where a link has a short id only, its account
// is not known; it counts with the account that links to it.
func Articles(archive *store.Archive, account string) ([]Article, error) {
	resolver, err := links.NewResolver(archive)
	if err != nil {
		return nil, fmt.Errorf("reading archive: %w", err)
	}
	s := search{archive: archive, account: account, resolver: resolver, found: map[string]*Article{}}
	for _, find := range []func() error{s.findListed, s.findLinked} {
		if err := find(); err != nil {
			return nil, fmt.Errorf("looking for missing articles: %w", err)
		}
	}
	return s.sorted(), nil
}

// search is one look for missing articles.
type search struct {
	archive  *store.Archive
	account  string
	resolver *links.Resolver
	// found are the missing articles by ID.
	found map[string]*Article
}

func (s *search) findListed() error {
	for rec, err := range s.archive.Named() {
		if err != nil {
			return err
		}
		if !rec.IsOf(s.account) {
			continue
		}
		missing := &Article{
			Why: Listed, ID: rec.ID, Title: rec.Title, URL: rec.URL, Account: s.resolver.Accounts.Name(rec),
			Key: rec.Key, SN: rec.SN, ShortIDs: rec.ShortIDs, Published: rec.Published,
		}
		if rec.Deleted {
			missing.Why = Deleted
		}
		s.found[rec.ID] = missing
	}
	return nil
}

func (s *search) findLinked() error {
	for rec, err := range s.archive.Articles() {
		if err != nil {
			return err
		}
		found, err := links.Of(s.archive, rec)
		if err != nil {
			return err
		}
		for _, l := range found {
			if err := s.follow(rec, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow takes note of a link that leads to a missing article.
func (s *search) follow(from *store.Record, l links.Link) error {
	to, ok, err := s.resolver.Target(l.Href)
	if err != nil || !ok || to.Kind != links.Missing {
		return err
	}
	missing := s.found[to.ID]
	if missing == nil && (to.Named || !s.wants(from, to.Address)) {
		return nil
	}
	if missing == nil {
		missing = s.linkedArticle(to)
		s.found[to.ID] = missing
	}
	if !to.Named {
		missing.learn(l.Text, to.Address)
	}
	missing.LinkedFrom = insert(missing.LinkedFrom, from.ID)
	return nil
}

// wants reports whether an address can be that of an article asked for.
func (s *search) wants(from *store.Record, to article.Address) bool {
	if to.Key.IsZero() {
		return from.IsOf(s.account)
	}
	name, ours := s.resolver.Accounts[to.Key.Biz]
	return ours && (s.account == "" || s.account == name || to.Key.Biz == article.TrimBiz(s.account))
}

func (s *search) linkedArticle(to links.Target) *Article {
	missing := &Article{
		Why: Linked, ID: to.ID, Account: s.resolver.Accounts[to.Address.Key.Biz],
		Key: to.Address.Key, SN: to.Address.SN, URL: to.URL,
	}
	if to.Address.ShortID != "" {
		missing.ShortIDs = []string{to.Address.ShortID}
	}
	return missing
}

// learn takes from a link what earlier ones did not tell. The platform opens a
// long address only with its sn.
func (m *Article) learn(text string, address article.Address) {
	m.Title = cmp.Or(m.Title, text)
	if m.SN == "" && address.SN != "" {
		m.SN, m.URL = address.SN, article.LongURL(m.Key, address.SN)
	}
}

func (s *search) sorted() []Article {
	found := make([]Article, 0, len(s.found))
	for _, a := range s.found {
		found = append(found, *a)
	}
	slices.SortFunc(found, func(a, b Article) int {
		return cmp.Or(compare(a.Account, b.Account, a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	return found
}
