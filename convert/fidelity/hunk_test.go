package fidelity

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestHunksAreTheDifferences(t *testing.T) {
	tests := []struct {
		name, in, out string
		nearby        int
		want          string
	}{
		{"equal", "一二三", "一二三", 0, ""},
		{"both empty", "", "", 0, ""},
		{"lost", "一二三四", "一四", 0, "[1:3 1:1]"},
		{"added", "一四", "一二三四", 0, "[1:1 1:3]"},
		{"changed", "一二三", "一五三", 0, "[1:2 1:2]"},
		{"two places", "甲一乙二丙", "甲乙丙", 0, "[1:2 1:1][3:4 2:2]"},
		{"two places near each other", "甲一乙二丙", "甲乙丙", 1, "[1:4 1:2]"},
		{"a sentence added", "甲。丙乙。", "甲。丙乙。丁。", 0, "[5:5 5:7]"},
		{"a sentence added and one lost", "甲。乙。丙。", "乙。丙。丁。", 0, "[0:2 0:0][6:6 4:6]"},
		{"everything", "一二", "三四", 0, "[0:2 0:2]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for _, h := range hunks([]rune(test.in), []rune(test.out), test.nearby) {
				got += fmt.Sprintf("[%d:%d %d:%d]", h.a.Start, h.a.End, h.b.Start, h.b.End)
			}
			if got != test.want {
				t.Errorf("hunks %s, want %s", got, test.want)
			}
		})
	}
}

// What stands between the hunks is equal, and no alignment keeps more.
func TestHunksKeepAsMuchAsTheExactAlgorithm(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		in, out := randomText(r, 14), randomText(r, 14)
		kept, x, y := 0, 0, 0
		for _, h := range append(hunks(in, out, 0), hunk{Span{len(in), len(in)}, Span{len(out), len(out)}}) {
			if !slices.Equal(in[x:h.a.Start], out[y:h.b.Start]) {
				t.Fatalf("%q and %q differ before %+v", string(in), string(out), h)
			}
			kept += h.a.Start - x
			x, y = h.a.End, h.b.End
		}
		if want := longestCommon(in, out); kept != want {
			t.Fatalf("of %q and %q %d characters are kept, want %d", string(in), string(out), kept, want)
		}
	}
}

func TestHunksOfHugeTextsAreBounded(t *testing.T) {
	in, out := []rune("头"+strings.Repeat("甲", 1<<20)+"尾"), []rune("头"+strings.Repeat("乙", 1<<20)+"尾")
	if got := hunks(in, out, 0); len(got) != 1 || got[0].a != (Span{1, 1 + 1<<20}) || got[0].b != got[0].a {
		t.Errorf("hunks %v", got)
	}
}
