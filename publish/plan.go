package publish

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"wxbackup/publish/site"
	"wxbackup/store"
)

// plan is where every article goes, fixed before anything is rendered.
type plan struct {
	places map[string]place
	// permalink is the pattern of the paths, with slashes around it.
	permalink string
	// title is the name of the account with the most articles.
	title string
	// drafts is how many articles were left out, for they never were published.
	drafts int
}

// place is an article's slug and its path on the site.
type place struct{ slug, path string }

// claim is what one article wishes for.
type claim struct {
	id        string
	published time.Time
	slug      wish
	// path still holds the token :slug.
	path string
}

// makePlan goes through the archive once and decides every path. The same
// archive gives the same plan, and a path once published stays while its
// article wishes for it.
func makePlan(ctx context.Context, a *store.Archive, o Options) (plan, error) {
	pattern, err := parsePermalink(o.Permalink)
	if err != nil {
		return plan{}, err
	}
	before, err := pathsBefore(a)
	if err != nil {
		return plan{}, err
	}
	var claims []claim
	drafts := 0
	accounts := map[string]int{}
	for rec, err := range records(ctx, a, o.Account) {
		if err != nil {
			return plan{}, err
		}
		if rec.Draft {
			drafts++
			continue
		}
		accounts[rec.Account]++
		claims = append(claims, claim{
			id: rec.ID, published: rec.Published, path: pattern.expand(rec),
			slug: wish{slugOf(rec, o.Slug), pattern.slugIn(before[rec.ID])},
		})
	}
	if len(claims) == 0 {
		return plan{}, noArticles(o.Account)
	}
	return plan{
		places:    settle(claims, before, o.Site.Reserved),
		permalink: pattern.pattern,
		title:     mostFrequent(accounts),
		drafts:    drafts,
	}, nil
}

func noArticles(account string) error {
	if account == "" {
		return fmt.Errorf("reading archive: %w", ErrNoArticles)
	}
	return fmt.Errorf("choosing account %q: %w", account, ErrNoArticles)
}

// settle resolves all collisions, oldest article first.
func settle(claims []claim, before map[string]string, reserved []string) map[string]place {
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(a.published.Compare(b.published), cmp.Compare(a.id, b.id))
	})
	slugs := make([]wish, len(claims))
	for i, c := range claims {
		slugs[i] = c.slug
	}
	paths := make([]wish, len(claims))
	given := assign(slugs)
	for i, c := range claims {
		path := strings.ReplaceAll(c.path, slugToken, given[i])
		paths[i] = wish{bare(path), bare(before[c.id])}
	}
	places := make(map[string]place, len(claims))
	for i, path := range assign(paths, bareAll(reserved)...) {
		places[claims[i].id] = place{slug: given[i], path: path + "/"}
	}
	return places
}

// bare is a path without its trailing slash, where a number can be added.
func bare(path string) string { return strings.TrimSuffix(path, "/") }

func bareAll(paths []string) []string {
	var all []string
	for _, p := range paths {
		all = append(all, bare(p))
	}
	return all
}

func pathsBefore(a *store.Archive) (map[string]string, error) {
	before := map[string]string{}
	for page, err := range a.Published() {
		if err != nil {
			return nil, fmt.Errorf("reading published paths: %w", err)
		}
		before[page.ID] = page.Path
	}
	return before, nil
}

// records are the articles of one account, or of all, newest first. The
// sequence ends with ctx's error when ctx ends.
func records(ctx context.Context, a *store.Archive, account string) iter.Seq2[*store.Record, error] {
	return func(yield func(*store.Record, error) bool) {
		for rec, err := range a.Articles() {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(nil, fmt.Errorf("reading archive: %w", err))
				return
			}
			if !rec.IsOf(account) {
				continue
			}
			if !yield(rec, nil) {
				return
			}
		}
	}
}

// entries are the planned articles, newest first.
func (p plan) entries(ctx context.Context, a *store.Archive, account string) iter.Seq2[site.Entry, error] {
	return func(yield func(site.Entry, error) bool) {
		for rec, err := range records(ctx, a, account) {
			if err != nil {
				yield(site.Entry{}, err)
				return
			}
			at, planned := p.places[rec.ID]
			if !planned {
				continue
			}
			if !yield(site.Entry{Article: rec.Article, Slug: at.slug, Path: at.path, Comments: rec.Comments}, nil) {
				return
			}
		}
	}
}

// mostFrequent is the name counted most; of several, the first by name.
func mostFrequent(counts map[string]int) string {
	best := ""
	for name, n := range counts {
		if n > counts[best] || n == counts[best] && name < best {
			best = name
		}
	}
	return best
}
