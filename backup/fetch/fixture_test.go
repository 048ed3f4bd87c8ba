package fetch_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"net/http"
	"sync"
	"testing"
	"time"

	"wxbackup/backup/fetch"
	"wxbackup/internal/fakecdn"
)

// clock is moved by those who sleep.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d)
	return ctx.Err()
}

// total is how long the clock went on.
func (c *clock) total() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	var sum time.Duration
	for _, d := range c.slept {
		sum += d
	}
	return sum
}

// site is a client and the server that it reaches.
type site struct {
	*fakecdn.Server
	*fetch.Client
	clock *clock
}

func serve(t *testing.T, opts fetch.Options, handler http.HandlerFunc) *site {
	t.Helper()
	s := &site{Server: fakecdn.New(t, handler), clock: &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}}
	opts.Network, opts.Now, opts.Sleep = s.Network(), s.clock.Now, s.clock.Sleep
	if opts.Rate == 0 {
		opts.Rate = 1e6
	}
	var err error
	if s.Client, err = fetch.New(opts); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// fails requires that an address gives nothing, for a reason.
func (s *site) fails(t *testing.T, address string, want fetch.Reason) *fetch.Failure {
	t.Helper()
	answer, err := s.Get(t.Context(), []string{address})
	var f *fetch.Failure
	if !errors.As(err, &f) || f.Reason != want {
		t.Fatalf("Get(%q) = %d bytes, %v; want %s", address, len(answer.Data), err, want)
	}
	return f
}

// gives requires that an address gives these bytes.
func (s *site) gives(t *testing.T, address string, want []byte) fetch.Answer {
	t.Helper()
	answer, err := s.Get(t.Context(), []string{address})
	if err != nil || !bytes.Equal(answer.Data, want) {
		t.Fatalf("Get(%q) = %d bytes, %v; want %d bytes", address, len(answer.Data), err, len(want))
	}
	return answer
}

// picture is a picture of some size.
func picture(width int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, width, 4))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const address = "https://mmbiz.qpic.cn/mmbiz_png/J5BapbXZeMhMUNdOUVuiZeD4oslH8fMe0001/0?wx_fmt=png"
