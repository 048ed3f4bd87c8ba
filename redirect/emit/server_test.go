package emit

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mirror is the host that the servers of the tests are asked as.
const mirror = "old.example.com"

// tool finds a program. Without it the test is skipped, or fails where the
// environment demands all tools.
func tool(t testing.TB, name string) string {
	t.Helper()
	for _, dir := range []string{"", "/usr/sbin", "/usr/local/sbin"} {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
		t.Fatalf("%s is not installed, and WXBACKUP_REQUIRE_TOOLS=1 demands it", name)
	}
	t.Skipf("%s is not installed: the rules were not tried on the real server", name)
	return ""
}

// runServer starts a server that stays in the foreground, and ends it with the
// test.
func runServer(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		var exit *exec.ExitError
		if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("%s said: %.4000s", filepath.Base(cmd.Path), stderr.String())
		}
	})
}

// site is a running server and a client that keeps its connections.
type site struct {
	base   string
	client *http.Client
}

func newSite(addr string) site {
	return site{base: "http://" + addr, client: &http.Client{
		Timeout:       10 * time.Second,
		Transport:     &http.Transport{MaxIdleConnsPerHost: askers, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// answers waits until the server speaks, twenty seconds at most.
func (s site) answers() bool {
	for range 400 {
		resp, err := s.client.Get(s.base + "/")
		if err == nil {
			resp.Body.Close()
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// answer is what a server says to one request.
type answer struct {
	status   int
	location string
	body     string
}

// get asks the mirror host for a path and query exactly as they are written.
func (s site) get(t testing.TB, target string) answer {
	t.Helper()
	return s.ask(t, mirror, target)
}

// ask asks any host of the server.
func (s site) ask(t testing.TB, host, target string) answer {
	t.Helper()
	path, query, _ := strings.Cut(target, "?")
	u, err := url.Parse(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	u.RawQuery = query
	resp, err := s.client.Do(&http.Request{Method: http.MethodGet, URL: u, Host: host})
	if err != nil {
		t.Errorf("asking %s for %s: %v", host, target, err)
		return answer{}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Errorf("asking %s for %s: %v", host, target, err)
	}
	return answer{resp.StatusCode, resp.Header.Get("Location"), string(body)}
}
