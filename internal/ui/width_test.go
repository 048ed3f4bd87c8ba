package ui

import "testing"

func TestWidth(t *testing.T) {
	tests := map[string]int{
		"":            0,
		"abc":         3,
		"公众号":         6,
		"，。":          4,
		"“引”":         4, // ambiguous quotes are narrow
		"😀":           2,
		"👨‍👩‍👧":       2, // one picture of three people
		"e\u0301":     1, // a combining accent takes no column
		"a\u200bb":    2,
		"ａＢ":          4, // full-width Latin
		"第１期：春天 2024": 17,
	}
	for text, want := range tests {
		if got := Width(text); got != want {
			t.Errorf("Width(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestTruncate(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  string
	}{
		{"短", 2, "短"},
		{"一二三四", 8, "一二三四"},
		{"一二三四", 7, "一二三…"},
		{"一二三四", 6, "一二…"}, // the third character would need column 6 and 7
		{"abcdef", 4, "abc…"},
		{"abc", 1, "…"},
		{"abc", 0, ""},
		{"abc", -3, ""},
	}
	for _, test := range tests {
		if got := Truncate(test.text, test.width); got != test.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func FuzzTruncateNeverExceedsItsWidth(f *testing.F) {
	f.Add("一个 title 😀 of mixed 宽度", 9)
	f.Add("e\u0301\u0301", 1)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width %= 200
		if got := Width(Truncate(text, width)); got > max(width, 0) {
			t.Errorf("Truncate(%q, %d) is %d columns wide", text, width, got)
		}
	})
}
