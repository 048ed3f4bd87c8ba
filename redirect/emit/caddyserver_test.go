package emit

import (
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// What a user writes into a site block: the rules, and pages for whatever has
// no rule.
const (
	caddyImport = "import caddy/wxbackup.caddy\n\t"
	caddySite   = caddyImport + "file_server"
)

// writeCaddyfile writes rules and a whole configuration around them; the
// server listens on addr and is asked as any host.
func writeCaddyfile(t testing.TB, m redirect.Map, directives, addr string) (dir string) {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.ToSlash(t.TempDir())
	conf := fmt.Sprintf(`{
	admin off
	auto_https off
}
http://:%s {
	bind %s
	root * %s/site
	%s
}
`, port, host, dir, directives)
	files := append(files(t, "caddy", m),
		File{Name: "Caddyfile", Data: []byte(conf)},
		File{Name: "site/index.html", Data: []byte("home")},
		File{Name: "site/own/index.html", Data: []byte("own page")},
		File{Name: "site/gone.html", Data: []byte("the user's own page")})
	if _, err := Write(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// caddyCommand prepares a command that keeps its data in the folder of the
// test.
func caddyCommand(t testing.TB, dir, name string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(tool(t, "caddy"), name, "--config", dir+"/Caddyfile", "--adapter", "caddyfile")
	cmd.Env = append(cmd.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir+"/data", "XDG_CONFIG_HOME="+dir+"/config")
	return cmd
}

// checkCaddy runs caddy validate, which must say that all is well.
func checkCaddy(t testing.TB, dir string) {
	t.Helper()
	out, err := caddyCommand(t, dir, "validate").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Valid configuration") {
		t.Fatalf("caddy validate: %v\n%.4000s", err, out)
	}
}

func startCaddy(t testing.TB, m redirect.Map, directives string) site {
	t.Helper()
	for range 5 {
		addr := freeAddress(t)
		dir := writeCaddyfile(t, m, directives, addr)
		checkCaddy(t, dir)
		runServer(t, caddyCommand(t, dir, "run"))
		if s := newSite(addr); s.answers() {
			return s
		}
	}
	t.Fatal("Caddy did not start on any port")
	return site{}
}
