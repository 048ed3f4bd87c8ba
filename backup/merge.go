package backup

import (
	"cmp"
	"slices"
	"time"

	"wxbackup/article"
)

// richer reports whether article a, made from page pageA, is the better record
// of the two: a whole one before a part, the later capture, the one with more
// text. The page's hash decides what nothing else does, so that the order of
// imports never matters.
func richer(a, b *article.Article, pageA, pageB string) bool {
	return cmp.Or(
		compareBool(!a.Truncated, !b.Truncated),
		a.Captured.Compare(b.Captured),
		cmp.Compare(a.Fidelity.TextIn, b.Fidelity.TextIn),
		cmp.Compare(a.Fidelity.ImagesIn, b.Fidelity.ImagesIn),
		cmp.Compare(pageA, pageB),
	) > 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// merge makes the article of a group: of every fact the one that the most
// trusted member tells, and what belongs to a body from the member with the
// best one, nil where none has any.
func (g *group) merge() (a article.Article, best *member) {
	for _, m := range g.byTrust() {
		complete(&a, &m.facts)
		if a.Kind == "" || a.Kind == article.KindUnknown {
			a.Kind = m.facts.Kind
		}
		a.Deleted = a.Deleted || m.facts.Deleted
		a.Paid = a.Paid || m.facts.Paid
	}
	if a.Kind == "" {
		a.Kind = article.KindUnknown
	}
	a.Draft = !slices.ContainsFunc(g.members, func(m *member) bool { return !m.facts.Draft })
	if best = g.best(); best == nil {
		return a, nil
	}
	a.Captured, a.Truncated = best.facts.Captured, best.facts.Truncated
	if best.facts.Kind != "" {
		a.Kind = best.facts.Kind
	}
	return a, best
}

// byTrust are the members, the most trusted first.
func (g *group) byTrust() []*member {
	return slices.SortedFunc(slices.Values(g.members), func(a, b *member) int {
		return cmp.Or(cmp.Compare(b.Trust, a.Trust), compareBodies(b, a))
	})
}

// best is the member with the best body, nil where none has any.
func (g *group) best() *member {
	best := slices.MaxFunc(g.members, compareBodies)
	if best.Form == article.FormNone {
		return nil
	}
	return best
}

// compareBodies orders members by what they have of the article: the author's
// markup before text that a tool converted, and then as richer says.
func compareBodies(a, b *member) int {
	if order := cmp.Compare(formRank(a.Form), formRank(b.Form)); order != 0 {
		return order
	}
	switch {
	case richer(&a.facts, &b.facts, a.SHA256, b.SHA256):
		return 1
	case richer(&b.facts, &a.facts, b.SHA256, a.SHA256):
		return -1
	}
	return 0
}

func formRank(f article.Form) int {
	switch f {
	case article.FormHTML:
		return 2
	case article.FormMarkdown:
		return 1
	}
	return 0
}

// complete fills what an article lacks from another record of the same one.
func complete(a, other *article.Article) {
	fill(&a.Key, other.Key)
	fill(&a.SN, other.SN)
	fill(&a.Title, other.Title)
	fill(&a.Author, other.Author)
	fill(&a.Account, other.Account)
	fill(&a.UserName, other.UserName)
	fill(&a.Alias, other.Alias)
	fill(&a.Digest, other.Digest)
	fill(&a.Cover, other.Cover)
	fill(&a.ReadMore, other.ReadMore)
	fill(&a.Origin, other.Origin)
	fill(&a.ReprintOf, other.ReprintOf)
	fill(&a.ReprintFrom, other.ReprintFrom)
	fill(&a.Place, other.Place)
	fill(&a.CommentID, other.CommentID)
	if a.Published.IsZero() || isDateOnly(a) && !other.Published.IsZero() && !isDateOnly(other) {
		a.Published = other.Published
	}
	if a.Modified.IsZero() {
		a.Modified = other.Modified
	}
	if len(a.Albums) == 0 {
		a.Albums = other.Albums
	}
	if len(a.Tags) == 0 {
		a.Tags = other.Tags
	}
	a.Figures = article.MergeFigures(a.Figures, other.Figures)
	a.ShortIDs = union(a.ShortIDs, other.ShortIDs)
	a.URL = addressOf(a)
	completeAssets(a.Assets, other.Assets)
}

// addressOf is the best address of an article: one that the platform opens.
func addressOf(a *article.Article) string {
	if len(a.ShortIDs) > 0 && (a.Key.IsZero() || a.SN == "") {
		return article.ShortURL(a.ShortIDs[0])
	}
	return article.LongURL(a.Key, a.SN)
}

func fill[T comparable](value *T, other T) {
	var zero T
	if *value == zero {
		*value = other
	}
}

// isDateOnly reports a publication time that came from a date without a clock.
func isDateOnly(a *article.Article) bool { return isMidnight(a.Published) }

func isMidnight(t time.Time) bool {
	t = t.In(article.Zone)
	return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func without(names []string, dropped ...string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(dropped, name) })
}

// completeAssets gives missing assets the bytes that another record of the
// article has for them.
func completeAssets(assets, others []article.Asset) {
	for i := range assets {
		if !assets[i].Missing() {
			continue
		}
		if found := findAsset(assets[i], others); found != nil {
			takeBytes(&assets[i], *found)
		}
	}
}

// keptAssets are the assets of one page after two readings of it, of which
// each may have found files that the other did not.
func keptAssets(now, earlier []article.Asset) []article.Asset {
	if now == nil {
		return earlier
	}
	keepAssets(now, earlier)
	return withFiles(now, filesFor(now, earlier))
}

// keepAssets gives missing assets the bytes that an earlier reading of the same
// page found: there, and only there, one reference is one file.
func keepAssets(assets, earlier []article.Asset) {
	for i := range min(len(assets), len(earlier)) {
		a, known := &assets[i], earlier[i]
		if a.Missing() && !known.Missing() && known.For == "" && a.URL == known.URL && a.Ref == known.Ref {
			takeBytes(a, known)
		}
	}
}

func findAsset(asset article.Asset, others []article.Asset) *article.Asset {
	cdn := asset.CDN()
	for i := range others {
		same := asset.URL != "" && others[i].URL == asset.URL || cdn != "" && others[i].CDN() == cdn
		if same && !others[i].Missing() {
			return &others[i]
		}
	}
	return nil
}

func takeBytes(asset *article.Asset, from article.Asset) {
	asset.SHA256, asset.Ext, asset.Size = from.SHA256, from.Ext, from.Size
}
