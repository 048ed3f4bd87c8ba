package links

import (
	"net/url"
	"strings"

	"wxbackup/article"
	"wxbackup/store"
)

// Kind says where a link leads.
type Kind string

// The kinds.
const (
	// Inside: to an article of the archive.
	Inside Kind = "inside"
	// Self: to the article that has the link. Such links are in a graph, and count
	// nowhere else in it.
	Self Kind = "self"
	// Missing: to an article of which the archive has no text, of an account that
	// it has. An address with a short id only does not say whose article it is,
	// and counts as one.
	Missing Kind = "missing"
	// Foreign: to an article of an account that the archive has not.
	Foreign Kind = "foreign"
	// Outside: to anything else on the web.
	Outside Kind = "outside"
)

// Target is where a link leads.
type Target struct {
	Kind Kind
	// ID is the article's in the archive, or what its address says; empty
	// outside.
	ID string
	// URL is the address, of an article without share marks, and of any without
	// credentials.
	URL string
	// Host is that of an address outside, in lower case and without a port.
	Host string
	// Address is what the link says of the article; zero outside.
	Address article.Address
	// Named says that the archive knows a missing article by name.
	Named bool
}

// Resolver finds where links lead.
type Resolver struct {
	// Accounts are those of the archive.
	Accounts Accounts

	archive *store.Archive
	// named are the IDs of the articles that the archive knows by name only.
	named map[string]bool
}

// NewResolver makes a resolver for the links of an archive, which must not
// change while it is used.
func NewResolver(archive *store.Archive) (*Resolver, error) {
	accounts, err := AccountsOf(archive)
	if err != nil {
		return nil, err
	}
	r := &Resolver{Accounts: accounts, archive: archive, named: map[string]bool{}}
	for rec, err := range archive.Named() {
		if err != nil {
			return nil, err
		}
		r.named[rec.ID] = true
	}
	return r, nil
}

// Target is where an address leads; false where that is nothing on the web, as
// with a mail address.
func (r *Resolver) Target(href string) (Target, bool, error) {
	address, ok := article.ParseAddress(href)
	if !ok {
		t, ok := outside(href)
		return t, ok, nil
	}
	t := Target{Kind: Inside, URL: article.CleanURL(href), Address: address}
	for _, name := range address.Aliases() {
		id, known, err := r.archive.Resolve(name)
		if err != nil {
			return t, false, err
		}
		if known {
			t.ID, t.Named = id, r.named[id]
			if t.Named {
				t.Kind = Missing
			}
			return t, true, nil
		}
	}
	t.ID, t.Kind = address.Aliases()[0], Missing
	if _, ours := r.Accounts[address.Key.Biz]; !ours && !address.Key.IsZero() {
		t.Kind = Foreign
	}
	return t, true, nil
}

// outside is the target of an address that names no article.
func outside(href string) (Target, bool) {
	href = article.UnescapeURL(href)
	if strings.HasPrefix(href, "//") {
		href = "https:" + href
	}
	u, err := url.Parse(href)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return Target{}, false
	}
	return Target{Kind: Outside, URL: article.StripSecrets(href), Host: strings.ToLower(u.Hostname())}, true
}
