package emit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// writeLighttpdConf writes rules and a whole configuration around them, as the
// README tells; the server listens on addr and has a site with one page.
func writeLighttpdConf(t testing.TB, m redirect.Map, addr string) (dir string) {
	t.Helper()
	dir = filepath.ToSlash(t.TempDir())
	host, port, _ := strings.Cut(addr, ":")
	conf := fmt.Sprintf(`
server.document-root = "%[1]s/site"
server.bind = "%[2]s"
server.port = %[3]s
server.errorlog = "/dev/stderr"
server.max-keep-alive-requests = 0
server.errorfile-prefix = "%[1]s/site/error-"
index-file.names = ( "index.html" )
server.modules += ( "mod_magnet" )
magnet.attract-raw-url-to = ( "%[1]s/lighttpd/wxbackup.lua" )
`, dir, host, port)
	files := append(files(t, "lighttpd", m),
		File{Name: "lighttpd.conf", Data: []byte(conf)},
		File{Name: "site/index.html", Data: []byte("home")},
		File{Name: "site/error-410.html", Data: []byte("the user's own page")},
		File{Name: "site/gone.html", Data: []byte("the user's own page")},
		File{Name: "site/own/index.html", Data: []byte("own page")})
	if _, err := Write(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// needMagnet asks for the module that Debian packs by itself.
func needMagnet(t testing.TB) {
	t.Helper()
	for _, dir := range []string{"/usr/lib/lighttpd", "/usr/lib64/lighttpd", "/usr/local/lib/lighttpd"} {
		if _, err := os.Stat(dir + "/mod_magnet.so"); err == nil {
			return
		}
	}
	tool(t, "lighttpd's mod_magnet")
}

// startLighttpd starts lighttpd and tells the folder of its rules.
func startLighttpd(t testing.TB, m redirect.Map) (s site, dir string) {
	t.Helper()
	binary := tool(t, "lighttpd")
	needMagnet(t)
	for range 5 {
		addr := freeAddress(t)
		dir := writeLighttpdConf(t, m, addr)
		if out, err := exec.Command(binary, "-tt", "-f", dir+"/lighttpd.conf").CombinedOutput(); err != nil {
			t.Fatalf("lighttpd -tt: %v\n%s", err, out)
		}
		runServer(t, exec.Command(binary, "-D", "-f", dir+"/lighttpd.conf"))
		if s := newSite(addr); s.answers() {
			return s, dir + "/lighttpd"
		}
	}
	t.Fatal("lighttpd did not start on any port")
	return site{}, ""
}
