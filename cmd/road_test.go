package cmd_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"wxbackup/article"
	"wxbackup/cmd"
)

// TestRoad goes the whole way on the export of the project and on real ones:
// every old address of every article leads, through a real nginx, to the page
// that a real hugo built of it; and going the way again changes nothing.
func TestRoad(t *testing.T) {
	exports := map[string]string{"export": filepath.Join("..", "testdata", "export"), "corpus": corpusDir()}
	for name, export := range exports {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(export); err != nil {
				t.Skip("no corpus of real exports; name one with WXBACKUP_CORPUS")
			}
			walkRoad(t, export)
		})
	}
}

func corpusDir() string {
	if dir := os.Getenv("WXBACKUP_CORPUS"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "shared", "corpus")
}

func walkRoad(t *testing.T, export string) {
	r := road{T: t, dir: t.TempDir(), export: export}
	r.travel(3)
	first := r.tree()
	r.travel(0)
	if diff := cmp.Diff(first, r.tree()); diff != "" {
		t.Errorf("going again changed the trees (-first +second):\n%s", diff)
	}
	r.buildSite()
	s := serve(t, r.dir)
	for _, a := range r.articles() {
		for _, form := range addresses(a) {
			s.arrives(form, a)
		}
	}
	s.isGone("/s?__biz=" + r.articles()[0].Biz + "&mid=1&idx=1")
	s.isMissing("/s/AAAAAAAAAAAAAAAAAAAAAA")
	s.isMissing("/s?__biz=MzAwMDAwMDAwMA==&mid=1&idx=1")
}

// road is the folder in which the commands run.
type road struct {
	*testing.T
	dir, export string
}

// travel goes the way once. The first import ends with 3, for pictures are
// missing; one that finds nothing new ends with 0.
func (r road) travel(imported int) {
	r.run(imported, "import", r.export)
	r.run(0, "publish", "--site", "hugo", "--out", filepath.Join(r.dir, "site"))
	r.run(0, "redirect", "--format", "nginx", "--out", filepath.Join(r.dir, "redirects"))
	r.run(0, "verify")
}

// run runs a command in this process and requires its exit code.
func (r road) run(code int, args ...string) []byte {
	r.Helper()
	var stdout, stderr bytes.Buffer
	env := cmd.Env{Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }}
	got := cmd.Main(append(args, "--archive", filepath.Join(r.dir, "wxarchive")), env)
	if got != code {
		r.Fatalf("wxbackup %v exited %d, want %d\n%s%s", args, got, code, &stdout, &stderr)
	}
	return stdout.Bytes()
}

// tree is every file with its hash and time.
func (r road) tree() map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(r.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		files[path] = fmt.Sprintf("%x %s", sha256.Sum256(data), info.ModTime())
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return files
}

// listed is what the test needs of a line of `list --json`.
type listed struct {
	ID, Title, Biz, SN, Path string
	Mid, Idx                 uint64
	ShortIDs                 []string `json:"short_ids"`
}

func (r road) articles() []listed {
	var list []listed
	for line := range bytes.Lines(r.run(0, "list", "--json")) {
		var a listed
		if err := json.Unmarshal(line, &a); err != nil {
			r.Fatal(err)
		}
		list = append(list, a)
	}
	if len(list) == 0 {
		r.Fatal("no articles listed")
	}
	return list
}

// addresses are all forms of wechat-pages.md §8.1 in which an article was
// linked, as a mirror host is asked for them.
func addresses(a listed) []string {
	var forms []string
	for _, id := range a.ShortIDs {
		forms = append(forms, "/s/"+id, "/s/"+id+"/", "/s/"+id+"?scene=21&from=timeline")
	}
	if a.Mid == 0 {
		return forms
	}
	biz := url.QueryEscape(a.Biz)
	for _, query := range []string{
		"__biz=%[1]s&mid=%[2]d&idx=%[3]d&sn=%[4]s&chksm=abc&scene=21",
		"__biz=%[1]s&amp;mid=%[2]d&amp;idx=%[3]d&amp;sn=%[4]s",
		"sn=%[4]s&idx=%[3]d&scene=4&mid=%[2]d&__biz=%[1]s",
		"__biz=%[5]s&mid=%[2]d&idx=%[3]d",
		"__biz=%[1]s&appmsgid=%[2]d&itemidx=%[3]d&sign=%[4]s",
	} {
		query = fmt.Sprintf(query, a.Biz, a.Mid, a.Idx, a.SN, biz)
		forms = append(forms, "/s?"+query, "/s/?"+query, "/mp/appmsg/show?"+query)
	}
	return forms
}

// buildSite builds the site with every hugo there is; the last build is
// served.
func (r road) buildSite() {
	for _, hugo := range hugos(r.T) {
		out, err := exec.Command(hugo, "--source", filepath.Join(r.dir, "site"), "--destination", filepath.Join(r.dir, "public"),
			"--cleanDestinationDir", "--panicOnWarning", "--printPathWarnings", "--quiet").CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("WARN")) || bytes.Contains(out, []byte("ERROR")) {
			r.Fatalf("%s: %v\n%s", hugo, err, out)
		}
	}
}

func hugos(t *testing.T) []string {
	t.Helper()
	found := filepath.SplitList(os.Getenv("WXBACKUP_HUGO"))
	if path, err := exec.LookPath("hugo"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		missing(t, "hugo")
	}
	return found
}

// missing skips a test for want of a tool, or fails it where the environment
// demands all tools.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is not installed, and WXBACKUP_REQUIRE_TOOLS=1 demands it", tool)
	}
	t.Skipf("%s is not installed: the way was not gone to its end", tool)
}

// arrives requires a permanent redirect, and the article behind it.
func (s server) arrives(form string, a listed) {
	s.Helper()
	status, location, _ := s.ask(form)
	target, err := url.PathUnescape(location)
	if err != nil || status != http.StatusMovedPermanently || target != a.Path {
		s.Errorf("%s: got %d to %q, want 301 to %q", form, status, location, a.Path)
		return
	}
	status, _, page := s.ask(location)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil || status != http.StatusOK {
		s.Errorf("%s: got %d, %v", location, status, err)
		return
	}
	if title := doc.Find("article h1").First().Text(); strings.Join(strings.Fields(title), " ") != strings.Join(strings.Fields(a.Title), " ") {
		s.Errorf("%s: page is titled %q, want %q", location, title, a.Title)
	}
}

func (s server) isGone(form string)    { s.is(form, http.StatusGone) }
func (s server) isMissing(form string) { s.is(form, http.StatusNotFound) }

func (s server) is(form string, want int) {
	s.Helper()
	if status, location, _ := s.ask(form); status != want {
		s.Errorf("%s: got %d to %q, want %d", form, status, location, want)
	}
}

// TestAddressesAreThoseOfTheirArticle holds the forms above against the
// program's own reading of addresses.
func TestAddressesAreThoseOfTheirArticle(t *testing.T) {
	a := listed{Biz: "MzA5OTk5OTk5OQ==", Mid: 2650000214, Idx: 2, SN: strings.Repeat("0a", 16), ShortIDs: []string{"Qx3mT9vKpLz7Rw2NcYb8Ag"}}
	for _, form := range addresses(a) {
		got, ok := article.ParseAddress(form)
		if !ok || got.ShortID != a.ShortIDs[0] && got.Key.String() != "MzA5OTk5OTk5OQ:2650000214:2" {
			t.Errorf("%s: read as %+v, %t", form, got, ok)
		}
	}
}
