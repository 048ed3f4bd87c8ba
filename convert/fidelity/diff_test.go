package fidelity

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestDiffFindsTheFirstDifference(t *testing.T) {
	long := strings.Repeat("甲", excerptLength+1)
	tests := []struct {
		name, in, out string
		want          difference
	}{
		{"equal", "一二三", "一二三", difference{kept: 3}},
		{"empty", "", "", difference{}},
		{"all lost", "一二", "", difference{lost: "一二"}},
		{"all added", "", "一二", difference{added: "一二"}},
		{"a gap", "一二三四", "一四", difference{kept: 2, lost: "二三"}},
		{"a change", "一二三", "一五三", difference{kept: 2, lost: "二", added: "五"}},
		{"two places", "甲一乙二丙", "甲乙丙", difference{kept: 3, lost: "一乙二", added: "乙"}},
		{"long", "一" + long, "一", difference{kept: 1, lost: strings.Repeat("甲", excerptLength) + "…"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := diff([]rune(test.in), []rune(test.out)); got != test.want {
				t.Errorf("diff %+v, want %+v", got, test.want)
			}
		})
	}
}

// A text of few letters differs from another in every way there is.
func TestDiffKeepsAsMuchAsTheExactAlgorithm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		in, out := randomText(r, 14), randomText(r, 14)
		if got, want := diff(in, out).kept, longestCommon(in, out); got != want {
			t.Fatalf("of %q and %q %d characters are kept, want %d", string(in), string(out), got, want)
		}
	}
}

func randomText(r *rand.Rand, length int) []rune {
	text := make([]rune, r.IntN(length))
	for i := range text {
		text[i] = rune('a' + r.IntN(3))
	}
	return text
}

// longestCommon is the textbook table for the longest common subsequence.
func longestCommon(a, b []rune) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			}
		}
	}
	return table[len(a)][len(b)]
}

// Texts that share nothing would take hours without the bound on edits.
func TestDiffOfHugeTextsIsBounded(t *testing.T) {
	in, out := []rune("头"+strings.Repeat("甲", 1<<20)+"尾"), []rune("头"+strings.Repeat("乙", 1<<20)+"尾")
	if got := diff(in, out).kept; got != 2 {
		t.Errorf("%d characters kept, want the 2 at the ends", got)
	}
}

func TestDiffUpToItsBoundIsExact(t *testing.T) {
	in := []rune(strings.Repeat("甲乙", maxEdits))
	out := []rune(strings.Repeat("甲", maxEdits))
	if got := diff(in, out).kept; got != maxEdits {
		t.Errorf("%d characters kept, want %d", got, maxEdits)
	}
}
