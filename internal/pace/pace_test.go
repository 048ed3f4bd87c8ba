package pace

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"
)

// clock is a time that passes only when somebody sleeps.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.at = c.at.Add(d)
	return ctx.Err()
}

func TestPaceSpreadsRequestsToEachHost(t *testing.T) {
	c := &clock{at: time.Unix(1_700_000_000, 0)}
	p, start := New(4, c.now, c.sleep), c.at
	for range 9 {
		if err := p.Wait(t.Context(), "A.example"); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.at.Sub(start); got != 2*time.Second {
		t.Errorf("9 requests at 4 a second took %v, want 2 s", got)
	}
	if err := p.Wait(t.Context(), "b.example"); err != nil || c.at.Sub(start) != 2*time.Second {
		t.Errorf("another host waits too: %v, %v", c.at.Sub(start), err)
	}
}

func TestPaceKeepsThePauseThatAHostAsksFor(t *testing.T) {
	c := &clock{at: time.Unix(1_700_000_000, 0)}
	p, start := New(100, c.now, c.sleep), c.at
	p.Pause("a.example", time.Minute)
	p.Pause("a.example", time.Second) // the longer one holds
	if err := p.Wait(t.Context(), "a.example"); err != nil || c.at.Sub(start) < time.Minute {
		t.Errorf("asked after %v, %v", c.at.Sub(start), err)
	}
	p.Pause("a.example", LongestPause+time.Second)
	if err := p.Wait(t.Context(), "a.example"); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	tests := map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-1": 0, "soon": 0,
		"Wed, 01 May 2024 00:00:30 GMT": 30 * time.Second, "Tue, 30 Apr 2024 00:00:00 GMT": 0,
	}
	for value, want := range tests {
		if got := RetryAfter(http.Header{"Retry-After": {value}}, now); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

func TestDelayDoubles(t *testing.T) {
	for attempt, middle := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 4: 8 * time.Second} {
		if d := Delay(attempt); d < middle/2 || d >= middle*3/2 {
			t.Errorf("after attempt %d: %v", attempt, d)
		}
	}
}
