package emit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

// hostAsk is a request to a host. In the target only what would end the path is
// escaped: the rest is left to a browser's rules.
type hostAsk struct {
	Host   string `json:"host"`
	Target string `json:"target"`
	// lesser is asked for in a spelling that hardly anyone uses.
	lesser bool
}

type hostAnswer struct {
	Status   int    `json:"status"`
	Location string `json:"location"`
}

// host answers requests by a file of rules.
type host func(t *testing.T, file []byte, asks []hostAsk) []hostAnswer

// nodeHost is the host's own program, driven by a script of internal/engines.
func nodeHost(script string) host {
	return func(t *testing.T, file []byte, asks []hostAsk) []hostAnswer {
		t.Helper()
		input, err := json.Marshal(map[string]any{"file": string(file), "asks": asks})
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		run := exec.Command(tool(t, "node"), filepath.Join("..", "..", "internal", "engines", script), nodeModules(t))
		run.Stdin, run.Stderr = bytes.NewReader(input), &stderr
		output, err := run.Output()
		if err != nil {
			t.Fatalf("running %s: %v\n%.2000s", script, err, &stderr)
		}
		var said struct {
			Errors  []string
			Answers []hostAnswer
		}
		if err := json.Unmarshal(output, &said); err != nil {
			t.Fatalf("reading what %s wrote: %v\n%.300s", script, err, output)
		}
		if len(said.Errors) > 0 || stderr.Len() > 0 {
			t.Errorf("%s finds fault with the file: %.2000s %.2000s", script, said.Errors, &stderr)
		}
		return said.Answers
	}
}

// nodeModules is where internal/engines/package.json was installed.
func nodeModules(t *testing.T) string {
	t.Helper()
	modules := os.Getenv("WXBACKUP_NODE_MODULES")
	if modules == "" {
		modules = filepath.Join("..", "..", "internal", "engines", "node_modules")
	}
	if _, err := os.Stat(filepath.Join(modules, "miniflare")); err != nil {
		if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
			t.Fatal("the modules of internal/engines/package.json are not installed, and WXBACKUP_REQUIRE_TOOLS=1 demands them")
		}
		t.Skip("the modules of internal/engines/package.json are not installed: the rules were not tried on the host's own program")
	}
	return modules
}

// hostSite is the host of the site in tests of hosts.
const hostSite = "www.example.com"

