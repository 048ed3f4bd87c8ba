package cmd

import (
	"testing"

	"wxbackup/article"
	"wxbackup/backup"
)

func TestPercentIsNeverRoundedUp(t *testing.T) {
	for _, test := range []struct {
		part, whole int
		want        string
	}{
		{10, 10, "100 %"},
		{0, 0, "100 %"},
		{999_999, 1_000_000, "99.99 %"},
		{199, 200, "99.50 %"},
		{1, 3, "33.33 %"},
		{0, 7, "0.00 %"},
	} {
		if got := percent(test.part, test.whole); got != test.want {
			t.Errorf("%d of %d is %q, want %q", test.part, test.whole, got, test.want)
		}
	}
}

func TestAnImportSaysInOneLineHowFaithfulItWas(t *testing.T) {
	for _, test := range []struct {
		articles, losses, kept int
		want                   string
	}{
		{1204, 3, 1000, "1,204 articles: text 100 %, 3 with losses (wxbackup list --losses)"},
		{2, 1, 999, "2 articles: text 99.90 %, 1 with losses (wxbackup list --losses)"},
		{1, 0, 1000, "1 article: text 100 %, no losses"},
	} {
		s := backup.Summary{WithLosses: test.losses, Fidelity: article.Fidelity{TextIn: 1000, TextKept: test.kept}}
		if got := faithNote(test.articles, s); got != test.want {
			t.Errorf("said %q, want %q", got, test.want)
		}
	}
}
