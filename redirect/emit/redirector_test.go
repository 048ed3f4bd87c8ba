package emit

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
	"wxbackup/redirect"
)

func TestRedirectorFilesOfAHostileMap(t *testing.T) {
	in := hostile()
	in.BaseURL = "https://www.example.com/"
	for _, f := range files(t, "redirector", build(t, in)) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

// platformRequest is an address on the platform, and where a reader's browser
// must go from it; "" for nowhere.
type platformRequest struct{ url, want string }

// platformRequests are all requests of the suite as the platform is asked.
func platformRequests(in redirect.Input, o oracle) []platformRequest {
	var all []platformRequest
	for _, r := range requests(in) {
		// Only rules for the platform's own paths are asked about.
		if _, ok := article.ParseAddress(r.target); r.host == mirror && (ok || strings.HasPrefix(r.target, "/s")) {
			all = append(all, platformRequest{"https://" + article.Host + r.target, o.answer(article.Host, r.target).location})
		}
	}
	return all
}

// redirectorRun asks the rules for addresses.
func redirectorRun(t *testing.T, out Output, all []platformRequest) []string {
	t.Helper()
	var in struct {
		File      json.RawMessage `json:"file"`
		Addresses []string        `json:"addresses"`
	}
	in.File = out.Files[0].Data
	for _, r := range all {
		in.Addresses = append(in.Addresses, r.url)
	}
	var got struct {
		Targets, Errors []string
		Milliseconds    float64
	}
	runNode(t, in, &got, "redirector.mjs")
	t.Logf("%d addresses in %.0f ms", len(all), got.Milliseconds)
	if len(got.Errors) > 0 {
		t.Errorf("rules that fail their own example: %q", got.Errors)
	}
	return got.Targets
}

// The matching of the extension is interpreted, not run: it is on no registry
// and needs Firefox.
func TestRedirectorRulesSendEveryFormOn(t *testing.T) {
	in := thousands(300)
	m := build(t, in)
	out := emit(t, "redirector", m)
	unserved := map[string]bool{}
	for _, u := range out.Unserved {
		for _, rule := range u.Rules {
			unserved[strings.ToLower(rule.Source.String())] = true
		}
	}
	all, led := platformRequests(in, newOracle(m)), 0
	for i, got := range redirectorRun(t, out, all) {
		r := all[i]
		if got != "" {
			led++
		}
		if got == r.want {
			continue
		}
		a, _ := article.ParseAddress(r.url)
		names := strings.ToLower(strings.Join(a.Aliases(), ""))
		switch {
		case got == "" && (unserved[names] || strings.Contains(r.url, "/s/%") || strings.Contains(r.url, "Mid=999")):
			// Twins, and what the README leaves out.
		case r.want == "" && a.ShortID != "" && !unserved[names]:
			// The extension minds no case, and no rule is that of a twin.
		case r.want == "" && strings.Contains(r.url, "/S/"):
		default:
			t.Errorf("%s: %q, want %q", r.url, got, r.want)
		}
	}
	t.Logf("%d of %d addresses led on", led, len(all))
	if led < 5000 {
		t.Error("the test says little")
	}
}

func TestRedirectorHoldsNoMoreRulesThanTheExtensionBears(t *testing.T) {
	m := build(t, manyArticles(redirectorMost+10))
	out := emit(t, "redirector", m)
	if n := strings.Count(string(out.Files[0].Data), `"includePattern"`); n != redirectorMost {
		t.Errorf("%d rules, want %d", n, redirectorMost)
	}
	last := out.Unserved[len(out.Unserved)-1]
	if last.Instead != "userscript" || last.Count != 20 {
		t.Errorf("%d rules are left out (%s), want the key and the short id of ten articles", last.Count, last.Reason)
	}
}

// On the platform a path leads nowhere.
func TestReadersBrowsersGetAbsoluteTargetsOnly(t *testing.T) {
	for _, name := range []string{"redirector", "userscript"} {
		out := emit(t, name, build(t, hostile()))
		if strings.Contains(string(out.Files[0].Data), "/posts/") {
			t.Errorf("%s: a path is a target", name)
		}
		relative := 0
		for _, u := range out.Unserved {
			if strings.Contains(u.Reason, "--base-url") {
				relative = u.Count
			}
		}
		if relative != 4 {
			t.Errorf("%s: %d rules are told as having no address, want 4", name, relative)
		}
	}
}
