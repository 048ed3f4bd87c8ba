package backup

import (
	"cmp"
	"slices"
	"time"

	"wxbackup/article"
	"wxbackup/convert"
	"wxbackup/convert/markdown"
	"wxbackup/store"
)

// Version is one of the texts that an article had.
type Version struct {
	// Number counts from 1, the oldest; the last is the one that is shown and
	// published.
	Number int `json:"number"`
	// Seen is when the platform first sent it, zero where no source says.
	Seen  time.Time `json:"seen,omitzero"`
	Title string    `json:"title"`
	// Characters is how much text it has.
	Characters int `json:"characters"`
	// Page is the hash of the page that shows it, and Sources are the paths of
	// all that do.
	Page    string   `json:"page"`
	Sources []string `json:"sources"`
}

// Versions are the different texts of an article that the archive has, in the
// order in which they were seen. Exports that lost some of the text (cut pages,
// text that another tool converted) are no versions of it, unless there is
// nothing else.
func Versions(rec *store.Record) []Version {
	texts := map[string]*Version{}
	for _, m := range membersOf(rec) {
		if isVersion := m.Form == article.FormHTML && !m.facts.Truncated; !isVersion && m.SHA256 != rec.Page {
			continue
		}
		v := texts[m.Text]
		if v == nil {
			v = &Version{Title: m.facts.Title, Characters: m.facts.Fidelity.TextIn, Page: m.SHA256}
			texts[m.Text] = v
		}
		v.add(m, rec.Page)
	}
	versions := make([]Version, 0, len(texts))
	for _, v := range texts {
		slices.Sort(v.Sources)
		versions = append(versions, *v)
	}
	slices.SortFunc(versions, func(a, b Version) int {
		return cmp.Or(compareBool(a.Page == rec.Page, b.Page == rec.Page), a.Seen.Compare(b.Seen), cmp.Compare(a.Page, b.Page))
	})
	for i := range versions {
		versions[i].Number = i + 1
	}
	return versions
}

// add counts another member that shows the version.
func (v *Version) add(m *member, current string) {
	if m.SHA256 == current {
		v.Page, v.Title, v.Characters = m.SHA256, m.facts.Title, m.facts.Fidelity.TextIn
	}
	seen := m.facts.Captured
	if v.Seen.IsZero() || !seen.IsZero() && seen.Before(v.Seen) {
		v.Seen = seen
	}
	for _, s := range m.sources {
		v.Sources = append(v.Sources, s.Path)
	}
}

// RenderVersion writes the text of a version in a dialect of Markdown, without
// front matter.
func RenderVersion(archive *store.Archive, rec *store.Record, v Version, dialect markdown.Dialect) ([]byte, error) {
	src, err := archive.ReadPage(v.Page)
	if err != nil {
		return nil, err
	}
	mappings, err := mappingsOf(archive.Dir())
	if err != nil {
		return nil, err
	}
	converter := convert.In(dialect).With(mappings)
	doc, err := converter.Read(src)
	if err != nil {
		return nil, err
	}
	play(doc, rec.Assets)
	assets := ownAssets(rec, v.Page, doc.Article.Assets)
	return converter.Markdown(doc, func(n int) string { return copyDestination(assets[n]) })
}

// ownAssets are the assets of a page that was read again, with the bytes that
// the archive has for them.
func ownAssets(rec *store.Record, page string, assets []article.Asset) []article.Asset {
	for _, s := range rec.Statements {
		if s.SHA256 == page {
			keepAssets(assets, s.Assets)
		}
	}
	completeAssets(assets, rec.Assets)
	return assets
}
