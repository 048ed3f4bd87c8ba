package emit

import (
	"errors"
	"path/filepath"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

func TestNginxFilesOfAHostileMap(t *testing.T) {
	files, err := Nginx(build(t, hostile()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

func TestNginxReadmeOfALargeArchiveTellsTheSizes(t *testing.T) {
	files, err := Nginx(build(t, manyArticles(2000)))
	if err != nil {
		t.Fatal(err)
	}
	readme := files[len(files)-1]
	golden.Equal(t, filepath.Join("testdata", "large", filepath.FromSlash(readme.Name)), readme.Data)
}

func TestNginxRefusesMapsThatBuildDidNotMake(t *testing.T) {
	ok := redirect.Source{Path: "/old"}
	long := make([]byte, 5000)
	for i := range long {
		long[i] = 'a'
	}
	rules := map[string]redirect.Rule{
		"no target":           {Source: ok},
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
		"long target":         {Source: ok, Target: "/" + string(long)},
		"long source":         {Source: redirect.Source{Path: "/" + string(long)}, Target: "/a/"},
		"line break, source":  {Source: redirect.Source{Path: "/a\nb"}, Target: "/a/"},
		"short id, not clean": {Source: redirect.Source{ShortID: "\x00"}, Target: "/a/"},
	}
	for name, rule := range rules {
		if _, err := Nginx(redirect.Map{Rules: []redirect.Rule{rule}}); !errors.Is(err, ErrUnsafe) {
			t.Errorf("%s: got %v, want ErrUnsafe", name, err)
		}
	}
	control := redirect.Rule{Source: redirect.Source{Key: article.Key{Biz: testBiz, Mid: 1, Idx: 1}}, Target: "https://example.com/a/"}
	if _, err := Nginx(redirect.Map{Rules: []redirect.Rule{control}, Accounts: []string{testBiz}}); err != nil {
		t.Errorf("a clean rule is refused: %v", err)
	}
}

func TestEveryFormatHasANameAndFiles(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if f.Name == "" || f.Title == "" || seen[f.Name] {
			t.Errorf("format %+v has no name or that of another", f)
		}
		seen[f.Name] = true
		files, err := f.Emit(redirect.Map{})
		if err != nil || len(files) == 0 {
			t.Errorf("%s gives %d files for an empty map, %v", f.Name, len(files), err)
		}
	}
	if !seen["nginx"] {
		t.Error("nginx is missing")
	}
}
