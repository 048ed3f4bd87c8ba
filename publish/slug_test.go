package publish

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"wxbackup/article"
	"wxbackup/store"
)

func TestSegmentKeepsLettersAndDigitsOnly(t *testing.T) {
	for in, want := range map[string]string{
		"第一期：A/B？C":            "第一期-A-B-C",
		"  “引号” 与 {{< x >}}  ": "引号-与-x",
		"😀❤️ 表情":               "表情",
		"？！……":                 "",
		"...hidden":            "hidden",
		"../../etc/passwd":     "etc-passwd",
		"CON":                  "CON_",
		"com1":                 "com1_",
		"console":              "console",
		"a__b--c":              "a__b-c",
		"___":                  "",
		"cafe\u0301":           "caf\u00e9",
		"\u0301x":              "x",
		"नमस्ते":               "नमस्ते",
		"a\xffb":               "a-b",
		"甲\u200b乙\n丙":          "甲-乙-丙",
		"":                     "",
	} {
		if got := segment(in); got != want {
			t.Errorf("segment(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSegmentIsSafe(f *testing.F) {
	for _, s := range []string{"普通标题", "CON", "a/b", "\u0301", strings.Repeat("长", 300), "x" + strings.Repeat("-y", 200), "❤️_"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := segment(s)
		if n := utf8.RuneCountInString(got); n > maxSegment+2 || !utf8.ValidString(got) {
			t.Fatalf("segment(%q) = %q: %d characters", s, got, n)
		}
		if strings.HasPrefix(got, "-") || strings.HasSuffix(got, "-") || strings.Contains(got, "--") {
			t.Fatalf("segment(%q) = %q has stray hyphens", s, got)
		}
		if i := strings.IndexFunc(got, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '_'
		}); i >= 0 {
			t.Fatalf("segment(%q) = %q has an unsafe character", s, got)
		}
		if again := segment(got); again != got {
			t.Fatalf("segment(%q) = %q, but of that %q", s, got, again)
		}
	})
}

func TestSlugStyles(t *testing.T) {
	rec := &store.Record{Slug: "du-shu-bi-ji", Article: article.Article{ID: "MzA5+/x:2650000001:1", Title: "读书笔记 Vol.1"}}
	bare := &store.Record{Slug: "article-2", Article: article.Article{ID: "sha256-00ff", Title: "？！"}}
	for _, c := range []struct {
		rec   *store.Record
		style SlugStyle
		want  string
	}{
		{rec, SlugPinyin, "du-shu-bi-ji"},
		{rec, SlugTitle, "读书笔记-vol-1"},
		{rec, SlugID, "MzA5-_x-2650000001-1"},
		{bare, SlugPinyin, "article-2"},
		{bare, SlugTitle, "article-2"},
		{bare, SlugID, "sha256-00ff"},
		{&store.Record{Article: article.Article{ID: "::"}}, SlugTitle, "article"},
	} {
		if got := slugOf(c.rec, c.style); got != c.want {
			t.Errorf("slug of %q as %s = %q, want %q", c.rec.ID, c.style, got, c.want)
		}
	}
}
