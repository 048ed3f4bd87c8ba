package site

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

func TestQuotedTextIsOneLineOfASCIIControls(t *testing.T) {
	for in, want := range map[string]string{
		`a"b\c`:        `"a\"b\\c"`,
		"\u2028\x00\n": `"\u2028\u0000\u000A"`,
		"\U000E0001甲":  `"\U000E0001甲"`,
		"😀":            `"😀"`,
		"a\xff":        `"a` + "\ufffd" + `"`,
	} {
		if got := quoted(in); !strings.EqualFold(got, want) {
			t.Errorf("quoted(%q) = %s, want %s", in, got, want)
		}
	}
}

func FuzzFrontMatterReadsBack(f *testing.F) {
	for _, s := range []string{"普通", `"`, `\`, "{{< x >}}", "a: b #c", "\u2028", "😀❤️", "\x00", "---", "no", "12:30", "\ufeff", "\U000E0001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("no text")
		}
		written, err := yaml.Marshal(map[string]any{"list": []text{text(s)}, "title": text(s)})
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(written), "\n"); n != 3 {
			t.Fatalf("%q is written in %d lines:\n%s", s, n, written)
		}
		var back struct {
			List  []string
			Title string
		}
		if err := yaml.Unmarshal(written, &back); err != nil {
			t.Fatalf("%q is written as\n%s\nwhich cannot be read: %v", s, written, err)
		}
		if back.Title != s || len(back.List) != 1 || back.List[0] != s {
			t.Fatalf("%q is read back as %+v", s, back)
		}
	})
}

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{" 甲\n\n乙\t丙 ", "甲 乙 丙"},
		{"a\u2028b\u00a0c\x00d", "a b c d"},
		{"", ""},
	} {
		if got := oneLine(c.in); got != c.want {
			t.Errorf("oneLine(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
