package redirect

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"wxbackup/article"
)

// ErrBaseURL says that the address of the site cannot be redirected to.
var ErrBaseURL = errors.New("not the address of a site")

// site knows where published paths are on the web.
type site struct {
	origin string // scheme and host, or empty
	prefix string // path of the site, not percent-encoded
}

func parseSite(base string) (site, error) {
	u, err := url.Parse(base)
	if err != nil {
		return site{}, fmt.Errorf("reading base URL %q: %w", base, ErrBaseURL)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" {
		return site{}, fmt.Errorf("reading base URL %q: %w", base, ErrBaseURL)
	}
	if u.Scheme == "" && u.Host == "" {
		return site{prefix: u.Path}, nil
	}
	host, ok := asciiHost(u.Host)
	if !ok || (u.Scheme != "http" && u.Scheme != "https") {
		return site{}, fmt.Errorf("reading base URL %q: %w", base, ErrBaseURL)
	}
	return site{origin: u.Scheme + "://" + host, prefix: u.Path}, nil
}

// asciiHost is the host as it may stand in a header. It allows what real hosts
// consist of, far less than net/url does.
func asciiHost(host string) (string, bool) {
	if ascii, err := idna.Punycode.ToASCII(host); err == nil {
		host = strings.ToLower(ascii)
	}
	strange := strings.IndexFunc(host, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune(".-_:[]", r))
	})
	return host, host != "" && strange < 0
}

// target is the new address of a published path.
func (s site) target(published string) string {
	target := s.clean(published)
	if strings.HasSuffix(published, "/") && target != "/" {
		target += "/"
	}
	return s.origin + escapePath(target)
}

// clean is a published path as servers see it after decoding: below the site's
// prefix, without empty and dot segments, without a trailing slash.
func (s site) clean(published string) string {
	return path.Join("/", s.prefix, published)
}

// source is the old address that a former path stands for; false when no rule
// can stand for it.
func (s site) source(former string) (Source, bool) {
	p := s.clean(former)
	if id, ok := strings.CutPrefix(p, "/s/"); ok && article.IsShortID(id) {
		return Source{ShortID: id}, true
	}
	if p == "/" || isPlatformPage(p) || !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl) {
		return Source{}, false
	}
	return Source{Path: p}, true
}

// ErrMirror says that a text names no host.
var ErrMirror = errors.New("not the name of a host")

// ParseMirror reads the host that keeps the platform's paths, given by name or
// by address, "old.example.com" or "https://old.example.com/". It is ErrMirror
// for what is no host of the owner's.
func ParseMirror(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	u, ok := parseOld(text)
	if !ok || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return "", fmt.Errorf("reading mirror %q: %w", text, ErrMirror)
	}
	host, ok := asciiHost(u.Hostname())
	if !ok || host == article.Host {
		return "", fmt.Errorf("reading mirror %q: %w", text, ErrMirror)
	}
	return host, nil
}

// host is the name of the site's host, without a port.
func (s site) host() string {
	u, err := url.Parse(s.origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// isPlatformPage reports whether long addresses use the path.
func isPlatformPage(p string) bool {
	_, ok := article.ParseAddress(p + "?__biz=MQ&mid=1")
	return ok
}

// escapePath percent-encodes all but unreserved characters and slashes, hence
// also everything that has a meaning in the configuration of any server.
func escapePath(p string) string {
	var b strings.Builder
	for i := range len(p) {
		if isPlain(p[i]) {
			b.WriteByte(p[i])
		} else {
			fmt.Fprintf(&b, "%%%02X", p[i])
		}
	}
	return b.String()
}

func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '/' || c == '-' || c == '.' || c == '_' || c == '~'
}
