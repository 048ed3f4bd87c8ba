package links

import (
	"fmt"
	"slices"
	"time"

	"wxbackup/article"
	"wxbackup/store"
)

// Graph is the links of an archive.
type Graph struct {
	// Articles are those of the archive, newest first.
	Articles []*Article
	// Links are in the order of the articles that have them, and in reading order
	// in each.
	Links []*Edge
}

// Article is an end of links: an article of the archive, or one that it lacks.
type Article struct {
	ID, URL string
	// Title is empty where neither a list nor a link tells it.
	Title string
	// Account is empty where it is not known.
	Account   string
	Key       article.Key
	Published time.Time
	// Kind is Inside, Missing or Foreign.
	Kind Kind
	// LinkedFrom are the other articles that link to it, LinksTo those of the
	// archive that it links to, each once. Both are in the order of Graph.Links.
	LinkedFrom, LinksTo []*Article
}

// Edge is all links of one article to one place.
type Edge struct {
	From *Article
	// To is nil outside.
	To   *Article
	Kind Kind
	// URL and Host are as in Target.
	URL, Host string
	// Text is what the first of the links says that says something.
	Text string
	// Count is how many links there are.
	Count int
}

// isOf reports whether the article belongs to an account, by name or biz; to
// "" belongs every article.
func (a *Article) isOf(account string) bool {
	return account == "" || a.Account == account || a.Key.Biz == article.TrimBiz(account)
}

// Read reads the links of an archive. An account, a name or a biz, leaves out
// other articles, and links that neither leave nor enter the account's; what an
// article is linked from is the same with one as without.
func Read(archive *store.Archive, account string) (*Graph, error) {
	resolver, err := NewResolver(archive)
	if err != nil {
		return nil, fmt.Errorf("reading archive: %w", err)
	}
	b := builder{archive: archive, resolver: resolver, ends: map[string]*Article{}}
	for _, read := range []func() error{b.readArticles, b.readLinks} {
		if err := read(); err != nil {
			return nil, fmt.Errorf("reading links: %w", err)
		}
	}
	return b.graph.of(account), nil
}

// of is the part of a graph that concerns an account.
func (g Graph) of(account string) *Graph {
	g.Articles = slices.DeleteFunc(g.Articles, func(a *Article) bool { return !a.isOf(account) })
	g.Links = slices.DeleteFunc(g.Links, func(e *Edge) bool {
		return !e.From.isOf(account) && (e.To == nil || !e.To.isOf(account))
	})
	return &g
}
