package markdown

import "testing"

func TestFlanking(t *testing.T) {
	tests := []struct {
		name          string
		inner, beside rune
		want          bool
	}{
		{"letter beside letter", '重', '前', true},
		{"punctuation beside letter", '：', '后', false},
		{"punctuation beside punctuation", '：', '，', true},
		{"punctuation beside space", '：', ' ', true},
		{"punctuation beside full-width space", '：', '\u3000', true},
		{"symbol beside letter", '￥', '约', false},
		{"emoji beside letter", '😀', '前', false},
		{"ASCII symbol beside letter", '$', '约', false},
		{"backtick of code beside letter", '`', '前', false},
		{"letter beside symbol", '重', '￥', true},
		{"punctuation beside symbol, which old engines take for a letter", '：', '￥', false},
		{"punctuation beside the entity's edge", '：', ';', true},
		{"punctuation beside a zero width space itself", '：', '\u200b', false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := closes(test.inner, test.beside); got != test.want {
				t.Errorf("closing run: %v", got)
			}
			if got := opens(test.beside, test.inner); got != test.want {
				t.Errorf("opening run: %v", got)
			}
		})
	}
}

func TestPartnerOfLast(t *testing.T) {
	for text, want := range map[string]int{
		"“好”": 0, "看《书》": 3, "（甲）和（乙）": 12, "（甲（乙））": 0, "甲）": -1, "甲：": -1, `"a"`: 0, `"a" b "c"`: 6, "”": -1,
	} {
		if got := partnerOfLast(text); got != want {
			t.Errorf("partnerOfLast(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestFirstHasPartner(t *testing.T) {
	for text, want := range map[string]bool{
		"《书》好": true, "（注": false, "（（甲）": false, "（（甲））": true, "《（》": true,
	} {
		if got := firstHasPartner(text); got != want {
			t.Errorf("firstHasPartner(%q) = %v", text, got)
		}
	}
}
