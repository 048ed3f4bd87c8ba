package clean

import "testing"

func TestTypedNumberReadsAMarkerAndNothingElse(t *testing.T) {
	tests := []struct {
		text           string
		number, length int
	}{
		{"1. 甲", 1, 2},
		{"1.甲", 1, 2},
		{"12、甲", 12, 5},
		{"3) 甲", 3, 2},
		{"4）甲", 4, 4},
		{"5．甲", 5, 4},
		{"0. 甲", 0, 2},
		{"007. 甲", 7, 4},
		{"999999999. 甲", 999999999, 10},
		{"2024.", 2024, 5},
		{"1) 2", 1, 2},
		{"3.14 是圆周率", 0, 0},
		{"3．14", 0, 0},
		{"1000000000. 甲", 0, 0},
		{"99999999999999999999. 甲", 0, 0},
		{"1 甲", 0, 0},
		{"1", 0, 0},
		{". 甲", 0, 0},
		{"甲1. ", 0, 0},
		{" 1. 甲", 0, 0},
		{"", 0, 0},
	}
	for _, test := range tests {
		if number, length := typedNumber(test.text); number != test.number || length != test.length {
			t.Errorf("typedNumber(%q) is %d, %d, want %d, %d", test.text, number, length, test.number, test.length)
		}
	}
}

func TestIsTypedBulletAsksForOneBulletAndASpace(t *testing.T) {
	tests := map[string]bool{
		"• 甲": true, "·\u3000甲": true, "* 甲": true, "– 甲": true, "-\n甲": true, "• -甲": true,
		"•甲": false, "-3 度": false, "• • 甲": false, "• - 甲": false, "•": false, "甲 • 乙": false, "+ 甲": false, "": false,
	}
	for text, want := range tests {
		if got := isTypedBullet(text); got != want {
			t.Errorf("isTypedBullet(%q) is %t", text, got)
		}
	}
}
