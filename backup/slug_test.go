package backup

import (
	"regexp"
	"strings"
	"testing"

	"wxbackup/article"
)

func TestSlugOfTitle(t *testing.T) {
	for title, want := range map[string]string{
		"绿皮车上的一夜":               "lv-pi-che-shang-de-yi-ye",
		"你最后一次坐慢车，是去哪里？":        "ni-zui-hou-yi-ci-zuo-man-che-shi-qu-na-li",
		"Hello, World!":         "hello-world",
		"Don't Panic":           "dont-panic",
		"It’s 5 o’clock":        "its-5-oclock",
		"用Go写3个小工具":             "yong-go-xie-3-ge-xiao-gong-ju",
		"2024年总结":               "2024-nian-zong-jie",
		"C++ 与 C#":              "c-yu-c",
		"Café au lait":          "caf-au-lait",
		"晚安🌙":                   "wan-an",
		"  空 格　全角  ":            "kong-ge-quan-jiao",
		"a/b\\c:d..e":           "a-b-c-d-e",
		"【重磅】《时刻表》":             "zhong-bang-shi-ke-biao",
		"１２３全角数字":               "quan-jiao-shu-zi",
		"Ελληνικά и русский":    "7-1",
		"":                      "7-1",
		"🚂🚃🚃":                   "7-1",
		"？！……":                  "7-1",
		"CON":                   "con-article",
		"nul":                   "nul-article",
		"Com1":                  "com1-article",
		"LPT9":                  "lpt9-article",
		"COM":                   "com",
		"com10":                 "com10",
		"console":               "console",
		"COM 1":                 "com-1",
		strings.Repeat("长", 40): strings.TrimSuffix(strings.Repeat("zhang-", 10), "-"),
		strings.Repeat("x", 99): strings.Repeat("x", 60),
		strings.Repeat("站", 11) + "pneumonoultramicroscopic": strings.TrimSuffix(strings.Repeat("zhan-", 11), "-"),
	} {
		a := article.Article{Title: title, Key: article.Key{Biz: "MzA5", Mid: 7, Idx: 1}}
		if got := slugOf(&a); got != want {
			t.Errorf("slug of %q is %q, want %q", title, got, want)
		}
	}
}

func TestSlugOfAnArticleWithoutATitle(t *testing.T) {
	for want, a := range map[string]article.Article{
		"2650000001-2":            {Key: article.Key{Biz: "Mz-A5", Mid: 2650000001, Idx: 2}, ID: "Mz-A5:2650000001:2"},
		"kd0-swm4htq8zr1xe-6vya":  {ID: "Kd0_sWm4hTq8Zr1Xe-6VyA"},
		"sha256-0123456789abcdef": {ID: "sha256-0123456789abcdef"},
		"article":                 {},
	} {
		if got := slugOf(&a); got != want {
			t.Errorf("slug of %q is %q, want %q", a.ID, got, want)
		}
	}
}

// A slug is a file name on every system, whatever the title.
func FuzzSlug(f *testing.F) {
	for _, title := range []string{"绿皮车上的一夜", "CON", "a/../b", "\x00", "🚂", "com¹", "İstanbul", "\x7f"} {
		f.Add(title)
	}
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	reserved := regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)
	f.Fuzz(func(t *testing.T, title string) {
		a := article.Article{Title: title, Key: article.Key{Biz: "MzA5", Mid: 7, Idx: 1}}
		slug := slugOf(&a)
		if !form.MatchString(slug) || len(slug) > maxSlug || reserved.MatchString(slug) {
			t.Errorf("slug of %q is %q", title, slug)
		}
		if again := slugOf(&a); again != slug {
			t.Errorf("slug of %q is %q, then %q", title, slug, again)
		}
	})
}
