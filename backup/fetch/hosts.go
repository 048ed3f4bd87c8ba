package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// PlatformHosts are the hosts that the platform serves pictures, voices and
// films of articles from (wechat-pages.md §3.4, §4).
func PlatformHosts() []string {
	return []string{"*.qpic.cn", "*.qlogo.cn", "res.wx.qq.com", "mp.weixin.qq.com", "*.video.qq.com"}
}

// ErrHost says that a text is no name of a host.
var ErrHost = errors.New(`not the name of a host, as "img.example.com" or "*.example.com"`)

// hosts is a list of names; "*.example.com" stands for all names below it.
type hosts []string

// parseHosts checks names that a user gave.
func parseHosts(names []string) (hosts, error) {
	list := make(hosts, len(names))
	for i, name := range names {
		list[i] = strings.ToLower(strings.TrimSpace(name))
		if !isHostPattern(list[i]) {
			return nil, fmt.Errorf("reading host %q: %w", name, ErrHost)
		}
	}
	return list, nil
}

// isHostPattern reports a name without scheme, port and path. A pattern needs
// a dot behind its own: "*.com" would be everybody.
func isHostPattern(name string) bool {
	rest, isPattern := strings.CutPrefix(name, "*.")
	u, err := url.Parse("https://" + rest)
	return err == nil && rest != "" && u.Host == rest && u.Port() == "" && !strings.ContainsAny(rest, "*@[] ") &&
		!strings.HasSuffix(rest, ":") && !strings.HasPrefix(rest, ".") && (!isPattern || strings.Contains(rest, "."))
}

func (h hosts) has(host string) bool {
	host = strings.ToLower(host)
	for _, name := range h {
		suffix, isPattern := strings.CutPrefix(name, "*")
		if host == name || isPattern && strings.HasSuffix(host, suffix) && len(host) > len(suffix) {
			return true
		}
	}
	return false
}

// check reports why an address must not be asked.
func (h hosts) check(u *url.URL) *Failure {
	switch {
	case !isWeb(u):
		return &Failure{Reason: BadAddress, Address: u.String(), Err: errors.New("not an address of the web")}
	case !h.has(u.Hostname()):
		return &Failure{Reason: HostNotAllowed, Address: u.String(), Err: fmt.Errorf("host %q is not allowed", u.Hostname())}
	}
	return nil
}

// isWeb reports an http or https address at the scheme's own port.
func isWeb(u *url.URL) bool {
	switch u.Scheme {
	case "https":
		return u.Host != "" && u.User == nil && (u.Port() == "" || u.Port() == "443")
	case "http":
		return u.Host != "" && u.User == nil && (u.Port() == "" || u.Port() == "80")
	}
	return false
}
