package cmd

import (
	"cmp"
	"iter"
	"time"

	"wxbackup/article"
	"wxbackup/gaps"
	"wxbackup/internal/ui"
)

// missingRow is one line of what is missing, under its account and month.
type missingRow struct {
	account   string
	published time.Time
	// n is how much is missing.
	n     int
	cells []string
}

// showLack prints what is missing for people.
func (a *app) showLack(l lack) {
	if len(l.articles)+len(l.assets) == 0 {
		a.ui.Notef("nothing is missing")
		return
	}
	a.showMissing("article", articleRows(l.articles), ui.Column{Name: "title", Shrink: true}, ui.Column{Name: "why"}, ui.Column{Name: "address"})
	a.showMissing("file", assetRows(l.assets), ui.Column{Name: "title", Shrink: true}, ui.Column{Name: "missing"})
}

func articleRows(missing []gaps.Article) []missingRow {
	rows := make([]missingRow, len(missing))
	for i, m := range missing {
		rows[i] = missingRow{m.Account, m.Published, 1, []string{m.Title, string(m.Why), m.URL}}
	}
	return rows
}

// assetRows have one row for all files of an article.
func assetRows(missing []gaps.Asset) []missingRow {
	var rows []missingRow
	for files := range chunks(missing, func(m gaps.Asset) string { return m.ID }) {
		m := files[0]
		rows = append(rows, missingRow{m.Account, m.Published, len(files), []string{m.Title, quantity(len(files), "file")}})
	}
	return rows
}

// showMissing prints a table in which every account and every month has a row
// with its count.
func (a *app) showMissing(noun string, rows []missingRow, columns ...ui.Column) {
	if len(rows) == 0 {
		return
	}
	t := ui.NewTable(append([]ui.Column{{Name: "account"}, {Name: "month"}, {Name: "date"}}, columns...)...)
	for account := range chunks(rows, func(r missingRow) string { return r.account }) {
		t.Row(cmp.Or(account[0].account, "(unknown)"), quantity(amount(account), noun))
		for month := range chunks(account, missingRow.month) {
			t.Row("", month[0].month(), quantity(amount(month), noun))
			for _, r := range month {
				t.Row(append([]string{"", "", shortDate(r.published)}, r.cells...)...)
			}
		}
	}
	a.ui.Table(t)
}

func (r missingRow) month() string {
	if r.published.IsZero() {
		return "undated"
	}
	return r.published.In(article.Zone).Format("2006-01")
}

func amount(rows []missingRow) int {
	n := 0
	for _, r := range rows {
		n += r.n
	}
	return n
}

func quantity(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return ui.Count(int64(n)) + " " + noun + "s"
}

// chunks are the runs of elements that share a key.
func chunks[T any](all []T, key func(T) string) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for start := 0; start < len(all); {
			end := start + 1
			for end < len(all) && key(all[end]) == key(all[start]) {
				end++
			}
			if !yield(all[start:end]) {
				return
			}
			start = end
		}
	}
}
