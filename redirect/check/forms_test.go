package check

import (
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

// The spellings are of what they stand for, by the reader of addresses.
func TestSpellingsAreOfTheirSource(t *testing.T) {
	for _, k := range []article.Key{{Biz: biz, Mid: 2650000001, Idx: 1}, {Biz: "Mz+5OTk/OTk5OQ", Mid: 7, Idx: 3}} {
		all := forms(redirect.Source{Key: k})
		for _, form := range all {
			if a, ok := article.ParseAddress(form); !ok || a.Key != k {
				t.Errorf("%s is of %+v, want %v", form, a, k)
			}
		}
		if want := map[uint64]int{1: 6, 3: 5}[k.Idx]; len(all) != want {
			t.Errorf("%v has %d spellings, want %d", k, len(all), want)
		}
	}
	for _, form := range forms(redirect.Source{ShortID: short2}) {
		if a, ok := article.ParseAddress(form); !ok || a.ShortID != short2 {
			t.Errorf("%s is of %+v", form, a)
		}
	}
	for _, s := range []redirect.Source{{Path: "/a", Query: "p=7"}, {Path: "/a b", Host: "x.example"}} {
		for _, form := range forms(s) {
			p, query, _ := strings.Cut(form, "?")
			if p != escaped(s.Path) || redirect.CutShared(query) != s.Query {
				t.Errorf("%s is not %v", form, s)
			}
		}
	}
}
