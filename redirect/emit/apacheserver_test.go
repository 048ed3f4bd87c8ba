package emit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// apacheModules are those of the tests; any server has them.
var apacheModules = []string{"mpm_event", "authz_core", "dir", "rewrite"}

// writeApacheConf writes files and a whole configuration; the server listens on
// addr and has a site with one page. The virtual host has the given directives.
func writeApacheConf(t testing.TB, files []File, host, addr string) (dir string) {
	t.Helper()
	dir = filepath.ToSlash(t.TempDir())
	var conf strings.Builder
	for _, module := range apacheModules {
		fmt.Fprintf(&conf, "LoadModule %s_module %s/mod_%s.so\n", module, apacheModuleFolder(t), module)
	}
	fmt.Fprintf(&conf, `
ServerRoot %[1]s
PidFile %[1]s/pid
DefaultRuntimeDir %[1]s
Listen %[2]s
ServerName localhost
ErrorLog /dev/stderr
LogLevel error
AcceptFilter http none
ThreadsPerChild 16
StartServers 1
MaxRequestWorkers 16
MaxKeepAliveRequests 0
<VirtualHost *>
DocumentRoot %[1]s/site
<Directory %[1]s/site>
AllowOverride FileInfo
Options FollowSymLinks
</Directory>
Define wxbackup_dir "%[1]s/apache"
%[3]s
</VirtualHost>
`, dir, addr, host)
	if os.Getuid() == 0 {
		conf.WriteString("User nobody\nGroup nogroup\n")
		readableByAll(t, dir)
	}
	files = append(files,
		File{Name: "httpd.conf", Data: []byte(conf.String())},
		File{Name: "site/index.html", Data: []byte("home")},
		File{Name: "site/own/index.html", Data: []byte("own page")},
		File{Name: "site/gone.html", Data: []byte("the user's own page")})
	if _, err := Write(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// readableByAll opens the test's folder to the user that the server runs as.
func readableByAll(t testing.TB, dir string) {
	t.Helper()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func apacheModuleFolder(t testing.TB) string {
	t.Helper()
	for _, dir := range []string{"/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2"} {
		if _, err := os.Stat(dir + "/mod_rewrite.so"); err == nil {
			return dir
		}
	}
	t.Fatal("apache2 is installed without its modules")
	return ""
}

// checkApache runs apache2 -t and returns what it says.
func checkApache(t testing.TB, dir string) (output string, err error) {
	t.Helper()
	out, err := exec.Command(tool(t, "apache2"), "-t", "-f", dir+"/httpd.conf").CombinedOutput()
	return string(out), err
}

// startApache starts Apache with the files and the virtual host's directives;
// prepare may do more with the folder before.
func startApache(t testing.TB, files []File, host string, prepare func(dir string)) site {
	t.Helper()
	binary := tool(t, "apache2")
	for range 5 {
		addr := freeAddress(t)
		dir := writeApacheConf(t, files, host, addr)
		if prepare != nil {
			prepare(dir)
		}
		if out, err := checkApache(t, dir); err != nil || strings.TrimSpace(out) != "Syntax OK" {
			t.Fatalf("apache2 -t: %v\n%s", err, out)
		}
		runServer(t, exec.Command(binary, "-X", "-f", dir+"/httpd.conf"))
		if s := newSite(addr); s.answers() {
			return s
		}
	}
	t.Fatal("Apache did not start on any port")
	return site{}
}
