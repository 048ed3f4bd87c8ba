package clean

import "testing"

func TestGreyTellsGreysFromColours(t *testing.T) {
	tests := []struct {
		colour string
		light  int
		ok     bool
	}{
		{"#dfe2e5", 0xe2, true},
		{"#6a737d", 0x73, true},
		{"#ddd", 0xdd, true},
		{"#000", 0, true},
		{"rgb(223, 226, 229)", 226, true},
		{"rgb(106,115,125)", 115, true},
		{"#07c160", 0, false},
		{"#f00", 0, false},
		{"rgb(106,115)", 0, false},
		{"rgb(106,115,300)", 0, false},
		{"#12345", 0, false},
		{"#ggg", 0, false},
		{"grey", 0, false},
		{"", 0, false},
	}
	for _, test := range tests {
		light, ok := grey(test.colour)
		if ok != test.ok || ok && light != test.light {
			t.Errorf("grey(%q) is %#x, %t, want %#x, %t", test.colour, light, ok, test.light, test.ok)
		}
	}
}
