package emit

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wxbackup/redirect"
)

// caddyRows are the rows that differ from archive to archive.
type caddyRows struct {
	accounts []string // those with a rule, sorted; see account
	known    []string // those of which an unknown article is gone, sorted
	hosts    []string
	keys     []caddyRow // account:mid:idx
	paths    []caddyRow // short ids and former paths
	// hostQuery, pathQuery and hostPath are the addresses that the owner listed,
	// by what of them must match besides the path.
	hostQuery, pathQuery, hostPath []caddyRow
}

// The values of rows that are no address.
const (
	caddyGone  = "gone"
	caddyLeave = "leave" // to the user's own configuration
)

func newCaddyRows(m redirect.Map) caddyRows {
	rows := caddyRows{known: m.Accounts}
	for _, rule := range m.Of(redirect.Long) {
		rows.accounts = append(rows.accounts, rule.Source.Key.Biz)
	}
	// The rules are sorted by account.
	rows.accounts = slices.Compact(rows.accounts)
	for _, rule := range m.Rules {
		rows.add(rule.Source, cmp.Or(rule.Target, caddyGone))
	}
	for _, source := range m.Held {
		rows.add(source, caddyLeave)
	}
	slices.Sort(rows.hosts)
	rows.hosts = slices.Compact(rows.hosts)
	return rows
}

func (r *caddyRows) add(s redirect.Source, value string) {
	// The root has no path after the slashes at its end are gone.
	path := strings.TrimSuffix(s.URLPath(), "/")
	if s.Host != "" {
		r.hosts = append(r.hosts, s.Host)
	}
	switch {
	case s.Kind() == redirect.Long:
		r.addKey(s, value)
	case s.Host != "" && s.Query != "":
		r.hostQuery = append(r.hostQuery, caddyRow{s.Host + path + " " + s.Query, value})
	case s.Query != "":
		r.pathQuery = append(r.pathQuery, caddyRow{path + " " + s.Query, value})
	case s.Host != "":
		r.hostPath = append(r.hostPath, caddyRow{s.Host + path, value})
	default:
		r.paths = append(r.paths, caddyRow{path, value})
	}
}

// addKey leaves out accounts without a rule, of which nothing is answered.
func (r *caddyRows) addKey(s redirect.Source, value string) {
	if n, ok := slices.BinarySearch(r.accounts, s.Key.Biz); ok {
		r.keys = append(r.keys, caddyRow{fmt.Sprintf("%s:%d:%d", r.account(n), s.Key.Mid, s.Key.Idx), value})
	}
}

// account names the n-th account in keys: by its number where its unknown
// articles are gone.
func (r *caddyRows) account(n int) string {
	if _, known := slices.BinarySearch(r.known, r.accounts[n]); known {
		return strconv.Itoa(n + 1)
	}
	return "x" + strconv.Itoa(n+1)
}

// caddyRow is one row of a map, not yet quoted. A key that begins with "~" is a
// regular expression, of whose groups the value may speak; the value of another
// key may be a placeholder, which Caddy asks for when it needs it.
type caddyRow struct{ key, value string }

// caddyText is the row of a text of the archive. Caddy expands placeholders in
// every word of a Caddyfile, however it is quoted, knows no way to write a
// backquote between backquotes, and refuses a key that holds the name of the
// map's variable. A key with such a thing becomes a regular expression that
// spells it in numbers.
func caddyText(key, value string) caddyRow {
	if !strings.ContainsAny(key, "`{}") && !strings.HasPrefix(key, "~") && !strings.Contains(key, caddyPrefix) {
		return caddyRow{key, value}
	}
	spelled := strings.NewReplacer("`", `\x60`, `\{`, `\x7b`, `\}`, `\x7d`).Replace(regexp.QuoteMeta(key))
	return caddyRow{"~^" + spelled + "$", value}
}
