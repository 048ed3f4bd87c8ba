package clean

import "testing"

func TestSizedReadsLengthsOfEveryUnit(t *testing.T) {
	tests := map[string]int{
		"20px": 200, "12.5px": 125, "12pt": 160, "1.5em": 300, "150%": 300, "2rem": 320, "0px": 0, "x-large": 240,
		// What nobody can read leaves the size that was.
		"": 200, "20": 200, "px": 200, "larger": 200, "-1px": 200, "20 px": 200, "1e9px": 200, "20vw": 200, "calc(1px + 2em)": 200, "nanpx": 200,
	}
	for value, want := range tests {
		if got := (look{size: 200}).sized(value).size; got != want {
			t.Errorf("font-size %q makes %d of 200, want %d", value, got, want)
		}
	}
}

func TestWeighedFollowsWhatABrowserReads(t *testing.T) {
	tests := []struct {
		weight    string
		thin, fat mark
	}{
		{"bold", bold, bold},
		{"bolder", bold, bold},
		{"600", bold, bold},
		{"650.5", bold, bold},
		{"1000", bold, bold},
		{"normal", 0, 0},
		{"lighter", 0, 0},
		{"initial", 0, 0},
		{"1", 0, 0},
		{"599", 0, 0},
		{"inherit", 0, bold},
		{"border", 0, bold},
		{"0", 0, bold},
		{"1001", 0, bold},
		{"-700", 0, bold},
		{"700px", 0, bold},
		{"", 0, bold},
	}
	for _, test := range tests {
		if got := mark(0).weighed(test.weight); got != test.thin {
			t.Errorf("font-weight %q makes %b of plain text", test.weight, got)
		}
		if got := bold.weighed(test.weight); got != test.fat {
			t.Errorf("font-weight %q makes %b of bold text", test.weight, got)
		}
	}
}
