package emit

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// refresh finds where a page leads.
var refresh = regexp.MustCompile(`http-equiv="refresh" content="0; url=([^"]*)"`)

// testPages asks a host of files for all addresses that have a page; it must
// answer with a page that leads to the rule's target.
func testPages(t *testing.T, m redirect.Map, out Output, root string) {
	t.Helper()
	unserved := unservedIn(t, m, out)
	server := httptest.NewServer(http.FileServer(http.Dir(root)))
	defer server.Close()
	s := newSite(strings.TrimPrefix(server.URL, "http://"))
	pages := 0
	for _, rule := range m.Rules {
		if unserved[rule.Source] {
			continue
		}
		pages++
		path := escapeAll(rule.Source.URLPath())
		if !strings.HasSuffix(path, ".html") {
			path += "/"
		}
		a := s.get(t, path)
		found := refresh.FindStringSubmatch(a.body)
		if a.status != 200 || found == nil || found[1] != rule.Target {
			t.Errorf("%s: %d, leads to %q, want %q", rule.Source, a.status, found, rule.Target)
		}
	}
	t.Logf("%d rules, %d pages", len(m.Rules), pages)
	if pages == 0 {
		t.Error("there is no page")
	}
}

func TestHTMLPagesLeadToTheTargets(t *testing.T) {
	for name, m := range hostMaps(t) {
		t.Run(name, func(t *testing.T) {
			dir, out := t.TempDir(), emit(t, "html", m)
			if _, err := Write(dir, out.Files); err != nil {
				t.Fatal(err)
			}
			testPages(t, m, out, filepath.Join(dir, "html", "site"))
		})
	}
}

// No two files of a format are one on a disk that ignores case, and Windows can
// hold all of them.
func TestPagesFitOnEveryDisk(t *testing.T) {
	illegal := regexp.MustCompile(`[<>:"|?*\\\x00-\x1f]|[. ](/|$)`)
	for _, format := range []string{"html", "hugo", "jekyll"} {
		for name, m := range hostMaps(t) {
			spelled := make(map[string]string)
			for _, f := range files(t, format, m) {
				if illegal.MatchString(f.Name) {
					t.Errorf("%s, %s: %q is no name on Windows", format, name, f.Name)
				}
				for part := f.Name; part != "."; part = filepath.ToSlash(filepath.Dir(part)) {
					if as, ok := spelled[strings.ToLower(part)]; ok && (as != part || part == f.Name) {
						t.Errorf("%s, %s: %q and %q are one where case is ignored", format, name, as, part)
					}
					spelled[strings.ToLower(part)] = part
				}
			}
		}
	}
}

func TestStubFilesAreLegalNames(t *testing.T) {
	long := strings.Repeat("a", 189)
	for path, want := range map[string]bool{
		"/a": true, "/旧 的": true, "/.hidden": true, "/a.html": true, "/console": true, "/company": true, "/com10": true, "/a/%2e%2e": true, "/" + long: true,
		"/con": false, "/x/CON.txt": false, "/com1": false, "/LPT²/a": false, "/nul .a": false, "/a./b": false, "/a ": false, "/a:b": false, "/a?": false,
		`/a\b`: false, "/a*": false, `/"`: false, "/<b>": false, "/a|b": false, "/" + long + "a": false, "/" + strings.Repeat("文", 86): false,
	} {
		if got := isFileName(stubFile(path)); got != want {
			t.Errorf("%q: %v, want %v", path, got, want)
		}
	}
}

// A page of the site keeps its file and its folders.
func TestStubsTakeNoPlaceOfAPage(t *testing.T) {
	tests := []struct {
		name, live, old string
		served          bool
	}{
		{"another folder", "/posts/a/", "/old/a/", true},
		{"below a page", "/posts/a/", "/posts/a/b/", true},
		{"file of a page", "/posts/a/", "/posts/a/index.html", false},
		{"folder in other case", "/Posts/a/", "/posts/b/", false},
		{"page in other case", "/posts/a/", "/posts/A/", false},
		{"below a file", "/posts/a.html", "/posts/a.html/b/", false},
	}
	for _, tt := range tests {
		m := build(t, redirect.Input{Articles: []redirect.Article{{ID: "a", Path: tt.live}}, Former: []redirect.FormerPath{{ID: "a", Path: tt.old}}})
		if out := emit(t, "html", m); len(m.Rules) != 1 || (len(out.Unserved) == 0) != tt.served {
			t.Errorf("%s: unserved is %+v", tt.name, out.Unserved)
		}
	}
}

// Hugo copies what is in static as it is.
func TestHugoBuildsThePages(t *testing.T) {
	hugo, dir, m := tool(t, "hugo"), t.TempDir(), build(t, thousands(100))
	out := emit(t, "hugo", m)
	site := []File{
		{"hugo/hugo.toml", []byte("baseURL = 'https://www.example.com/'\ndisableKinds = ['taxonomy', 'term', 'RSS']\n")},
		{"hugo/layouts/_default/single.html", []byte("{{ .Content }}")},
		{"hugo/layouts/_default/list.html", []byte("{{ .Title }}")},
		{"hugo/content/posts/a/index.md", []byte("---\ntitle: a\naliases: [/alias/]\n---\n")},
	}
	if _, err := Write(dir, append(site, out.Files...)); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(hugo, "--panicOnWarning", "--source", filepath.Join(dir, "hugo")).CombinedOutput(); err != nil {
		t.Fatalf("hugo: %v\n%s", err, said)
	}
	testPages(t, m, out, filepath.Join(dir, "hugo", "public"))
}

// Jekyll puts each page at its address, with the plugin and without it.
func TestJekyllBuildsThePages(t *testing.T) {
	jekyll, m := tool(t, "jekyll"), build(t, thousands(60))
	out := emit(t, "jekyll", m)
	for name, plugins := range map[string]string{"without the plugin": "[]", "with the plugin": "[jekyll-redirect-from]"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			config := File{"jekyll/_config.yml", []byte("url: https://www.example.com\nplugins: " + plugins + "\n")}
			if _, err := Write(dir, append([]File{config}, out.Files...)); err != nil {
				t.Fatal(err)
			}
			run := exec.Command(jekyll, "build", "--source", "jekyll", "--destination", "public")
			run.Dir = dir
			if said, err := run.CombinedOutput(); err != nil {
				t.Fatalf("jekyll: %v\n%.2000s", err, said)
			}
			testPages(t, m, out, filepath.Join(dir, "public"))
		})
	}
}
