package emit

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"wxbackup/article"
	"wxbackup/redirect"
)

// oracle answers from the Map itself and from article.ParseAddress, as servers
// must with the rules made of the Map.
type oracle struct {
	rules    map[redirect.Source]redirect.Rule
	held     map[redirect.Source]bool
	accounts []string
}

func newOracle(m redirect.Map) oracle {
	o := oracle{rules: map[redirect.Source]redirect.Rule{}, held: map[redirect.Source]bool{}, accounts: m.Accounts}
	for _, r := range m.Rules {
		o.rules[r.Source] = r
	}
	for _, s := range m.Held {
		o.held[s] = true
	}
	return o
}

// answer is what the rules say to a request; 404 stands for the answer of the
// user's own configuration.
func (o oracle) answer(host, target string) answer {
	rawPath, query, _ := strings.Cut(target, "?")
	decoded, err := url.PathUnescape(rawPath)
	if err != nil {
		return answer{status: http.StatusNotFound}
	}
	p, q := path.Join("/", decoded), redirect.CutShared(query)
	for _, s := range []redirect.Source{{Host: host, Path: p, Query: q}, {Path: p, Query: q}, {Host: host, Path: p}} {
		if s.Kind() == redirect.Legacy && (o.held[s] || o.rules[s].Source == s) {
			return o.of(s)
		}
	}
	address, ok := article.ParseAddress("https://" + article.Host + p + strings.TrimPrefix(target, rawPath))
	if ok && address.ShortID != "" {
		return o.of(redirect.Source{ShortID: address.ShortID})
	}
	if !ok {
		return o.of(redirect.Source{Path: p})
	}
	a := o.of(redirect.Source{Key: address.Key})
	if a.status == http.StatusNotFound && !o.held[redirect.Source{Key: address.Key}] && slices.Contains(o.accounts, address.Key.Biz) {
		a.status = http.StatusGone
	}
	return a
}

// of is the answer to a request for a source.
func (o oracle) of(s redirect.Source) answer {
	if rule := o.rules[s]; rule.Source == s {
		return answer{status: rule.Status(), location: rule.Target}
	}
	return answer{status: http.StatusNotFound}
}
