package redirect

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oldAddress is the source that an address of the owner's list stands for: one
// of the platform on any host, an address on some host, a path of any host.
// False when no rule can stand for it.
func (s site) oldAddress(cell string) (Source, bool) {
	for _, name := range namesIn(cell) {
		return sourceOfName(name), true
	}
	u, ok := parseOld(cell)
	if !ok {
		return Source{}, false
	}
	p := path.Join("/", u.Path)
	if !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl) || isPlatformPage(p) {
		return Source{}, false
	}
	source := Source{Path: p, Query: CutShared(escapeQuery(u.RawQuery))}
	if u.Host != "" {
		host, ok := asciiHost(u.Hostname())
		if !ok {
			return Source{}, false
		}
		source.Host = host
	}
	// The root of any host is the site's own front page.
	return source, source.Path != "/" || source.Kind() == Legacy
}

// parseOld reads an address with or without its scheme.
func parseOld(cell string) (*url.URL, bool) {
	if !strings.Contains(cell, "://") && !strings.HasPrefix(cell, "/") {
		host, _, _ := strings.Cut(cell, "/")
		if !strings.Contains(host, ".") {
			return nil, false
		}
		cell = "http://" + cell
	}
	u, err := url.Parse(cell)
	if err != nil || u.User != nil || u.Opaque != "" {
		return nil, false
	}
	return u, u.Host == "" && u.Scheme == "" || u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// escapeQuery writes a query as a browser sends it: everything that is no
// visible ASCII is percent-encoded, and so are quotes and angle brackets.
func escapeQuery(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c > ' ' && c < 0x7f && !strings.ContainsRune("\"<>'", rune(c)) {
			b.WriteByte(c)
		} else {
			b.WriteString(url.PathEscape(string([]byte{c})))
		}
	}
	return b.String()
}

// newAddress is the target that a cell gives, a path of the site or any
// address without a query, and the clean path of a target on the site itself.
func (s site) newAddress(cell string) (target, clean string, ok bool) {
	if strings.HasPrefix(cell, "/") && !strings.HasPrefix(cell, "//") {
		published := s.belowPrefix(cell)
		return s.target(published), s.clean(published), !strings.ContainsAny(cell, "?#")
	}
	elsewhere, err := parseSite(cell)
	if err != nil || elsewhere.origin == "" {
		return "", "", false
	}
	target = elsewhere.target("/")
	if p := strings.TrimSuffix(elsewhere.prefix, "/"); p != elsewhere.prefix || p == "" {
		target = strings.TrimSuffix(target, "/") + "/"
	} else {
		target = strings.TrimSuffix(target, "/")
	}
	if elsewhere.origin != s.origin {
		return target, "", true
	}
	return target, elsewhere.clean("/"), true
}

// belowPrefix takes the path of the site's own folder off a path that has it
// already.
func (s site) belowPrefix(p string) string {
	prefix := path.Join("/", s.prefix)
	if rest, ok := strings.CutPrefix(p, prefix+"/"); ok && prefix != "/" {
		return "/" + rest
	}
	return p
}

// pathOf is the clean path of a target on the site itself; false for one on
// another host.
func (s site) pathOf(target string) (clean string, ok bool) {
	rest, own := strings.CutPrefix(target, s.origin+"/")
	if !own || target == "" {
		return "", false
	}
	decoded, err := url.PathUnescape("/" + rest)
	return path.Join("/", decoded), err == nil
}

// placeOf is the clean path of a target on the site itself, with its host in
// front on any other; empty for none.
func (s site) placeOf(target string) string {
	if clean, own := s.pathOf(target); own {
		return clean
	}
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return ""
	}
	return "//" + u.Hostname() + path.Join("/", u.Path)
}

// isAt reports whether the source and the target are one address.
func (s site) isAt(source Source, target string) bool {
	clean, own := s.pathOf(target)
	return own && source.Query == "" && source.URLPath() == clean && (source.Host == "" || source.Host == s.host())
}
