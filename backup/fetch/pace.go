package fetch

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// longestPause is how long a server may tell the client to wait. One that asks
// for more is left alone for the rest of the run.
const longestPause = 2 * time.Minute

// pace spreads the requests to each host over time.
type pace struct {
	perSecond float64
	now       func() time.Time
	sleep     func(context.Context, time.Duration) error

	mu    sync.Mutex
	hosts map[string]*hostPace
}

type hostPace struct {
	limiter *rate.Limiter
	// until is when the host wants to be asked again.
	until time.Time
}

// errBusy says that a host wants to be left alone for longer than a run waits.
var errBusy = errors.New("host asks to be left alone for longer than a run waits")

// wait returns when the host may be asked once more. A host that asked for a
// pause meanwhile gets it.
func (p *pace) wait(ctx context.Context, host string) error {
	delay, err := p.reserve(host)
	for err == nil && delay > 0 {
		if err = p.sleep(ctx, delay); err == nil {
			delay, err = p.paused(host)
		}
	}
	return err
}

func (p *pace) reserve(host string) (time.Duration, error) {
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
func (p *pace) paused(host string) (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	pause := p.of(host).until.Sub(p.now())
	if pause > longestPause {
		return 0, errBusy
	}
	return max(0, pause), nil
}

// pause keeps all requests to a host back for a while.
func (p *pace) pause(host string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := p.now().Add(d); until.After(p.of(host).until) {
		p.of(host).until = until
	}
}

func (p *pace) of(host string) *hostPace {
	host = strings.ToLower(host)
	h := p.hosts[host]
	if h == nil {
		h = &hostPace{limiter: rate.NewLimiter(rate.Limit(p.perSecond), 1)}
		p.hosts[host] = h
	}
	return h
}

// retryAfter is how long an answer asks to wait, 0 when it does not say.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// paced is a transport that keeps to the pace, on redirects too.
type paced struct {
	*pace
	http.RoundTripper
}

func (p paced) RoundTrip(req *http.Request) (*http.Response, error) {
	err := p.wait(req.Context(), req.URL.Hostname())
	if errors.Is(err, errBusy) {
		err = &Failure{Reason: RateLimited, Address: req.URL.String(), Err: err, pause: longestPause + 1}
	}
	if err != nil {
		return nil, err
	}
	return p.RoundTripper.RoundTrip(req)
}
