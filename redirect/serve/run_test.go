package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"wxbackup/redirect/table"
)

// running is a server on a port, and how to stop it.
type running struct {
	*Server
	address string
	stop    func() error
}

func run(t *testing.T, s *Server) running {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, l) }()
	t.Cleanup(cancel)
	return running{s, l.Addr().String(), func() error { cancel(); return <-ended }}
}

// say sends text on a new connection and gives the first line of the answer.
func (r running) say(t *testing.T, text string) string {
	t.Helper()
	c, err := net.Dial("tcp", r.address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprint(c, text)
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func (r running) location(t *testing.T, i int) string {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	resp, err := client.Get("http://" + r.address + "/s/" + shortID(i))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.Header.Get("Location")
}

// until waits for something to come true, ten seconds at most.
func until(t *testing.T, what string, true func() bool) {
	t.Helper()
	for range 1000 {
		if true() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited in vain until %s", what)
}

func TestAReplacedTableIsTakenUp(t *testing.T) {
	r := run(t, newServer(t, rules(0, 2, "https://one.example")))
	if got := r.location(t, 0); got != "https://one.example/posts/0/" {
		t.Fatalf("first %q", got)
	}
	writeTable(t, r.opts.Table, rules(0, 2, "https://two.example"))
	until(t, "the new table is served", func() bool { return r.location(t, 0) == "https://two.example/posts/0/" })
	until(t, "counts are saved", func() bool { _, err := os.Stat(r.opts.Counts); return err == nil })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
}

// A table that was copied half is refused once, and the old one served on.
func TestADamagedTableIsNotTakenUp(t *testing.T) {
	s := newServer(t, rules(0, 2, "https://one.example"))
	warned := make(chan error, 100)
	s.opts.Warn = func(err error) { warned <- err }
	r := run(t, s)
	if err := os.WriteFile(s.opts.Table+".half", []byte("half a table"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.opts.Table+".half", s.opts.Table); err != nil {
		t.Fatal(err)
	}
	if err := <-warned; !errors.Is(err, table.ErrDamaged) {
		t.Errorf("warned of %v", err)
	}
	time.Sleep(50 * time.Millisecond)
	if got := r.location(t, 0); got != "https://one.example/posts/0/" || len(warned) > 0 {
		t.Errorf("served %q, %d more warnings", got, len(warned))
	}
	writeTable(t, s.opts.Table, rules(0, 2, "https://two.example"))
	until(t, "the mended table is served", func() bool { return r.location(t, 0) == "https://two.example/posts/0/" })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
}

func TestRenewComesBeforeEachLook(t *testing.T) {
	s := newServer(t, rules(0, 1, "https://one.example"))
	s.opts.Renew = func() error {
		s.opts.Renew = nil
		writeTable(t, s.opts.Table, rules(0, 1, "https://renewed.example"))
		return nil
	}
	r := run(t, s)
	until(t, "the renewed table is served", func() bool { return r.location(t, 0) == "https://renewed.example/posts/0/" })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
}

func TestStrangeRequestsAreRefused(t *testing.T) {
	r := run(t, newServer(t, rules(0, 1, "https://one.example")))
	for name, c := range map[string]struct{ text, want string }{
		"no HTTP":        {"hello\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"no host":        {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request: missing required Host header"},
		"long address":   {"GET /" + strings.Repeat("a", 30_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
		"broken escape":  {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"a body":         {"GET /s/" + shortID(0) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 301 Moved Permanently"},
		"whole address":  {"GET http://b/s/" + shortID(0) + " HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 301 Moved Permanently"},
		"HTTP/1.0":       {"GET /s/" + shortID(0) + " HTTP/1.0\r\n\r\n", "HTTP/1.0 301 Moved Permanently"},
		"CONNECT":        {"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n", "HTTP/1.1 405 Method Not Allowed"},
		"all the server": {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK"},
	} {
		if got := r.say(t, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
}

// Open connections that say nothing do not keep the server from stopping, and
// counts are saved.
func TestAStopSavesCountsWithinFiveSeconds(t *testing.T) {
	s := newServer(t, rules(0, 1, ""))
	s.opts.Save = time.Hour
	r := run(t, s)
	silent, err := net.Dial("tcp", r.address)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	fmt.Fprint(silent, "GET / HT")
	r.location(t, 0)
	start := time.Now()
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if got := counts(t, s.opts.Counts); got != `{"id":"id-0000","count":1}`+"\n" {
		t.Errorf("counts %q", got)
	}
}
