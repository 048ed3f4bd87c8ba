package emit

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// visits are addresses to open in Chromium, see testdata/visit.mjs.
type visits struct {
	Server     string `json:"server"`
	Script     string `json:"script,omitempty"`
	Language   string `json:"language,omitempty"`
	JavaScript bool   `json:"javaScript"`
	// Frames is a page in which the visits are made, in frames.
	Frames string  `json:"frames,omitempty"`
	Visits []visit `json:"visits"`
}

type visit struct {
	URL string `json:"url"`
	// Paste is what is put into the box of the page, nothing when it is nil.
	Paste *string `json:"paste,omitempty"`
	// Stays says that the visit is not expected to lead away.
	Stays bool `json:"stays"`
}

// sight is where a visit ended.
type sight struct {
	URL     string
	State   string
	Asked   []string
	Strange bool
}

// open makes the visits.
func (v visits) open(t testing.TB) []sight {
	t.Helper()
	tool(t, "chromium")
	var seen []sight
	runNode(t, v, &seen, "visit.mjs", playwright(t))
	if len(seen) != len(v.Visits) {
		t.Fatalf("%d of %d visits were made", len(seen), len(v.Visits))
	}
	return seen
}

// runNode runs a script of testdata, JSON in and JSON out.
func runNode(t testing.TB, in, out any, script string, args ...string) {
	t.Helper()
	input, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	node := exec.Command(tool(t, "node"), append([]string{filepath.Join("testdata", script)}, args...)...)
	node.Stdin, node.Stderr = bytes.NewReader(input), &stderr
	output, err := node.Output()
	if err != nil {
		t.Fatalf("running %s: %v\n%.4000s", script, err, &stderr)
	}
	if err := json.Unmarshal(output, out); err != nil {
		t.Fatal(err)
	}
}

// playwright is the directory of the driver of browsers.
func playwright(t testing.TB) string {
	t.Helper()
	modules := os.Getenv("WXBACKUP_NODE_MODULES")
	if modules == "" {
		modules = filepath.Join("..", "..", "internal", "engines", "node_modules")
	}
	if _, err := os.Stat(filepath.Join(modules, "playwright-core")); err != nil {
		if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
			t.Fatal("playwright-core is not installed (make engines), and WXBACKUP_REQUIRE_TOOLS=1 demands it")
		}
		t.Skip("playwright-core is not installed (make engines): no page was opened in a browser")
	}
	modules, err := filepath.Abs(modules)
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

// The new site is a host, or a folder of any host; all of its pages are there.
const (
	farHost = "www.example.com"
	farPath = "/far/"
)

// staticHost serves files as static hosts do: it looks at the path alone, leads
// from a folder without its slash to the one with it, and has 404.html for
// everything else.
func staticHost(t testing.TB, files map[string][]byte) (server string) {
	t.Helper()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		clean := path.Join("/", r.URL.Path)
		switch data, found := files[clean]; {
		case r.Host == farHost, strings.HasPrefix(clean, farPath):
			w.Write([]byte("<!DOCTYPE html><title>far</title>"))
		case found:
			http.ServeContent(w, r, clean, time.Time{}, bytes.NewReader(data))
		case files[path.Join(clean, "index.html")] == nil:
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusNotFound)
			w.Write(files["/404.html"])
		case !strings.HasSuffix(r.URL.Path, "/"):
			w.Header().Set("Location", r.URL.EscapedPath()+"/?"+r.URL.RawQuery)
			w.WriteHeader(http.StatusMovedPermanently)
		default:
			http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader(files[path.Join(clean, "index.html")]))
		}
	}))
	t.Cleanup(host.Close)
	return host.Listener.Addr().String()
}
