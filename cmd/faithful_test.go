package cmd_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"wxbackup/article"
)

// TestBrowserSeesTheSame is the self-check's check, and shares no code with
// it or the converter: Chromium reads each original of the corpus and the page
// that Hugo built of it, and a reader must see the same in both.
func TestBrowserSeesTheSame(t *testing.T) {
	if _, err := os.Stat(corpusDir()); err != nil {
		t.Skip("no corpus of real exports; name one with WXBACKUP_CORPUS")
	}
	b := newBrowser(t)
	r := road{T: t, dir: t.TempDir(), export: corpusDir()}
	r.run(3, "import", r.export)
	r.run(0, "publish", "--site", "hugo", "--out", filepath.Join(r.dir, "site"))
	r.buildSite()
	b.compare(r)
}

// browser is a Chromium driven by a script.
type browser struct {
	*testing.T
	modules string
}

func newBrowser(t *testing.T) browser {
	t.Helper()
	modules := os.Getenv("WXBACKUP_NODE_MODULES")
	if modules == "" {
		modules = filepath.Join("..", "internal", "engines", "node_modules")
	}
	if _, err := os.Stat(filepath.Join(modules, "playwright-core")); err != nil {
		missing(t, "playwright-core (make engines)")
	}
	for _, tool := range []string{"node", "chromium"} {
		if _, err := exec.LookPath(tool); err != nil {
			missing(t, tool)
		}
	}
	modules, err := filepath.Abs(modules)
	if err != nil {
		t.Fatal(err)
	}
	return browser{t, modules}
}

// job is one element to read.
type job struct {
	File  string   `json:"file"`
	Body  string   `json:"body"`
	Note  bool     `json:"note"`
	Cards []string `json:"cards"`
}

// sight is what a reader sees.
type sight struct {
	Text, Bold, Headings string
	// Code are blocks; broken ones have no indentation to compare.
	Code []struct {
		Lines  string
		Broken bool
	}
	Images []string
	Links  []link
	Cards  int
}

// link is a link with what it can be clicked on.
type link struct {
	Href, Text string
	Images     int
}

// look opens pages; one without the element is nil.
func (b browser) look(jobs []job) []*sight {
	b.Helper()
	input, err := json.Marshal(jobs)
	if err != nil {
		b.Fatal(err)
	}
	var stderr bytes.Buffer
	node := exec.Command("node", filepath.Join("testdata", "browser.mjs"), b.modules)
	node.Stdin, node.Stderr = bytes.NewReader(input), &stderr
	output, err := node.Output()
	if err != nil {
		b.Fatalf("running node: %v\n%s", err, &stderr)
	}
	var seen []*sight
	if err := json.Unmarshal(output, &seen); err != nil {
		b.Fatal(err)
	}
	return seen
}

// isNote reports the kinds whose pages have no body but what their script
// makes.
func (a record) isNote() bool { return a.Kind == article.KindPicture || a.Kind == article.KindText }

func (b browser) compare(r road) {
	var originals, built []job
	var names []string
	for _, a := range r.records() {
		names = append(names, a.Sources[len(a.Sources)-1].Path)
		originals = append(originals, job{File: r.asPage(names[len(names)-1]), Body: "#js_content", Note: a.isNote()})
		page := filepath.Join(r.dir, "public", filepath.FromSlash(a.Path), "index.html")
		built = append(built, job{File: page, Body: "article .body", Cards: a.cards()})
	}
	total := figures{}
	before, after := b.look(originals), b.look(built)
	for i, name := range names {
		if before[i] == nil || strings.TrimSpace(before[i].Text) == "" && len(before[i].Images) == 0 {
			b.Logf("%s: the page has no body of its own", name)
			continue
		}
		total.compare(b.T, name, before[i], after[i])
	}
	total.judge(b.T)
}

// asPage is a copy of a file with the extension by which a browser knows a
// page, where it has none.
func (r road) asPage(path string) string {
	if ext := filepath.Ext(path); ext == ".html" || ext == ".htm" {
		return path
	}
	data, err := os.ReadFile(path)
	if err != nil {
		r.Fatal(err)
	}
	name := filepath.Join(r.dir, filepath.Base(path)+".html")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		r.Fatal(err)
	}
	return name
}

// record is what the test needs of `show --json`.
type record struct {
	Kind    article.Kind
	Path    string
	Sources []struct{ Path string }
	Embeds  []article.Embed
}

func (a record) cards() []string {
	lines := []string{}
	for _, e := range a.Embeds {
		lines = append(lines, e.Text)
	}
	return lines
}

