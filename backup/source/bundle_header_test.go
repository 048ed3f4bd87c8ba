package source

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func linesOf(content string) *lineReader {
	return newLineReader(strings.NewReader(content), span{0, int64(len(content))})
}

func TestHeader(t *testing.T) {
	for content, want := range map[string]header{
		"\n":                        {},
		"A: 1\n\n":                  {"a": "1"},
		"A: 1\r\nb:2\r\n\r\n":       {"a": "1", "b": "2"},
		"A: 1\n two\n\tthree\n\n":   {"a": "1 two three"},
		"A: \n 1\n\n":               {"a": "1"},
		"A: 1\na: 2\n more\n\n":     {"a": "1"},
		" lost\nA: 1\n\n":           {"a": "1"},
		"no field\n lost\nA: 1\n\n": {"a": "1"},
		"A : x:y\n\n":               {"a": "x:y"},
		": nameless\n\n":            {},
		"\xef\xbb\xbfA: 1\n\n":      {"a": "1"},
		"A: 1\n\nB: 2\n\n":          {"a": "1"},
		"A:\n\n":                    {"a": ""},
		"A: " + strings.Repeat("x", 100<<10) + "\nB: 2\n\n": {"a": strings.Repeat("x", maxLine-3), "b": "2"},
	} {
		got, err := linesOf(content).header()
		if err != nil {
			t.Errorf("%.100q: %v", content, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.100q (-want +got):\n%s", content, diff)
		}
	}
	if _, err := linesOf("A: 1\n").header(); !errors.Is(err, io.EOF) {
		t.Errorf("without its end: %v", err)
	}
}

func TestHeaderIsBounded(t *testing.T) {
	h, err := linesOf("A: 1\n" + strings.Repeat(" x\n", maxHeader) + "B: 2\n\n").header()
	if err != nil || len(h["a"]) > maxHeader || len(h) != 1 {
		t.Errorf("%d fields, the first of %d bytes, %v", len(h), len(h["a"]), err)
	}
}

func TestHeaderParameters(t *testing.T) {
	for value, want := range map[string]string{
		"text/html":                                "",
		"text/html;":                               "",
		"text/html; charset=utf-8":                 "utf-8",
		"text/html;charset = utf-8 ;x=y":           "utf-8",
		`text/html; charset="utf-8"; x=y`:          "utf-8",
		`text/html; CHARSET= "a;b=c"`:              "a;b=c",
		`text/html; x="charset=no"; charset=yes`:   "yes",
		`text/html; x="; charset=no"; charset=yes`: "yes",
		"text/html; x; charset=yes":                "yes",
		"text/html;; charset=yes;":                 "yes",
		`text/html; charset="unfinished`:           "unfinished",
		"text/html; charset=a=b":                   "a=b",
		"text/html; charset=1; charset=2":          "1",
		"text/html; xcharset=1":                    "",
	} {
		if got := (header{"content-type": value}).typeParameter("charset"); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestLinesAndTheirPlaces(t *testing.T) {
	long := strings.Repeat("x", 2*maxLine+5)
	content := "one\r\n\ntwo\n" + long + "\r\n" + strings.Repeat("y", maxLine-1) + "\r\nlast"
	l := linesOf(content)
	for i, want := range []string{"one", "", "two", long[:maxLine], strings.Repeat("y", maxLine-1) + "\r", "last"} {
		line, err := l.line()
		if err != nil {
			t.Fatal(err)
		}
		if string(line) != want {
			t.Errorf("line %d has %d bytes, want %d", i, len(line), len(want))
		}
		place := content[l.start : l.next-l.ending]
		if strings.ContainsAny(place, "\r\n") || !strings.HasPrefix(want, place[:min(len(place), maxLine)]) {
			t.Errorf("line %d stands at %d to %d", i, l.start, l.next-l.ending)
		}
	}
	if _, err := l.line(); !errors.Is(err, io.EOF) {
		t.Errorf("after the last line: %v", err)
	}
	for _, at := range []int64{5, 0, int64(len(content)) - 4, 6} {
		if err := l.seek(at); err != nil {
			t.Fatal(err)
		}
		want, _, _ := strings.Cut(content[at:], "\n")
		if line, err := l.line(); err != nil || string(line) != strings.TrimSuffix(want, "\r") {
			t.Errorf("line at %d = %.20q, %v", at, line, err)
		}
	}
	if err := l.seek(int64(len(content))); err != nil {
		t.Errorf("seeking the end: %v", err)
	}
	if err := l.seek(int64(len(content)) + 1); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("seeking beyond the end: %v", err)
	}
}
