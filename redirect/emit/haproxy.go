package emit

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// haproxy writes the folder haproxy: the lines of a frontend, the two maps that
// they ask, and a README. The lines are the same for every archive, so that a
// user who pasted them copies only maps from then on.
func haproxy(m redirect.Map, _ Settings) (Output, error) {
	rows, tooLong := newHAProxyRows(m)
	readme, err := readme("haproxy", m, nil)
	if err != nil {
		return Output{}, err
	}
	out := Output{Files: []File{
		{Name: "haproxy/wxbackup-frontend.cfg", Data: []byte(haproxyFrontend())},
		{Name: "haproxy/wxbackup-keys.map", Data: haproxyMap(rows.keys)},
		{Name: "haproxy/wxbackup-paths.map", Data: haproxyMap(rows.paths)},
		readme,
	}}
	out.unserved("HAProxy reads no such long line of a map", "caddy", tooLong)
	return out, nil
}

// haproxyRow is a line of a map.
type haproxyRow struct{ key, value string }

// haproxyRows are the maps.
type haproxyRows struct {
	keys  []haproxyRow // account:mid:idx, and accounts
	paths []haproxyRow // all addresses but long ones
}

// haproxyMaxLine is below the size of the buffer into which HAProxy reads a
// line, tune.bufsize, 16384 bytes unless the user changed it. A request
// has to fit into such a buffer as well.
const haproxyMaxLine = 16000

// The values of rows that are no address.
const (
	haproxyGone  = "gone"
	haproxyLeave = "leave" // to the user's own configuration
)

func newHAProxyRows(m redirect.Map) (rows haproxyRows, tooLong []redirect.Rule) {
	for _, biz := range m.Accounts {
		rows.keys = append(rows.keys, haproxyRow{biz, haproxyGone})
	}
	for _, rule := range m.Rules {
		if !rows.add(rule.Source, cmp.Or(rule.Target, haproxyGone)) {
			tooLong = append(tooLong, rule)
		}
	}
	for _, source := range m.Held {
		rows.add(source, haproxyLeave)
	}
	return rows, tooLong
}

func (r *haproxyRows) add(s redirect.Source, value string) (ok bool) {
	row := haproxyRow{haproxyKey(s), value}
	switch {
	case len(row.key)+len(row.value) > haproxyMaxLine:
		return false
	case s.Kind() == redirect.Long:
		r.keys = append(r.keys, row)
	default:
		r.paths = append(r.paths, row)
	}
	return true
}

// haproxyKey is what the lines of the frontend make of a request for the
// source. It holds no blank, which ends the key in a line of a map, and does
// not begin with "#": paths are percent-encoded, slashes too, so that the first
// "%2F" ends a host and a "?" begins a query.
func haproxyKey(s redirect.Source) string {
	if s.Kind() == redirect.Long {
		return s.Key.String()
	}
	// The root has no path after the slashes at its end are gone.
	key := s.Host + haproxyEncode(strings.TrimSuffix(s.URLPath(), "/"))
	if s.Query != "" {
		key += "?" + s.Query
	}
	return key
}

// haproxyEncode does what the converter url_enc does: all but the unreserved
// characters of RFC 3986 are percent-encoded.
func haproxyEncode(path string) string {
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func haproxyMap(rows []haproxyRow) []byte {
	slices.SortFunc(rows, func(a, b haproxyRow) int { return strings.Compare(a.key, b.key) })
	var w bytes.Buffer
	w.WriteString("# Redirects of old article addresses, written by wxbackup, see README.md.\n")
	for _, row := range rows {
		fmt.Fprintf(&w, "%s %s\n", row.key, row.value)
	}
	return w.Bytes()
}
