package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"wxbackup/internal/pace"
)

// Options are the choices of a client. Zero values stand for the defaults.
type Options struct {
	// Hosts are asked beside those of the platform: "img.example.com", or
	// "*.example.com" for all names below.
	Hosts []string
	// Connections is how many connections each host gets.
	Connections int
	// Rate is how many requests a second each host gets.
	Rate float64
	// MaxSize is the size, in bytes, from which an answer is refused.
	MaxSize int64
	// Agent names the program to servers.
	Agent string
	// Patience is how long a server may send nothing.
	Patience time.Duration

	Network Network
	// Now and Sleep are the clock; tests put their own in its place.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

// The defaults of Options.
const (
	DefaultConnections = 4
	DefaultRate        = 8
	DefaultMaxSize     = 256_000_000
	defaultPatience    = 30 * time.Second
)

const (
	// attempts is how often one address is asked at most.
	attempts     = 5
	maxRedirects = 4
	// maxHeader is the size, in bytes, up to which the head of an answer is read.
	maxHeader = 64 << 10
)

// referer is that of the platform's own pages: to requests that come from the
// page of anybody else its CDN answers with a picture that says so.
const referer = "https://mp.weixin.qq.com/"

// Client asks for assets. It may be used from several goroutines at once.
type Client struct {
	opts  Options
	hosts hosts
	pace  *pace.Pace
	http  *http.Client
}

// New makes a client. The error is ErrHost.
func New(opts Options) (*Client, error) {
	list, err := parseHosts(append(PlatformHosts(), opts.Hosts...))
	if err != nil {
		return nil, err
	}
	c := &Client{opts: opts.filled(), hosts: list}
	c.pace = pace.New(c.opts.Rate, c.opts.Now, c.opts.Sleep)
	c.http = &http.Client{Transport: paced{c.pace, c.transport()}, CheckRedirect: c.redirect}
	return c, nil
}

func (o Options) filled() Options {
	fill(&o.Connections, DefaultConnections)
	fill(&o.Rate, DefaultRate)
	fill(&o.MaxSize, DefaultMaxSize)
	fill(&o.Patience, defaultPatience)
	fill(&o.Agent, "wxbackup")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = pace.Sleep
	}
	return o
}

func fill[T comparable](value *T, standard T) {
	var zero T
	if *value == zero {
		*value = standard
	}
}

// transport has no proxy and one version of HTTP, in which the limit of
// connections is one of requests at a time.
func (c *Client) transport() http.RoundTripper {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	network := c.opts.Network.filled()
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            network.connect,
		TLSClientConfig:        &tls.Config{RootCAs: network.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    connectWait,
		Protocols:              &protocols,
		MaxConnsPerHost:        c.opts.Connections,
		MaxIdleConnsPerHost:    c.opts.Connections,
		IdleConnTimeout:        connectWait,
		ResponseHeaderTimeout:  c.opts.Patience,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
	}
}

// Close gives the connections up.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Check reports why none of these addresses may be asked; nil where one may.
func (c *Client) Check(addresses []string) error {
	err := error(&Failure{Reason: BadAddress, Err: errors.New("it is no address of the web")})
	for _, address := range addresses {
		if err = c.check(address); err == nil {
			return nil
		}
	}
	return err
}

func (c *Client) check(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return &Failure{Reason: BadAddress, Address: address, Err: errors.New("it cannot be read")}
	}
	if f := c.hosts.check(u); f != nil {
		return f
	}
	return nil
}

// Get asks for an asset under its addresses, in their order, until one gives
// it. The error is a *Failure, that of the address with the most hope, or that
// of ctx.
func (c *Client) Get(ctx context.Context, addresses []string) (Answer, error) {
	err := c.Check(addresses)
	if err != nil {
		return Answer{}, err
	}
	var best *Failure
	for _, address := range addresses {
		if c.check(address) != nil {
			continue
		}
		answer, f := c.persist(ctx, address)
		switch {
		case f == nil:
			return answer, nil
		case ctx.Err() != nil:
			return Answer{}, ctx.Err()
		case best == nil || best.Permanent() && !f.Permanent():
			best = f
		}
		if !f.elsewhere() {
			break
		}
	}
	return Answer{}, best
}

// persist asks one address, again where that may help.
func (c *Client) persist(ctx context.Context, address string) (Answer, *Failure) {
	for attempt := 1; ; attempt++ {
		answer, err := c.ask(ctx, address)
		if err == nil {
			return answer, nil
		}
		f := failure(address, err)
		if !f.temporary() || attempt == attempts || f.pause > pace.LongestPause {
			return Answer{}, f
		}
		if f.pause > 0 {
			continue // the pace of the host keeps it
		}
		if err := c.opts.Sleep(ctx, pace.Delay(attempt)); err != nil {
			return Answer{}, failure(address, err)
		}
	}
}

// ask asks one address once.
func (c *Client) ask(ctx context.Context, address string) (Answer, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Answer{}, &Failure{Reason: BadAddress, Address: address, Err: err}
	}
	req.Header.Set("User-Agent", c.opts.Agent)
	req.Header.Set("Referer", referer)
	req.Header.Set("Accept", "image/*, audio/*, video/*, */*;q=0.1")
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := c.http.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer resp.Body.Close()
	if f := c.refusal(address, resp); f != nil {
		return Answer{}, f
	}
	answer, err := c.read(resp, cancel)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = cause
	}
	answer.Address = address
	return answer, err
}

// redirect decides whether a redirect is followed: a few, each to a host of
// the list, and never from https back to http.
func (c *Client) redirect(req *http.Request, via []*http.Request) error {
	if via[0].URL.Scheme == "https" && req.URL.Scheme == "http" {
		req.URL.Scheme = "https"
	}
	if f := c.hosts.check(req.URL); f != nil {
		return f
	}
	for _, earlier := range via {
		if len(via) > maxRedirects || earlier.URL.String() == req.URL.String() {
			return &Failure{Reason: Redirects, Address: via[0].URL.String(), Err: fmt.Errorf("redirected %d times", len(via))}
		}
	}
	return nil
}
