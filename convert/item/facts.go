package item

import (
	"strings"
	"time"

	"wxbackup/article"
	"wxbackup/convert/page"
)

// identify gives an article the names that addresses have for it.
func identify(a *article.Article, addresses ...string) {
	for _, raw := range addresses {
		if named, ok := article.ParseAddress(raw); ok {
			takeAddress(a, named)
		}
	}
}

// cover is the address of a cover picture as pages give it.
func cover(address string) string { return page.SecureURL(article.UnescapeURL(address)) }

// launch is before the first article of the platform: tools write earlier
// times where they know none.
var launch = time.Date(2012, 8, 1, 0, 0, 0, 0, article.Zone)

// date reads a time as tables spell it; zero for what is none.
func date(s string) time.Time {
	t := page.Time(strings.ReplaceAll(s, "/", "-"))
	if t.IsZero() {
		t, _ = time.Parse(time.RFC3339, strings.TrimSpace(s))
	}
	if t.Before(launch) {
		return time.Time{}
	}
	return t.In(article.Zone)
}

// stated is a statement without a body. What has neither an address nor a
// title names no article.
func stated(a article.Article, trust article.Trust) (*Statement, error) {
	if a.Key.IsZero() && len(a.ShortIDs) == 0 && a.Title == "" {
		return nil, ErrNothing
	}
	return &Statement{Article: a, Trust: trust}, nil
}
