package backup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/store"
)

// pick is one of the values.
func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// arbitrary is a reading that may or may not say which article it is of: names
// and facts come from small sets, so that readings meet and contradict.
func arbitrary(r *rand.Rand, n int) *found {
	f := &found{page: fmt.Sprintf("%08d%056d", r.IntN(1e8), n)}
	a := &f.article
	a.Key = pick(r, article.Key{}, article.Key{}, article.Key{Biz: "MzA5", Mid: 1, Idx: 1}, article.Key{Biz: "MzA5", Mid: 2, Idx: 1})
	a.SN = pick(r, "", "", "5a", "6b")
	a.ShortIDs = pick(r, nil, nil, []string{"x"}, []string{"x", "y"}, []string{"z"})
	a.Published = pick(r, time.Time{}, at(0), at(0), at(6000))
	a.Captured = pick(r, time.Time{}, at(1), at(2))
	a.Truncated = r.IntN(4) == 0
	a.Fidelity.TextIn = r.IntN(3)
	for _, field := range textFields {
		*field(a) = pick(r, "", "一", "二")
	}
	f.state(pick(r, article.TrustText, article.TrustList, article.TrustScript), pick(r, article.FormNone, article.FormMarkdown, article.FormHTML), pick(r, "t", "u"))
	f.source = store.Source{Path: fmt.Sprint("p", n), SHA256: f.page, Hints: pick(r, nil, nil, []string{"stem:a"}, []string{"stem:b"})}
	return f
}

var textFields = []func(*article.Article) *string{
	func(a *article.Article) *string { return &a.Title },
	func(a *article.Article) *string { return &a.Author },
	func(a *article.Article) *string { return &a.Account },
	func(a *article.Article) *string { return &a.Digest },
	func(a *article.Article) *string { return &a.Cover },
	func(a *article.Article) *string { return &a.ReadMore },
	func(a *article.Article) *string { return &a.Place },
	func(a *article.Article) *string { return &a.CommentID },
}

// fold joins readings in an order, as the writer does, and gives the records
// by their IDs.
func fold(readings []*found, order []int) map[string]*store.Record {
	records := map[string]*store.Record{}
	for _, i := range order {
		olds := touchedIn(records, readings[i])
		for _, old := range olds {
			delete(records, old.ID)
		}
		for _, d := range compose(olds, readings[i]) {
			slices.SortFunc(d.rec.Sources, func(a, b store.Source) int { return compareText(a.Path, b.Path) })
			slices.SortFunc(d.rec.Statements, func(a, b store.Statement) int { return compareText(a.SHA256, b.SHA256) })
			records[d.rec.ID] = d.rec
		}
	}
	return records
}

// touchedIn is touched for records that are in no index.
func touchedIn(records map[string]*store.Record, f *found) []*store.Record {
	var olds []*store.Record
	seen := map[string]bool{}
	for members := []*member{f.member()}; len(members) > 0; members = members[1:] {
		for id, rec := range records {
			if meets := slices.ContainsFunc(members[0].names(), func(s string) bool { return slices.Contains(rec.Names(), s) }) ||
				slices.ContainsFunc(members[0].hints(), func(s string) bool { return slices.Contains(rec.Hints, s) }); !meets || seen[id] {
				continue
			}
			seen[id] = true
			olds = append(olds, rec)
			members = append(members, membersOf(rec)...)
		}
	}
	return olds
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestTheOrderOfReadingsDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 3000 {
		var readings []*found
		var order []int
		for n := range 2 + r.IntN(5) {
			readings, order = append(readings, arbitrary(r, n)), append(order, n)
		}
		first := fold(readings, order)
		for range 4 {
			r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			again := append(slices.Clone(order), order[:r.IntN(len(order))]...)
			if diff := cmp.Diff(first, fold(readings, again)); diff != "" {
				for _, f := range readings {
					t.Logf("%s key %s sn %s short %v title %q %v %v form %q hints %v", f.page[:8], f.article.Key, f.article.SN, f.article.ShortIDs, f.article.Title, f.article.Published, f.article.Account, f.statement.Form, f.source.Hints)
				}
				t.Fatalf("round %d, order %v (-first order +this):\n%s", round, again, diff)
			}
		}
	}
}
