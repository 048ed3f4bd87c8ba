package check

import (
	"slices"
	"strings"

	"wxbackup/article"
	"wxbackup/redirect"
)

// Question is one old address in one spelling, and the answer it must have.
type Question struct {
	// Address is the full address, percent-encoded as it is asked.
	Address string
	// Source is what the address stands for, ID the article it leads to.
	Source redirect.Source
	ID     string
	// Status is 301 or 410, Target the address that a 301 must lead to.
	Status int
	Target string
}

// host is one that the user names.
type host struct {
	base string // scheme and host, "https://old.example.com"
	name string // without the port
}

// questions are all spellings of all old addresses at the hosts, the first
// spelling of each first; elsewhere is how many rules belong to hosts that
// nobody named.
func questions(m redirect.Map, hosts []host) (all []Question, elsewhere int) {
	known := sourcesOf(m)
	rounds := make([][]Question, 0, len(hosts))
	for _, r := range m.Rules {
		asked := r.Source.Host == ""
		for _, h := range hosts {
			if r.Source.Host != "" && r.Source.Host != h.name {
				continue
			}
			asked = true
			if known.hides(r.Source, h.name) {
				continue
			}
			for i, form := range forms(r.Source) {
				rounds = put(rounds, i, h.question(r, form))
			}
		}
		if !asked {
			elsewhere++
		}
	}
	for _, h := range hosts {
		for _, s := range known.strangers(m.Accounts) {
			rounds = put(rounds, 0, h.question(redirect.Rule{Source: s}, forms(s)[0]))
		}
	}
	return slices.Concat(rounds...), elsewhere
}

// put adds a question to a round.
func put(rounds [][]Question, round int, q Question) [][]Question {
	for len(rounds) <= round {
		rounds = append(rounds, nil)
	}
	rounds[round] = append(rounds[round], q)
	return rounds
}

func (h host) question(r redirect.Rule, form string) Question {
	q := Question{Address: h.base + form, Source: r.Source, ID: r.ID, Status: r.Status(), Target: r.Target}
	if strings.HasPrefix(q.Target, "/") {
		q.Target = h.base + q.Target
	}
	return q
}

// sources are the old addresses that a map knows.
type sources map[redirect.Source]bool

func sourcesOf(m redirect.Map) sources {
	known := make(sources, len(m.Rules)+len(m.Held))
	for _, r := range m.Rules {
		known[r.Source] = true
	}
	for _, s := range m.Held {
		known[s] = true
	}
	return known
}

// hides reports whether the host answers for the source's address with a rule
// that is more particular: servers look for host, path and query first, then
// for path and query, then for host and path.
func (known sources) hides(s redirect.Source, host string) bool {
	if s.Path == "" {
		return false
	}
	for _, better := range []redirect.Source{{Host: host, Path: s.Path, Query: s.Query}, {Path: s.Path, Query: s.Query}, {Host: host, Path: s.Path}} {
		if better == s {
			return false
		}
		if known[better] {
			return true
		}
	}
	return false
}

// strangers are a long address of each account that no article ever had: the
// rules say that it is gone.
func (known sources) strangers(accounts []string) []redirect.Source {
	strange := make([]redirect.Source, len(accounts))
	for i, biz := range accounts {
		s := redirect.Source{Key: article.Key{Biz: biz, Mid: 1, Idx: 1}}
		for known[s] {
			s.Key.Mid++
		}
		strange[i] = s
	}
	return strange
}
