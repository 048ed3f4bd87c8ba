package check

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"wxbackup/internal/pace"
)

const (
	// attempts is how often one address is asked at most.
	attempts = 4
	// maxBody is how much of an answer is read, in bytes, so that the connection
	// can serve again; what it says does not matter.
	maxBody = 64 << 10
)

// asker asks for addresses, at the pace that hosts bear.
type asker struct {
	opts      Options
	pace      *pace.Pace
	transport *http.Transport
}

func newAsker(opts Options) asker {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return asker{opts, pace.New(opts.Rate, opts.Now, opts.Sleep), &http.Transport{
		Proxy:               nil,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		Protocols:           &protocols,
		MaxIdleConnsPerHost: opts.Connections,
		IdleConnTimeout:     time.Minute,
		DisableCompression:  true,
	}}
}

// answer is what a server says. Its location is a full address, or empty.
type answer struct {
	status   int
	location string
	// pause is how long the server asks to wait.
	pause time.Duration
}

// ask asks for an address, again where that may help. The last answer counts,
// also one that says that the server is too busy.
func (a asker) ask(ctx context.Context, address string) (answer, error) {
	for attempt := 1; ; attempt++ {
		got, err := a.once(ctx, address)
		if ctx.Err() != nil {
			return answer{}, ctx.Err()
		}
		if !isTemporary(got, err) || attempt == attempts || got.pause > pace.LongestPause {
			return got, err
		}
		if got.pause > 0 {
			continue // the pace of the host keeps it
		}
		if err := a.opts.Sleep(ctx, pace.Delay(attempt)); err != nil {
			return answer{}, err
		}
	}
}

// once asks once. It follows nothing: a redirect is the answer.
func (a asker) once(ctx context.Context, address string) (answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return answer{}, fmt.Errorf("reading address: %w", err)
	}
	if err := a.pace.Wait(ctx, u.Hostname()); err != nil {
		return answer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, a.opts.Patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, fmt.Errorf("reading address: %w", err)
	}
	req.Header.Set("User-Agent", a.opts.Agent)
	resp, err := a.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	// What is not read only costs a connection.
	_, _ = io.CopyN(io.Discard, resp.Body, maxBody)
	return a.read(u, resp), nil
}

func (a asker) read(u *url.URL, resp *http.Response) answer {
	got := answer{status: resp.StatusCode}
	if location := resp.Header.Get("Location"); location != "" {
		got.location = location
		if to, err := u.Parse(location); err == nil {
			got.location = to.String()
		}
	}
	if isBusy(resp.StatusCode) {
		if got.pause = pace.RetryAfter(resp.Header, a.opts.Now()); got.pause > 0 {
			a.pace.Pause(u.Hostname(), got.pause)
		}
	}
	return got
}

// isTemporary reports whether the same question may soon have another answer.
func isTemporary(got answer, err error) bool {
	var cert *tls.CertificateVerificationError
	var name *net.DNSError
	switch {
	case err == nil:
		return isBusy(got.status)
	case errors.Is(err, pace.ErrBusy), errors.As(err, &cert), errors.As(err, &name) && name.IsNotFound:
		return false
	}
	return true
}

func isBusy(status int) bool { return status == http.StatusTooManyRequests || status >= 500 }
