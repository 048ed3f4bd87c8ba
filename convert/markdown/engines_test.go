package markdown

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// enginesDir holds the programs that run the engines of other languages.
const enginesDir = "../../internal/engines"

// plain is GitHub's Markdown for engines that know no formulas.
func plain() Dialect { return Dialect{rawHTML: true} }

// engines are the engines that random bodies and real pages are read with, each
// in the dialect that is made for it.
var engines = []struct {
	name    string
	dialect func() Dialect
	read    func(t *testing.T, engine string, documents []string) []enginePage
}{
	{"goldmark", GFM, readEach(readGFM)},
	{"goldmark-hugo", Hugo, readEach(readHugo)},
	{"cmark-gfm", plain, readEach(readCmark)},
	{"marked", plain, readWithNode},
	{"markdown-it", plain, readWithNode},
	{"remark", plain, readWithNode},
	{"remark-math", GFM, readWithNode},
	{"remark-math-fences", func() Dialect { return Astro().WithMath() }, readWithNode},
	{"hexo", Hexo, readWithNode},
	{"vitepress", VitePress, readWithNode},
	{"astro", Astro, readWithNode},
	{"kramdown", Jekyll, readWithRuby},
}

// settingsOf are the settings for the pages of an engine: some show less than
// they read, and Hexo changes the addresses it finds in text.
func settingsOf(engine string, d Dialect) settings {
	return settings{
		dialect:    d,
		looseMath:  engine == "remark-math",
		looseCode:  slices.Contains([]string{"hexo", "vitepress", "astro", "remark", "remark-math", "remark-math-fences"}, engine),
		looseLinks: engine == "hexo",
		looseTabs:  engine == "marked",
	}
}

// enginePage is what an engine makes of a document: a page, or a refusal.
type enginePage struct {
	HTML  string `json:"html"`
	Error string `json:"error"`
}

var bodies = flag.Int("bodies", 1000, "how many random bodies each engine reads")

// TestEnginesShowTheSame reads random bodies with every engine.
func TestEnginesShowTheSame(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			var roots []*html.Node
			for seed := range uint64(*bodies) {
				roots = append(roots, (&author{randomChoices(seed)}).body())
			}
			checkEngine(t, engine.name, engine.dialect(), engine.read, roots)
		})
	}
}

// checkEngine renders bodies in the dialect and compares what the engine shows
// with what they show.
func checkEngine(t *testing.T, name string, d Dialect, read func(*testing.T, string, []string) []enginePage, roots []*html.Node) {
	t.Helper()
	documents := make([]string, len(roots))
	for i, root := range roots {
		markdown, err := NewRenderer(d).Render(root, imageTarget)
		if err != nil {
			t.Fatal(err)
		}
		documents[i] = string(markdown)
	}
	for i, page := range read(t, name, documents) {
		if page.Error != "" {
			t.Errorf("%s\nmarkdown:\n%s", page.Error, documents[i])
		} else {
			compareDigests(t, roots[i], []byte(documents[i]), []byte(page.HTML), settingsOf(name, d))
		}
	}
}

// readEach makes a reader of many documents of a reader of one.
func readEach(read reader) func(*testing.T, string, []string) []enginePage {
	return func(t *testing.T, _ string, documents []string) []enginePage {
		t.Helper()
		pages := make([]enginePage, len(documents))
		for i, document := range documents {
			page, err := read([]byte(document))
			if err != nil {
				pages[i].Error = err.Error()
			}
			pages[i].HTML = string(page)
			if i == 0 {
				skipMissing(t, err)
			}
		}
		return pages
	}
}

func readCmark(markdown []byte) ([]byte, error) {
	run := exec.Command("cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist")
	run.Stdin = bytes.NewReader(markdown)
	return run.Output()
}

// readWithNode reads with an engine of internal/engines/engines.mjs. Its modules
// are beside it, or where WXBACKUP_NODE_MODULES says.
func readWithNode(t *testing.T, engine string, documents []string) []enginePage {
	t.Helper()
	modules := os.Getenv("WXBACKUP_NODE_MODULES")
	if modules == "" {
		modules = filepath.Join(enginesDir, "node_modules")
	}
	if _, err := os.Stat(modules); err != nil {
		missing(t, "the modules of internal/engines/package.json (npm install)")
	}
	return readWith(t, documents, "node", filepath.Join(enginesDir, "engines.mjs"), modules, strings.TrimSuffix(engine, "-fences"))
}

func readWithRuby(t *testing.T, _ string, documents []string) []enginePage {
	t.Helper()
	if exec.Command("ruby", "-e", "require 'kramdown-parser-gfm'; require 'liquid'").Run() != nil {
		missing(t, "ruby with kramdown-parser-gfm and liquid")
	}
	return readWith(t, documents, "ruby", filepath.Join(enginesDir, "kramdown.rb"))
}

// readWith hands documents to a program and takes its pages.
func readWith(t *testing.T, documents []string, program string, args ...string) []enginePage {
	t.Helper()
	input, err := json.Marshal(documents)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	run := exec.Command(program, args...)
	run.Stdin, run.Stderr = bytes.NewReader(input), &stderr
	output, err := run.Output()
	skipMissing(t, err)
	if err != nil {
		t.Fatalf("running %s: %v\n%s", program, err, &stderr)
	}
	var pages []enginePage
	if err := json.Unmarshal(output, &pages); err != nil {
		t.Fatalf("reading what %s wrote: %v\n%.300s", program, err, output)
	}
	if len(pages) != len(documents) {
		t.Fatalf("%s made %d pages of %d documents", program, len(pages), len(documents))
	}
	return pages
}
