package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// load is what a server did in a round.
type load struct {
	// rate is answers a second, cpu processor time an answer, in ticks.
	rate, cpu float64
}

// round asks a server on all connections for a while. Every answer is checked.
func (p peer) round(b *testing.B, asked []question) load {
	b.Helper()
	var answers atomic.Int64
	var group sync.WaitGroup
	before, start := ticks(p.process.Process.Pid), time.Now()
	for n := range connections {
		c := newClient(b, p.address)
		group.Go(func() {
			defer c.conn.Close()
			for i := n * len(asked) / connections; time.Since(start) < roundTime; i++ {
				if err := c.ask(asked[i%len(asked)]); err != nil {
					b.Error(err)
					return
				}
				answers.Add(1)
			}
		})
	}
	group.Wait()
	n := float64(answers.Load())
	return load{n / time.Since(start).Seconds(), float64(ticks(p.process.Process.Pid)-before) / n}
}

// client is one connection. It reads no more of an answer than it must.
type client struct {
	conn net.Conn
	in   *bufio.Reader
}

func newClient(b *testing.B, address string) client {
	b.Helper()
	conn, err := net.Dial("tcp", address)
	must(b, err)
	return client{conn, bufio.NewReader(conn)}
}

func (c client) ask(q question) error {
	if _, err := c.conn.Write(q.request); err != nil {
		return err
	}
	status, err := c.in.ReadSlice('\n')
	if err != nil || !bytes.HasPrefix(status, []byte("HTTP/1.1 301 ")) {
		return fmt.Errorf("asking %.80q: status %.40q, %w", q.request, status, err)
	}
	length, right := 0, false
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) == 2 {
			break
		}
		right = right || bytes.Equal(line, q.location)
		if rest, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(rest))); err != nil {
				return err
			}
		}
	}
	if !right {
		return fmt.Errorf("asking %.80q: not %q", q.request, q.location)
	}
	_, err = c.in.Discard(length)
	return err
}

// ticks is the processor time that a process and its children have taken, in
// ticks of the system; 0 where there is no /proc.
func ticks(pid int) int64 {
	sum := int64(0)
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		stat, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		// The name of the program, in brackets, may hold anything.
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		own := filepath.Base(filepath.Dir(name)) == strconv.Itoa(pid)
		if len(fields) < 13 || !own && fields[1] != strconv.Itoa(pid) {
			continue
		}
		for _, field := range fields[11:13] { // in user and in kernel mode
			n, _ := strconv.ParseInt(field, 10, 64)
			sum += n
		}
	}
	return sum
}
