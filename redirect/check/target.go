package check

import (
	"context"
	"net/http"
	"net/url"
	"sync"

	"wxbackup/redirect"
)

// targets are the pages that old addresses lead to. Each is asked for once.
type targets struct {
	ask func(context.Context, string) (answer, error)
	// sites are the hosts that may be asked.
	sites map[string]bool

	mu    sync.Mutex
	pages map[string]*page
}

// page is a target; its fields are right once it was asked for.
type page struct {
	once   sync.Once
	status int
	err    error
	// foreign is a page on a host that nobody named.
	foreign bool
}

func newTargets(m redirect.Map, hosts []host, ask func(context.Context, string) (answer, error)) *targets {
	t := &targets{ask: ask, sites: map[string]bool{}, pages: map[string]*page{}}
	t.allow(m.Origin)
	for _, h := range hosts {
		t.allow(h.base)
	}
	return t
}

func (t *targets) allow(origin string) {
	if u, err := url.Parse(origin); err == nil && u.Host != "" {
		t.sites[siteOf(u)] = true
	}
}

// get asks for a page, or waits for who is asking for it.
func (t *targets) get(ctx context.Context, target string) *page {
	t.mu.Lock()
	p := t.pages[target]
	if p == nil {
		p = &page{}
		t.pages[target] = p
	}
	t.mu.Unlock()
	p.once.Do(func() {
		if u, err := url.Parse(target); err != nil || !t.sites[siteOf(u)] {
			p.foreign = true
			return
		}
		got, err := t.ask(ctx, target)
		p.status, p.err = got.status, err
	})
	return p
}

// isThere reports whether the page answered, or must not be asked.
func (p *page) isThere() bool { return p.foreign || p.err == nil && p.status == http.StatusOK }

// count is how many pages were asked for, and how many were not.
func (t *targets) count() (asked, foreign int) {
	for _, p := range t.pages {
		if p.foreign {
			foreign++
		} else {
			asked++
		}
	}
	return asked, foreign
}
