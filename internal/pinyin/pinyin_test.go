package pinyin

import (
	"testing"
	"unicode"

	library "github.com/mozillazg/go-pinyin"
)

// TestReadingsAreThoseOfTheLibrary looks every code point up in both.
func TestReadingsAreThoseOfTheLibrary(t *testing.T) {
	args, read := library.NewArgs(), 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := ""
		if s := library.SinglePinyin(r, args); len(s) > 0 {
			want = s[0]
			read++
		}
		if got := Syllable(r); got != want {
			t.Fatalf("%U %c reads %q, want %q; run go generate", r, r, got, want)
		}
	}
	if read < 40_000 {
		t.Errorf("library reads %d characters only", read)
	}
}