func (r road) records() []record {
	var list []record
	for line := range bytes.Lines(r.run(0, "list", "--json")) {
		var a record
		if err := json.Unmarshal(line, &a); err != nil {
			r.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}

// figures add up over the pages.
type figures struct {
	pages, text, added, bold, boldKept, boldAdded, images, links, blocks int
}

func (f *figures) compare(t *testing.T, name string, before, after *sight) {
	t.Helper()
	f.pages++
	f.text += len([]rune(visible(before.Text)))
	if want, got := visible(before.Text), visible(after.Text); want != got {
		t.Errorf("%s: the text differs: %s", name, firstDifference(want, got))
		f.added += max(0, len([]rune(got))-len([]rune(want)))
	}
	if found := debris(after.Text, before.Text); len(found) > 0 {
		t.Errorf("%s: the page shows Markdown: %q", name, found)
	}
	f.compareBold(t, name, before, after)
	compareCode(t, name, before, after)
	if len(before.Images) != len(after.Images) {
		t.Errorf("%s: %d pictures, the original has %d", name, len(after.Images), len(before.Images))
	}
	compareLinks(t, name, before, after)
	f.images, f.links, f.blocks = f.images+len(before.Images), f.links+len(before.Links), f.blocks+len(before.Code)
}

// compareBold counts the letters and digits that are bold in both. What stood
// in a heading of the original, of which a paragraph was made, may be bold.
func (f *figures) compareBold(t *testing.T, name string, before, after *sight) {
	t.Helper()
	want, got := []rune(weighty(before.Bold)), []rune(weighty(after.Bold))
	kept, extra := 0, []rune{}
	for _, r := range got {
		if kept < len(want) && want[kept] == r {
			kept++
		} else {
			extra = append(extra, r)
		}
	}
	if len(extra) > 0 && kept == len(want) && isWithin(extra, []rune(weighty(before.Headings))) {
		extra = nil
	}
	f.bold, f.boldKept, f.boldAdded = f.bold+len(want), f.boldKept+kept, f.boldAdded+len(extra)
	if kept < len(want) || len(extra) > 0 {
		t.Logf("%s: bold differs: %s", name, firstDifference(string(want), string(got)))
	}
}

// isWithin reports whether all holds part's characters in their order.
func isWithin(part, all []rune) bool {
	for _, r := range all {
		if len(part) > 0 && part[0] == r {
			part = part[1:]
		}
	}
	return len(part) == 0
}

// compareCode requires each block with its lines.
func compareCode(t *testing.T, name string, before, after *sight) {
	t.Helper()
	if len(before.Code) != len(after.Code) {
		t.Errorf("%s: %d blocks of code, the original has %d", name, len(after.Code), len(before.Code))
		return
	}
	for i, block := range before.Code {
		want, got := block.Lines, after.Code[i].Lines
		if block.Broken {
			want, got = unindented(want), unindented(got)
		}
		if want != got {
			t.Errorf("%s: the code differs: %s", name, firstDifference(want, got))
		}
	}
}

var spaces = regexp.MustCompile(`[ \t]+`)

func unindented(code string) string {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(spaces.ReplaceAllString(line, " "))
	}
	return strings.Join(lines, "\n")
}

// compareLinks requires each link with its words in its order. Where it leads
// is the same, unless to an article of the archive; credentials are left out.
func compareLinks(t *testing.T, name string, before, after *sight) {
	t.Helper()
	next := 0
	for _, want := range before.Links {
		found := false
		for ; next < len(after.Links) && !found; next++ {
			got := after.Links[next]
			found = visible(got.Text) == visible(want.Text) && got.Images == want.Images && leadsLike(got.Href, want.Href)
		}
		if !found {
			t.Errorf("%s: the link %q to %s is lost", name, want.Text, want.Href)
			return
		}
	}
}

func leadsLike(got, want string) bool {
	if strings.HasPrefix(got, "/posts/") {
		return strings.Contains(want, "mp.weixin.qq.com")
	}
	g, err1 := url.Parse(got)
	w, err2 := url.Parse(want)
	if err1 != nil || err2 != nil {
		return got == want
	}
	return g.Host == w.Host && g.Path == w.Path
}

// judge holds the sums against what issue and README promise.
func (f *figures) judge(t *testing.T) {
	t.Helper()
	t.Logf("%d pages: %d characters, %d added, bold %d of %d letters and digits and %d more, %d pictures, %d links, %d blocks of code",
		f.pages, f.text, f.added, f.boldKept, f.bold, f.boldAdded, f.images, f.links, f.blocks)
	if f.pages < 50 || f.text < 100_000 || f.images < 500 || f.blocks < 10 {
		t.Error("the browser saw too little to judge by")
	}
	if 10_000*f.added > 5*f.text {
		t.Errorf("%d characters added to %d, more than 0.05 %%", f.added, f.text)
	}
	if 1000*f.boldKept < 995*f.bold || 1000*f.boldAdded > 5*f.bold {
		t.Errorf("%d of %d bold letters and digits are bold still and %d more, not the same to 99.5 %%", f.boldKept, f.bold, f.boldAdded)
	}
}

// visible leaves out white space and what has no width.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

func weighty(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

var syntax = regexp.MustCompile("\\*\\*|~~|__|\\]\\(|!\\[|\\\\[_*\\[\\]`]|&#?\\w+;|```|\\{\\{|\\$\\$")

// debris is the Markdown that a page shows and the original does not.
func debris(got, original string) []string {
	var found []string
	for _, s := range syntax.FindAllString(got, -1) {
		if strings.Count(got, s) > strings.Count(original, s) {
			found = append(found, s)
		}
	}
	return found
}

// sharedEnds is how much of a is at both ends of b too: a lower bound of what
// they share.
func sharedEnds(a, b []rune) int {
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head + tail
}

func firstDifference(want, got string) string {
	w, g := []rune(want), []rune(got)
	n := sharedEnds(w, append(slices.Clone(g), 0))
	cut := func(s []rune) string { return string(s[min(len(s), max(0, n-15)):min(len(s), n+40)]) }
	return "want …" + cut(w) + "…, got …" + cut(g) + "…"
}
