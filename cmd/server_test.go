package cmd_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// server is a real nginx that serves what the commands wrote.
type server struct {
	*testing.T
	address string
	client  *http.Client
}

const nginxConf = `daemon off;
master_process off;
pid %[1]s/nginx.pid;
error_log %[1]s/error.log;
events {}
http {
    include %[1]s/redirects/nginx/wxbackup-map.conf;
    access_log off;
    client_body_temp_path %[1]s/t1;
    proxy_temp_path %[1]s/t2;
    fastcgi_temp_path %[1]s/t3;
    uwsgi_temp_path %[1]s/t4;
    scgi_temp_path %[1]s/t5;
    types { text/html html; }
    server {
        listen %[2]s;
        absolute_redirect off;
        root %[1]s/public;
        include %[1]s/redirects/nginx/wxbackup-server.conf;
        location / { try_files $uri $uri/ =404; }
    }
}
`

// serve starts nginx with the rules and the site in dir until the test ends.
func serve(t *testing.T, dir string) server {
	t.Helper()
	nginx := nginxPath(t)
	address := freeAddress(t)
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, address), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(nginx, "-e", "stderr", "-c", conf)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
	})
	s := server{t, address, newClient()}
	s.wait()
	return s
}

// newClient is a client that does not follow redirects.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func nginxPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing(t, "nginx")
	return ""
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (s server) wait() {
	s.Helper()
	for range 200 {
		if c, err := net.Dial("tcp", s.address); err == nil {
			c.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.Fatal("nginx does not answer")
}

// ask requests a path and query as they are.
func (s server) ask(target string) (status int, location string, body []byte) {
	s.Helper()
	resp, err := s.client.Get("http://" + s.address + target)
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		s.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location"), body
}
