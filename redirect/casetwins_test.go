package redirect

import (
	"strings"
	"testing"
)

func TestCompareFoldedIsLowerCase(t *testing.T) {
	// The Kelvin sign and the dotted capital I are ASCII, and more, in lower case.
	words := []string{"", "a", "A", "aB", "Ab", "b", "[", "_", "é", "É", "aé", "AÉ", "aÉz", "\u212a", "k", "K", "a\u212a", "ak", "\u0130", "i", "文", "文A", "文a", "\xff", "a\xff"}
	for _, s := range words {
		for _, u := range words {
			if got, want := compareFolded(s, u), strings.Compare(strings.ToLower(s), strings.ToLower(u)); got != want {
				t.Errorf("%q, %q: %d, want %d", s, u, got, want)
			}
		}
	}
}