// hostAsks gives the requests that readers make for a source.
func hostAsks(s redirect.Source) []hostAsk {
	if s.Kind() == redirect.Long {
		k, pad := s.Key, article.PadBiz(s.Key.Biz)
		return []hostAsk{
			{Host: mirror, Target: fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=%s", url.QueryEscape(pad), k.Mid, k.Idx, sn)},
			{Host: mirror, Target: fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=%s&chksm=%s&scene=27", pad, k.Mid, k.Idx, sn, chksm)},
			{Host: mirror, Target: fmt.Sprintf("/s?scene=21&sn=%s&idx=%d&mid=%d&__biz=%s", sn, k.Idx, k.Mid, k.Biz)},
		}
	}
	host := s.Host
	switch {
	case host == "" && s.Kind() == redirect.Former:
		host = hostSite
	case host == "":
		host = mirror
	}
	path := strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23", `\`, "%5C").Replace(s.URLPath())
	if s.Query != "" {
		return []hostAsk{{Host: host, Target: path + "?" + s.Query}, {Host: host, Target: path + "?" + s.Query + "&from=timeline&isappinstalled=0"}}
	}
	asks := []hostAsk{{Host: host, Target: path}, {host, path + "/", s.ShortID != ""}, {Host: host, Target: path + "?utm_source=x"}}
	if escaped := escapeAll(s.URLPath()); escaped != path {
		asks = append(asks, hostAsk{host, escaped, true}, hostAsk{host, escaped + "/", true})
	}
	return asks
}

// escapeAll is a path as url.PathEscape escapes its parts, with what that leaves.
func escapeAll(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = strings.NewReplacer("+", "%20").Replace(url.QueryEscape(parts[i]))
	}
	return strings.Join(parts, "/")
}

// testHost asks a host for all addresses of all rules. It must answer those that
// the format serves as the rule says, and must not answer others with anything
// but what their rule says. Nothing may be lost.
func testHost(t *testing.T, format, file string, m redirect.Map, answer host) {
	t.Helper()
	out := emit(t, format, m)
	unserved, full := unservedIn(t, m, out), isFull(out)
	var asks []hostAsk
	var rules []redirect.Rule
	for _, rule := range append(slices.Clone(m.Rules), strangers(m)...) {
		forms := hostAsks(rule.Source)
		if unserved[rule.Source] || rule.ID == stranger {
			forms = forms[:1]
		}
		for _, ask := range forms {
			asks, rules = append(asks, ask), append(rules, rule)
		}
	}
	served := 0
	for i, got := range answer(t, fileNamed(t, out, file), asks) {
		rule := rules[i]
		location, _, _ := strings.Cut(got.Location, "?")
		want := hostAnswer{rule.Status(), rule.Target}
		switch {
		case hostAnswer{got.Status, location} == want && rule.ID != stranger:
			served++
		case got.Status == 404 && asks[i].lesser && full:
		case got.Status != 404 || !unserved[rule.Source] && rule.ID != stranger:
			t.Errorf("%s%s: %d %q, want %d %q", asks[i].Host, asks[i].Target, got.Status, got.Location, want.Status, want.Location)
		}
	}
	t.Logf("%d rules, %d of them unserved; %d requests, %d answered", len(m.Rules), len(unserved), len(asks), served)
	if served < len(m.Rules)-len(unserved) || served == 0 {
		t.Errorf("only %d answers: the test says little", served)
	}
}

// stranger is the ID of what is no rule.
const stranger = "stranger"

// strangers are addresses that nobody knows, much like some that are known.
func strangers(m redirect.Map) []redirect.Rule {
	known := make(map[string]bool)
	for _, rule := range m.Rules {
		known[rule.Source.URLPath()] = true
	}
	var rules []redirect.Rule
	for i := 0; i < len(m.Rules); i += 7 {
		s := m.Rules[i].Source
		switch s.Kind() {
		case redirect.Long:
			s.Key.Idx += 9
		case redirect.Short:
			s.ShortID = swapCase(s.ShortID)
		case redirect.Former:
			s.Path += "x"
		case redirect.Legacy:
			s = redirect.Source{Path: s.Path, Host: "wrong.example", Query: s.Query + "0"}
		}
		if !known[s.URLPath()] || s.Kind() == redirect.Long {
			rules = append(rules, redirect.Rule{Source: s, ID: stranger})
		}
	}
	return rules
}

// unservedIn are the sources of unserved rules, each of which is a rule of the
// map and told once.
func unservedIn(t *testing.T, m redirect.Map, out Output) map[redirect.Source]bool {
	t.Helper()
	rules := make(map[redirect.Source]redirect.Rule, len(m.Rules))
	for _, rule := range m.Rules {
		rules[rule.Source] = rule
	}
	unserved := make(map[redirect.Source]bool)
	for _, u := range out.Unserved {
		for _, rule := range u.Rules {
			if rules[rule.Source] != rule || unserved[rule.Source] {
				t.Errorf("%q: %v is no rule, or told twice", u.Reason, rule)
			}
			unserved[rule.Source] = true
		}
	}
	return unserved
}

// isFull reports whether the host had no room for a rule, and hence maybe none
// for lesser spellings.
func isFull(out Output) bool {
	return slices.ContainsFunc(out.Unserved, func(u Unserved) bool {
		return strings.HasSuffix(u.Reason, "0 rules") || strings.HasSuffix(u.Reason, "0 redirects")
	})
}

func fileNamed(t *testing.T, out Output, name string) []byte {
	t.Helper()
	i := slices.IndexFunc(out.Files, func(f File) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no file %s", name)
	}
	return out.Files[i].Data
}

// hostMaps are the maps that hosts are asked with.
func hostMaps(t *testing.T) map[string]redirect.Map {
	t.Helper()
	return map[string]redirect.Map{
		"hostile": build(t, hostile()), "thousands": build(t, thousands(300)),
		"one account": build(t, manyArticles(60)), "relative": build(t, relative()),
	}
}

// relative is an archive whose site's address is not known.
func relative() redirect.Input {
	in := thousands(60)
	in.BaseURL = ""
	return in
}

func TestHostFilesOfAHostileMap(t *testing.T) {
	m := build(t, hostile())
	for _, format := range []string{"cloudflare", "cloudflare-bulk", "edgeone", "html", "hugo", "jekyll", "netlify", "vercel"} {
		for _, f := range files(t, format, m) {
			golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
		}
	}
}
