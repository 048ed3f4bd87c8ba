package emit

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wxbackup/article"
	"wxbackup/internal/golden"
)

func TestUserscriptFilesOfAHostileMap(t *testing.T) {
	in := hostile()
	in.BaseURL = "https://www.example.com/"
	for _, f := range files(t, "userscript", build(t, in)) {
		golden.Equal(t, filepath.Join("testdata", "hostile", filepath.FromSlash(f.Name)), f.Data)
	}
}

// Chromium runs the script in pages of the platform, which the test answers
// itself. A script that leads on at once never lets the page be shown.
func TestUserscriptLeadsReadersOnInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("opens a thousand pages")
	}
	in := thousands(40)
	// The new site is a folder of the platform here, for frames that end there
	// can be looked into.
	in.BaseURL = "https://" + article.Host + farPath
	m := build(t, in)
	script := filepath.Join(t.TempDir(), "wxbackup.user.js")
	if err := os.WriteFile(script, files(t, "userscript", m)[0].Data, 0o600); err != nil {
		t.Fatal(err)
	}
	all := platformRequests(in, newOracle(m))
	v := visits{Server: staticHost(t, nil), Script: script, JavaScript: true, Frames: "https://" + article.Host + "/frames"}
	for _, r := range all {
		v.Visits = append(v.Visits, visit{URL: r.url, Stays: r.want == ""})
	}
	led := 0
	for i, got := range v.open(t) {
		if r := all[i]; r.want != "" {
			led++
			if got.URL != r.want {
				t.Errorf("%s: ends at %s, want %s", r.url, got.URL, r.want)
			}
		} else if len(got.Asked) != 1 || strings.Contains(got.URL, farPath) {
			t.Errorf("%s: asks for %q, want it left alone", r.url, got.Asked)
		}
	}
	t.Logf("%d of %d addresses led on", led, len(all))
	if led < 700 || len(all)-led < 100 {
		t.Error("the test says little")
	}
}

// The script runs on every path at which ParseAddress knows an article, and on
// the platform only.
func TestUserscriptMatchesThePathsOfArticles(t *testing.T) {
	script := string(files(t, "userscript", build(t, hostile()))[0].Data)
	matches := regexp.MustCompile(`(?m)^// @match +\*://mp\.weixin\.qq\.com(\S+)\*$`).FindAllStringSubmatch(script, -1)
	if n := strings.Count(script, "@match"); len(matches) != n || n == 0 {
		t.Fatalf("%d of %d lines are for the platform", len(matches), n)
	}
	for _, form := range append(longForms(article.Key{Biz: testBiz, Mid: 1, Idx: 1}), append(shortForms(short1), "/mp/wappoc_appmsgcaptcha?target_url=a")...) {
		known := false
		for _, match := range matches {
			known = known || strings.HasPrefix(form, match[1])
		}
		if !known {
			t.Errorf("no line matches %s", form)
		}
	}
}
