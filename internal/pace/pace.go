package pace

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// LongestPause is how long a server may tell the client to wait. One that asks
// for more is left alone for the rest of the run.
const LongestPause = 2 * time.Minute

// Pace spreads the requests to each host over time. It may be used from several
// goroutines at once.
type Pace struct {
	perSecond float64
	now       func() time.Time
	sleep     func(context.Context, time.Duration) error

	mu    sync.Mutex
	hosts map[string]*hostPace
}

// New makes a pace of so many requests a second to each host; now and sleep are
// its clock.
func New(perSecond float64, now func() time.Time, sleep func(context.Context, time.Duration) error) *Pace {
	return &Pace{perSecond: perSecond, now: now, sleep: sleep, hosts: map[string]*hostPace{}}
}

type hostPace struct {
	limiter *rate.Limiter
	// until is when the host wants to be asked again.
	until time.Time
}

// ErrBusy says that a host wants to be left alone for longer than a run waits.
var ErrBusy = errors.New("host asks to be left alone for longer than a run waits")

// Wait returns when the host may be asked once more. A host that asked for a
// pause meanwhile gets it. The error is ErrBusy or that of ctx.
func (p *Pace) Wait(ctx context.Context, host string) error {
	delay, err := p.reserve(host)
	for err == nil && delay > 0 {
		if err = p.sleep(ctx, delay); err == nil {
			delay, err = p.paused(host)
		}
	}
	return err
}

func (p *Pace) reserve(host string) (time.Duration, error) {
	pause, err := p.paused(host)
	if err != nil {
		return 0, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	from := now.Add(pause)
	return p.of(host).limiter.ReserveN(from, 1).DelayFrom(now), nil
}

// paused is how long a host still wants to be left alone.
func (p *Pace) paused(host string) (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	pause := p.of(host).until.Sub(p.now())
	if pause > LongestPause {
		return 0, ErrBusy
	}
	return max(0, pause), nil
}

// Pause keeps all requests to a host back for a while.
func (p *Pace) Pause(host string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := p.now().Add(d); until.After(p.of(host).until) {
		p.of(host).until = until
	}
}

func (p *Pace) of(host string) *hostPace {
	host = strings.ToLower(host)
	h := p.hosts[host]
	if h == nil {
		h = &hostPace{limiter: rate.NewLimiter(rate.Limit(p.perSecond), 1)}
		p.hosts[host] = h
	}
	return h
}

// RetryAfter is how long an answer asks to wait, 0 when it does not say.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// firstDelay is about how long to wait before the second attempt; it doubles
// with each.
const firstDelay = time.Second

// Delay is how long to wait after an attempt, counted from 1. It differs by
// chance so that what failed together is not asked together again.
func Delay(attempt int) time.Duration {
	d := firstDelay << (attempt - 1)
	return d/2 + rand.N(d)
}

// Sleep waits, and gives the error of ctx where that ends first.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
