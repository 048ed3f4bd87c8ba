package emit

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// nginxConfig is what the user of a test server adds to the rules.
type nginxConfig struct {
	beforeRules string // in the http block
	afterRules  string
	server      string // in the server block
}

// nginxBinary finds nginx.
func nginxBinary(t testing.TB) string {
	t.Helper()
	return tool(t, "nginx")
}

// writeNginxConf writes rules and a whole configuration around them; the
// server listens on addr and has a site with one page.
func writeNginxConf(t testing.TB, m redirect.Map, config nginxConfig, addr string) (dir string) {
	t.Helper()
	files := files(t, "nginx", m)
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
server_name _;
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

func startNginx(t testing.TB, m redirect.Map, config nginxConfig) site {
	t.Helper()
	binary := nginxBinary(t)
	for range 5 {
		addr := freeAddress(t)
		dir := writeNginxConf(t, m, config, addr)
		if out, err := checkNginx(t, binary, dir); err != nil || strings.Contains(out, "[warn]") {
			t.Fatalf("nginx -t: %v\n%s", err, out)
		}
		runNginx(t, binary, dir)
		if s := newSite(addr); s.answers() {
			return s
		}
	}
	t.Fatal("nginx did not start on any port")
	return site{}
}

func runNginx(t testing.TB, binary, dir string) {
	t.Helper()
	runServer(t, exec.Command(binary, "-e", "stderr", "-p", dir, "-c", dir+"/nginx.conf"))
}
