package backup

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"wxbackup/article"
	"wxbackup/store"
)

// Fact is one thing known of an article, and who says so.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	// Trust is the grade of the source, in words.
	Trust string `json:"trust"`
	// Source is the path of the export that says it; "" for what the archive
	// made of several.
	Source string `json:"source,omitempty"`
	// Others are what less trusted sources say otherwise.
	Others []Fact `json:"others,omitempty"`
}

// factKinds are the facts that sources can tell, by the names of the article's
// JSON.
var factKinds = []struct {
	name string
	of   func(a *article.Article) string
}{
	{"title", func(a *article.Article) string { return a.Title }},
	{"kind", func(a *article.Article) string { return string(a.Kind) }},
	{"author", func(a *article.Article) string { return a.Author }},
	{"account", func(a *article.Article) string { return a.Account }},
	{"published", func(a *article.Article) string { return rfc3339(a.Published) }},
	{"modified", func(a *article.Article) string { return rfc3339(a.Modified) }},
	{"key", func(a *article.Article) string { return a.Key.String() }},
	{"sn", func(a *article.Article) string { return a.SN }},
	{"short_ids", func(a *article.Article) string { return strings.Join(a.ShortIDs, ", ") }},
	{"digest", func(a *article.Article) string { return a.Digest }},
	{"cover", func(a *article.Article) string { return a.Cover }},
	{"read_more", func(a *article.Article) string { return a.ReadMore }},
	{"origin", func(a *article.Article) string { return string(a.Origin) }},
	{"reprint_of", func(a *article.Article) string { return a.ReprintOf }},
	{"reprint_from", func(a *article.Article) string { return a.ReprintFrom }},
	{"albums", func(a *article.Article) string { return strings.Join(albumTitles(a.Albums), ", ") }},
	{"tags", func(a *article.Article) string { return strings.Join(a.Tags, ", ") }},
	{"place", func(a *article.Article) string { return a.Place }},
	{"user_name", func(a *article.Article) string { return a.UserName }},
	{"alias", func(a *article.Article) string { return a.Alias }},
	{"comment_id", func(a *article.Article) string { return a.CommentID }},
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(article.Zone).Format(time.RFC3339)
}

// Facts lists what is known of an article with the source of each fact, the
// body first.
func Facts(rec *store.Record) []Fact {
	g := &group{members: membersOf(rec)}
	var facts []Fact
	if best := g.best(); best != nil {
		facts = append(facts, Fact{Name: "body", Value: string(best.Form), Trust: best.Trust.String(), Source: best.path()})
	}
	members := g.byTrust()
	for _, kind := range factKinds {
		if value := kind.of(&rec.Article); value != "" {
			facts = append(facts, factOf(kind.name, value, members, kind.of))
		}
	}
	return facts
}

// factOf finds who says the value that the article has, and who says another.
func factOf(name, value string, members []*member, of func(*article.Article) string) Fact {
	fact := Fact{Name: name, Value: value, Trust: "several"}
	for _, m := range members {
		switch said := of(&m.facts); {
		case said == "":
		case said == value && fact.Source == "":
			fact.Trust, fact.Source = m.trusted(name).String(), m.path()
		case said != value:
			fact.Others = append(fact.Others, Fact{Name: name, Value: said, Trust: m.trusted(name).String(), Source: m.path()})
		}
	}
	return fact
}

// trusted is how far a member is trusted with a fact: a date that its page does
// not give is that of the file's name.
func (m *member) trusted(name string) article.Trust {
	if name == "published" && m.Facts.Published.IsZero() {
		return article.TrustName
	}
	return m.Trust
}

// path is the first of the places that a member came from.
func (m *member) path() string {
	if len(m.sources) == 0 {
		return ""
	}
	return slices.MinFunc(m.sources, func(a, b store.Source) int { return cmp.Compare(a.Path, b.Path) }).Path
}
