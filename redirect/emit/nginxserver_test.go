package emit

import (
	"bytes"
	"errors"
	"fmt"
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

	"wxbackup/redirect"
)

// nginxConfig is what the user of a test server adds to the rules.
type nginxConfig struct {
	beforeRules string // in the http block
	afterRules  string
	server      string // in the server block
}

// nginxBinary finds nginx. Without it the test is skipped, or fails where the
// environment demands all tools.
func nginxBinary(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("WXBACKUP_REQUIRE_TOOLS") == "1" {
		t.Fatal("nginx is not installed, and WXBACKUP_REQUIRE_TOOLS=1 demands it")
	}
	t.Skip("nginx is not installed: the rules were not tried on a real server")
	return ""
}

// writeNginxConf writes rules and a whole configuration around them; the
// server listens on addr and has a site with one page.
func writeNginxConf(t testing.TB, m redirect.Map, config nginxConfig, addr string) (dir string) {
	t.Helper()
	files, err := Nginx(m)
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.ToSlash(t.TempDir())
	conf := fmt.Sprintf(`
daemon off; master_process off; pid %[1]s/nginx.pid; error_log stderr;
events { worker_connections 64; }
http {
access_log off;
client_body_temp_path %[1]s/tmp1; proxy_temp_path %[1]s/tmp2; fastcgi_temp_path %[1]s/tmp3;
uwsgi_temp_path %[1]s/tmp4; scgi_temp_path %[1]s/tmp5;
%[2]s
include %[1]s/nginx/wxbackup-map.conf;
%[3]s
server {
listen %[4]s;
absolute_redirect off;
include %[1]s/nginx/wxbackup-server.conf;
root %[1]s/site;
%[5]s
}
}
`, dir, config.beforeRules, config.afterRules, addr, config.server)
	files = append(files,
		File{Name: "nginx.conf", Data: []byte(conf)},
		File{Name: "site/index.html", Data: []byte("home")},
		File{Name: "site/own/index.html", Data: []byte("own page")},
		File{Name: "site/gone.html", Data: []byte("the user's own page")})
	if _, err := Write(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// checkNginx runs nginx -t and returns what it says.
func checkNginx(t testing.TB, binary, dir string) (output string, err error) {
	t.Helper()
	out, err := exec.Command(binary, "-t", "-e", "stderr", "-p", dir, "-c", dir+"/nginx.conf").CombinedOutput()
	return string(out), err
}

// site is a running nginx and a client that keeps its connection.
type site struct {
	base   string
	client *http.Client
}

func startNginx(t testing.TB, m redirect.Map, config nginxConfig) site {
	t.Helper()
	binary := nginxBinary(t)
	for range 5 {
		addr := freeAddress(t)
		dir := writeNginxConf(t, m, config, addr)
		if out, err := checkNginx(t, binary, dir); err != nil || strings.Contains(out, "[warn]") {
			t.Fatalf("nginx -t: %v\n%s", err, out)
		}
		s := site{base: "http://" + addr, client: &http.Client{
			Timeout:       10 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}}
		runNginx(t, binary, dir)
		if s.answers() {
			return s
		}
	}
	t.Fatal("nginx did not start on any port")
	return site{}
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

func runNginx(t testing.TB, binary, dir string) {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command(binary, "-e", "stderr", "-p", dir, "-c", dir+"/nginx.conf")
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
			t.Logf("nginx said: %s", stderr.String())
		}
	})
}

// answers waits until the server speaks, ten seconds at most.
func (s site) answers() bool {
	for range 200 {
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

// get asks for a path and query exactly as they are written.
func (s site) get(t testing.TB, target string) answer {
	t.Helper()
	path, query, _ := strings.Cut(target, "?")
	u, err := url.Parse(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	u.RawQuery = query
	resp, err := s.client.Do(&http.Request{Method: http.MethodGet, URL: u, Host: "old.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header.Get("Location"), string(body)}
}
