package ui

import (
	"math"
	"testing"
	"time"
)

func TestBytes(t *testing.T) {
	tests := map[int64]string{
		0:             "0 B",
		999:           "999 B",
		1000:          "1.0 kB",
		1234:          "1.2 kB",
		9_949:         "9.9 kB",
		9_950:         "10 kB",
		999_499:       "999 kB",
		999_500:       "1.0 MB",
		35_000_000:    "35 MB",
		2_300_000_000: "2.3 GB",
		math.MaxInt64: "9.2 EB",
	}
	for n, want := range tests {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	tests := map[int64]string{
		0:             "0",
		7:             "7",
		999:           "999",
		1000:          "1,000",
		1234567:       "1,234,567",
		-1234:         "-1,234",
		-123:          "-123",
		math.MinInt64: "-9,223,372,036,854,775,808",
	}
	for n, want := range tests {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	tests := map[int64]string{0: "0 files", 1: "1 file", 2: "2 files", 1000: "1,000 files"}
	for n, want := range tests {
		if got := Plural(n, "file"); got != want {
			t.Errorf("Plural(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	tests := map[time.Duration]string{
		-time.Second:                          "0.0 s",
		0:                                     "0.0 s",
		420 * time.Millisecond:                "0.4 s",
		9949 * time.Millisecond:               "9.9 s",
		9950 * time.Millisecond:               "10 s",
		59_400 * time.Millisecond:             "59 s",
		59_500 * time.Millisecond:             "1:00",
		3*time.Minute + 5*time.Second:         "3:05",
		time.Hour + 2*time.Minute:             "1:02:00",
		27*time.Hour + 59*time.Minute + 1e9*9: "27:59:09",
	}
	for d, want := range tests {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
}
