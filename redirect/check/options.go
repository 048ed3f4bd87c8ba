package check

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"wxbackup/internal/pace"
)

// Options are the choices of a check. Zero values stand for the defaults.
type Options struct {
	// Hosts are asked: scheme and host each, "https://old.example.com".
	Hosts []string
	// Rate is how many requests a second each host gets.
	Rate float64
	// Connections is how many requests are made at once.
	Connections int
	// Agent names the program to servers.
	Agent string
	// Patience is how long one answer may take.
	Patience time.Duration

	// Expect is told how many addresses there are to ask, Progress of each that
	// was, and Outcome, in the order of the addresses, of each that did not
	// arrive. They are not called at the same time.
	Expect   func(addresses int)
	Progress func()
	Outcome  func(Failure)

	// Now and Sleep are the clock; tests put their own in its place.
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

// The defaults of Options.
const (
	DefaultRate        = 20
	DefaultConnections = 4
	defaultPatience    = 30 * time.Second
)

func (o Options) filled() Options {
	fill(&o.Rate, DefaultRate)
	fill(&o.Connections, DefaultConnections)
	fill(&o.Patience, defaultPatience)
	fill(&o.Agent, "wxbackup")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = pace.Sleep
	}
	if o.Expect == nil {
		o.Expect = func(int) {}
	}
	if o.Progress == nil {
		o.Progress = func() {}
	}
	if o.Outcome == nil {
		o.Outcome = func(Failure) {}
	}
	return o
}

func fill[T comparable](value *T, standard T) {
	var zero T
	if *value == zero {
		*value = standard
	}
}

// ErrHost says that a text names no host that can be asked.
var ErrHost = errors.New(`not the address of a host, as "https://old.example.com"`)

func parseHosts(list []string) ([]host, error) {
	hosts := make([]host, len(list))
	for i, text := range list {
		u, err := url.Parse(text)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || strings.Trim(u.Path, "/") != "" ||
			u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			return nil, fmt.Errorf("reading host %q: %w", text, ErrHost)
		}
		hosts[i] = host{base: u.Scheme + "://" + strings.ToLower(u.Host), name: strings.ToLower(u.Hostname())}
	}
	return hosts, nil
}
