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
// and needs Firefox. Most addresses of thousands have twins, which the
// extension cannot tell apart; those of manyArticles have none.
func TestRedirectorRulesSendEveryFormOn(t *testing.T) {
	for in, atLeast := range map[*redirect.Input]int{new(thousands(300)): 2000, new(manyArticles(300)): 6500} {
		m := build(t, *in)
		out, all, led := emit(t, "redirector", m), platformRequests(*in, newOracle(m)), 0
		left := leftOut(out)
		for i, got := range redirectorRun(t, out, all) {
			if got != "" {
				led++
			}
			if got != all[i].want && !left.excuses(all[i], got) {
				t.Errorf("%s: %q, want %q", all[i].url, got, all[i].want)
			}
		}
		t.Logf("%d of %d addresses led on", led, len(all))
		if led < atLeast {
			t.Error("the test says little")
		}
	}
}

// unled are the sources without a rule, in lower case.
type unled map[string]bool

func leftOut(out Output) unled {
	left := unled{}
	for _, u := range out.Unserved {
		for _, rule := range u.Rules {
			left[strings.ToLower(rule.Source.String())] = true
		}
	}
	return left
}

// excuses what the README says: twins have no rule, and case does not matter
// to the others; nor are percent-encoded letters read.
func (l unled) excuses(r platformRequest, got string) bool {
	a, _ := article.ParseAddress(r.url)
	isLeft := l[strings.ToLower(strings.Join(a.Aliases(), ""))]
	if got == "" {
		return isLeft || strings.Contains(r.url, "/s/%") || strings.Contains(r.url, "Mid=999")
	}
	return r.want == "" && !isLeft && (a.ShortID != "" || strings.Contains(r.url, "/S/"))
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
