package emit

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// haproxySite answers whatever has no rule as a site of one page would.
const haproxySite = `
	http-request return status 200 content-type text/html string home if { path / }
	http-request return status 404`

// writeHAProxyConf pastes the rules into a frontend that listens on addr, with
// the folder of the maps named as README says.
func writeHAProxyConf(t testing.TB, m redirect.Map, rest, addr string) (dir string) {
	t.Helper()
	files := files(t, "haproxy", m)
	dir = filepath.ToSlash(t.TempDir())
	rules := strings.ReplaceAll(string(files[0].Data), haproxyFolder, dir+"/haproxy/")
	conf := fmt.Sprintf(`global
	log stderr local0
defaults
	mode http
	timeout client 10s
	timeout connect 10s
	timeout server 10s
frontend redirects
	bind %s
%s%s
`, addr, rules, rest)
	if _, err := Write(dir, append(files, File{Name: "haproxy.cfg", Data: []byte(conf)})); err != nil {
		t.Fatal(err)
	}
	return dir
}

// checkHAProxy runs haproxy -c, which must have nothing to say but that the
// configuration is valid.
func checkHAProxy(t testing.TB, dir string) {
	t.Helper()
	out, err := exec.Command(tool(t, "haproxy"), "-c", "-f", dir+"/haproxy.cfg").CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "Configuration file is valid" {
		t.Fatalf("haproxy -c: %v\n%.4000s", err, out)
	}
}

func startHAProxy(t testing.TB, m redirect.Map, rest string) site {
	t.Helper()
	for range 5 {
		addr := freeAddress(t)
		dir := writeHAProxyConf(t, m, rest, addr)
		checkHAProxy(t, dir)
		runServer(t, exec.Command(tool(t, "haproxy"), "-db", "-f", dir+"/haproxy.cfg"))
		if s := newSite(addr); s.answers() {
			return s
		}
	}
	t.Fatal("HAProxy did not start on any port")
	return site{}
}
