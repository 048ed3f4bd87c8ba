package cmd_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/article"
)

// rulesHost is a host for scripts that answers by the file that
// `redirect --format json` wrote into the script's folder, and has a page
// wherever a rule leads.
type rulesHost struct{ dir string }

// rulesFile is what the host needs of the file.
type rulesFile struct {
	Rules []struct {
		Kind, Biz, Path, Target string
		ShortID                 string `json:"short_id"`
		Mid, Idx                uint64
	}
	Accounts []string
}

// startRulesHost starts a host for the script in dir, until the script ends.
func startRulesHost(dir string, end func(func())) (address string) {
	server := httptest.NewServer(rulesHost{dir})
	end(server.Close)
	return server.URL
}

func (h rulesHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var file rulesFile
	data, err := os.ReadFile(filepath.Join(h.dir, "redirects", "json", "redirects.json"))
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	status, target := file.answer(r)
	if target != "" {
		w.Header().Set("Location", target)
	}
	w.WriteHeader(status)
}

func (f rulesFile) answer(r *http.Request) (status int, target string) {
	address, _ := article.ParseAddress(r.RequestURI)
	for _, rule := range f.Rules {
		key := article.Key{Biz: rule.Biz, Mid: rule.Mid, Idx: rule.Idx}
		switch {
		case rule.Kind == "long" && address.Key == key,
			rule.Kind == "short" && address.ShortID == rule.ShortID,
			rule.Kind == "former" && rule.Path == path.Join("/", r.URL.Path):
			return http.StatusMovedPermanently, rule.Target
		case strings.HasSuffix(rule.Target, r.URL.EscapedPath()):
			return http.StatusOK, ""
		}
	}
	for _, biz := range f.Accounts {
		if address.Key.Biz == biz {
			return http.StatusGone, ""
		}
	}
	return http.StatusNotFound, ""
}

// TestCheckOfARealServer asks nginx, with the rules and the pages that the
// commands wrote.
func TestCheckOfARealServer(t *testing.T) {
	r := road{T: t, dir: t.TempDir(), export: filepath.Join("..", "testdata", "export")}
	nginxPath(t)
	r.travel(3)
	for _, a := range r.articles() {
		writeExport(t, filepath.Join(r.dir, "public", filepath.FromSlash(a.Path), "index.html"), []byte(a.Title))
	}
	s, gone := serve(t, r.dir), r.articles()[0]
	host := "http://" + s.address
	r.run(0, "redirect", "--check", host, "--rate", "1000")

	// People get a hundred failures and the number of the others.
	var list strings.Builder
	for i := range 60 {
		fmt.Fprintf(&list, "/before/%d.html,%s\n", i, gone.ID)
	}
	writeExport(t, filepath.Join(r.dir, "old.csv"), []byte(list.String()))
	out := string(r.run(3, "redirect", "--check", host, "--rate", "1000", "--legacy", filepath.Join(r.dir, "old.csv")))
	if strings.Count(out, "404 instead of 301") != 100 || !strings.Contains(out, "\nand 80 more; --json prints all\n") {
		t.Errorf("180 failures are printed as\n%s", out)
	}

	// One page is missing: its article's addresses do not arrive.
	if err := os.Remove(filepath.Join(r.dir, "public", filepath.FromSlash(gone.Path), "index.html")); err != nil {
		t.Fatal(err)
	}
	var failed int
	for line := range strings.Lines(string(r.run(3, "redirect", "--check", host, "--rate", "1000", "--json"))) {
		var got struct {
			Type, ID, Reason string
			TargetStatus     int `json:"target_status"`
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if got.Type == "address" {
			failed++
			if got.ID != gone.ID || got.Reason != "target" || got.TargetStatus < 400 {
				t.Errorf("unexpected: %s", line)
			}
		}
	}
	if failed == 0 {
		t.Error("no address of the missing page is told")
	}
}
