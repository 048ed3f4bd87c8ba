package emit

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/redirect"
)

// formatOf finds a format, which must be there.
func formatOf(t testing.TB, name string) Format {
	t.Helper()
	i := slices.IndexFunc(Formats(), func(f Format) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no format %q", name)
	}
	return Formats()[i]
}

// emit gives what a format makes of rules for the mirror host of the tests.
func emit(t testing.TB, name string, m redirect.Map) Output {
	t.Helper()
	out, err := formatOf(t, name).Emit(m, Settings{Mirror: mirror})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func files(t testing.TB, name string, m redirect.Map) []File {
	t.Helper()
	return emit(t, name, m).Files
}

func TestEveryFormatRefusesMapsThatBuildDidNotMake(t *testing.T) {
	ok := redirect.Source{Path: "/old"}
	rules := map[string]redirect.Rule{
		"variable":            {Source: ok, Target: "/$host/"},
		"line break":          {Source: ok, Target: "/a\r\nX: y"},
		"quote":               {Source: ok, Target: `/a"b/`},
		"not ASCII":           {Source: ok, Target: "/文/"},
		"other scheme":        {Source: ok, Target: "javascript://x/"},
		"scheme-relative":     {Source: ok, Target: "//evil.example/"},
		"user in host":        {Source: ok, Target: "https://a@evil.example/"},
		"no host":             {Source: ok, Target: "https:///a/"},
		"host only":           {Source: ok, Target: "https://example.com"},
		"no slash":            {Source: ok, Target: "a/"},
		"line break, source":  {Source: redirect.Source{Path: "/a\nb"}, Target: "/a/"},
		"quote in query":      {Source: redirect.Source{Path: "/a", Query: `a"`}, Target: "/a/"},
		"strange host":        {Source: redirect.Source{Path: "/a", Host: "$host"}, Target: "/a/"},
		"strange account":     {Source: redirect.Source{Key: article.Key{Biz: "a\" ", Mid: 1, Idx: 1}}, Target: "/a/"},
		"short id, not clean": {Source: redirect.Source{ShortID: "\x00"}, Target: "/a/"},
	}
	control := redirect.Rule{Source: redirect.Source{Key: article.Key{Biz: testBiz, Mid: 1, Idx: 1}}, Target: "https://example.com/a/"}
	for _, f := range Formats() {
		for name, rule := range rules {
			if _, err := f.Emit(redirect.Map{Rules: []redirect.Rule{rule}}, Settings{}); !errors.Is(err, ErrUnsafe) {
				t.Errorf("%s: %s: got %v, want ErrUnsafe", f.Name, name, err)
			}
		}
		if _, err := f.Emit(redirect.Map{Rules: []redirect.Rule{control}, Accounts: []string{testBiz}}, Settings{}); err != nil {
			t.Errorf("%s: a clean rule is refused: %v", f.Name, err)
		}
	}
}

func TestNginxRefusesWordsThatAreTooLong(t *testing.T) {
	long := strings.Repeat("a", 5000)
	for _, rule := range []redirect.Rule{
		{Source: redirect.Source{Path: "/old"}, Target: "/" + long},
		{Source: redirect.Source{Path: "/" + long}, Target: "/a/"},
	} {
		if _, err := formatOf(t, "nginx").Emit(redirect.Map{Rules: []redirect.Rule{rule}}, Settings{}); !errors.Is(err, ErrUnsafe) {
			t.Errorf("%.20s: got %v, want ErrUnsafe", rule.Source, err)
		}
	}
}

// What a format says of itself holds for every archive: files in a folder of
// its own, the same bytes for the same rules, and every rule either served or
// told.
func TestEveryFormatHasANameAndFiles(t *testing.T) {
	if !slices.IsSortedFunc(Formats(), func(a, b Format) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the formats are not sorted by name")
	}
	for _, f := range Formats() {
		for name, m := range map[string]redirect.Map{"empty": {}, "hostile": build(t, hostile()), "large": build(t, manyArticles(3000))} {
			out, err := f.Emit(m, Settings{})
			if err != nil {
				t.Errorf("%s, %s map: %v", f.Name, name, err)
				continue
			}
			if f.Title == "" || len(out.Files) == 0 {
				t.Errorf("%s, %s map: %d files, title %q", f.Name, name, len(out.Files), f.Title)
			}
			for _, file := range out.Files {
				if !strings.HasPrefix(file.Name, f.Name+"/") {
					t.Errorf("%s writes %s, outside its folder", f.Name, file.Name)
				}
			}
			for _, u := range out.Unserved {
				if u.Count != len(u.Rules) || u.Count == 0 || u.Reason == "" {
					t.Errorf("%s, %s map: unserved %q counts %d of %d rules", f.Name, name, u.Reason, u.Count, len(u.Rules))
				}
			}
			again, err := f.Emit(m, Settings{})
			if err != nil || !slices.EqualFunc(out.Files, again.Files, func(a, b File) bool { return a.Name == b.Name && string(a.Data) == string(b.Data) }) {
				t.Errorf("%s, %s map: the second time differs, %v", f.Name, name, err)
			}
		}
	}
}
