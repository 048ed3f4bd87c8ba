package bench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"wxbackup/article"
	"wxbackup/redirect"
	"wxbackup/redirect/emit"
	"wxbackup/redirect/table"
)

const (
	// served is how many rules the servers have.
	served = 1_000_000
	// connections is how many clients ask at once, each on one connection.
	connections = 32
	// roundTime is how long each server is asked in a round.
	roundTime = time.Second
	// starts is how often serve-redirects is started.
	starts = 9
)

// BenchmarkServeRedirects is serve-redirects with 1,000,000 rules: how long
// from the start to the first answer, its most anonymous memory under load, and
// how many requests a second it answers against nginx with the same rules in
// the same run. The same client asks both in turn, on as many connections that
// stay open, for addresses in no order. Both may use all cores, which they
// share with the client: nginx has a worker a core, Go its own threads.
func BenchmarkServeRedirects(b *testing.B) {
	m, _, err := redirect.Build(invented(served))
	must(b, err)
	asked := questions(m)
	nginx := startNginx(b, m)
	serving := serveCommand(b, m)
	for b.Loop() {
		b.ReportMetric(median(startTimes(b, serving, asked)), "ms-to-ready")
		c, address := serving()
		own := startPeer(b, c, address)
		memory := newWatch(own.process.Process.Pid)
		var ratios, cpus, rates []float64
		for range rounds {
			theirs, ours := nginx.round(b, asked), own.round(b, asked)
			ratios = append(ratios, ours.rate/theirs.rate)
			cpus = append(cpus, ours.cpu/theirs.cpu)
			rates = append(rates, ours.rate)
		}
		b.ReportMetric(float64(memory.stop())/(1<<20), "MB")
		b.ReportMetric(median(ratios), "rate/nginx")
		b.ReportMetric(median(cpus), "cpu/nginx")
		b.ReportMetric(median(rates), "requests/s")
		b.ReportMetric(0, "ns/op")
		own.end(b)
	}
}

// question is a request as it is sent, and the location that is the answer.
type question struct{ request, location []byte }

// questions are requests for rules in no order, for keys and for short ids.
func questions(m redirect.Map) []question {
	random := rand.New(rand.NewPCG(1, 2))
	all := make([]question, 50_000)
	for i := range all {
		rule := m.Rules[random.IntN(len(m.Rules))]
		target := rule.Source.URLPath()
		if k := rule.Source.Key; !k.IsZero() {
			target = fmt.Sprintf("/s?__biz=%s&mid=%d&idx=%d&sn=00aa11bb22cc33dd44ee55ff66778899&chksm=8b2f3c0fbc58b519a0&scene=27", article.PadBiz(k.Biz), k.Mid, k.Idx)
		}
		all[i] = question{
			fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: old.example.com\r\nUser-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Language: zh-CN\r\n\r\n", target),
			fmt.Appendf(nil, "Location: %s\r\n", rule.Target),
		}
	}
	return all
}

// serveCommand gives the command that serves the rules of a table, on a free
// port each time.
func serveCommand(b *testing.B, m redirect.Map) func() (*exec.Cmd, string) {
	b.Helper()
	program, dir := build(b), b.TempDir()
	path := filepath.Join(dir, "wxbackup.table")
	must(b, table.WriteFile(path, m, table.Stamp{}))
	return func() (*exec.Cmd, string) {
		address := freeAddress(b)
		return exec.Command(program, "serve-redirects", "--quiet", "--table", path, "--listen", address), address
	}
}

// startTimes are milliseconds from the start of the program to its answer to a
// first question.
func startTimes(b *testing.B, serving func() (*exec.Cmd, string), asked []question) []float64 {
	b.Helper()
	times := make([]float64, starts)
	for i := range times {
		c, address := serving()
		start := time.Now()
		own := startPeer(b, c, address)
		must(b, newClient(b, address).ask(asked[i]))
		times[i] = float64(time.Since(start).Microseconds()) / 1000
		own.end(b)
	}
	return times
}

// startNginx starts nginx with the rules, and a worker a core.
func startNginx(b *testing.B, m redirect.Map) peer {
	b.Helper()
	binary, err := exec.LookPath("nginx")
	if err != nil {
		binary = "/usr/sbin/nginx"
	}
	if exec.Command(binary, "-v").Run() != nil {
		b.Skip("nginx is not installed: there is nothing to measure against")
	}
	dir, address := b.TempDir(), freeAddress(b)
	must(b, emitNginx(m, dir))
	conf := strings.NewReplacer("DIR", filepath.ToSlash(dir), "ADDRESS", address).Replace(nginxConf)
	must(b, writeFile(filepath.Join(dir, "nginx.conf"), conf))
	return startPeer(b, exec.Command(binary, "-e", "stderr", "-p", dir, "-c", filepath.Join(dir, "nginx.conf")), address)
}

// nginxConf lets a connection live as long as the benchmark.
const nginxConf = `
daemon off; pid DIR/nginx.pid; error_log stderr; worker_processes auto;
events { worker_connections 256; }
http {
include DIR/nginx/wxbackup-map.conf;
access_log off; keepalive_requests 1000000000;
client_body_temp_path DIR/tmp1; proxy_temp_path DIR/tmp2; fastcgi_temp_path DIR/tmp3;
uwsgi_temp_path DIR/tmp4; scgi_temp_path DIR/tmp5;
server {
listen ADDRESS;
absolute_redirect off;
include DIR/nginx/wxbackup-server.conf;
location / { return 404; }
}
}
`

func emitNginx(m redirect.Map, dir string) error {
	for _, f := range emit.Formats() {
		if f.Name != "nginx" {
			continue
		}
		out, err := f.Emit(m, emit.Settings{})
		if err != nil {
			return err
		}
		_, err = emit.Write(dir, out.Files)
		return err
	}
	return fmt.Errorf("there is no format %q", "nginx")
}

func freeAddress(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(b, err)
	defer l.Close()
	return l.Addr().String()
}

// peer is a running server.
type peer struct {
	process *exec.Cmd
	address string
	stderr  *bytes.Buffer
}

// startPeer starts a server and waits until it takes connections.
func startPeer(b *testing.B, c *exec.Cmd, address string) peer {
	b.Helper()
	p := peer{c, address, &bytes.Buffer{}}
	c.Stderr = p.stderr
	must(b, c.Start())
	b.Cleanup(func() { p.end(b) })
	for start := time.Now(); time.Since(start) < 5*time.Minute; time.Sleep(time.Millisecond) {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return p
		}
	}
	b.Fatalf("%s does not answer\n%s", c.Path, p.stderr)
	return p
}

// end stops the server as a service manager does. Once is enough.
func (p peer) end(b *testing.B) {
	b.Helper()
	if p.process.ProcessState != nil {
		return
	}
	must(b, p.process.Process.Signal(syscall.SIGTERM))
	if err := p.process.Wait(); err != nil {
		b.Errorf("%s: %v\n%s", p.process.Path, err, p.stderr)
	}
}
