package filename_test

import (
	"testing"

	"wxbackup/internal/filename"
)

func TestIsReserved(t *testing.T) {
	for name, want := range map[string]bool{
		"con": true, "Prn": true, "AUX": true, "nul": true, "com1": true, "LPT9": true, "com0": true,
		"": false, "cons": false, "com": false, "comx": false, "com10": false, "lp1": false, "中文字": false,
	} {
		if got := filename.IsReserved(name); got != want {
			t.Errorf("%q: %t, want %t", name, got, want)
		}
	}
}
