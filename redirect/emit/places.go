package emit

import (
	"net/url"
	"path"
	"strings"

	"wxbackup/article"
	"wxbackup/redirect"
)

// unverified is why no search engine takes the platform's own addresses.
const unverified = "only hosts that you can verify are taken, and mp.weixin.qq.com is not yours; --mirror names one that is"

// noOrigin is why lists of full addresses cannot be written.
const noOrigin = "the address of your site is not known; publish with --base-url first"

// places are the hosts at which the owner's old addresses are: full addresses
// are made from them.
type places struct {
	origin, mirror string
}

// address is the full address of a source on a host that may be the owner's;
// empty where there is none or it is not known.
func (p places) address(s redirect.Source) string {
	host, rest := p.origin, pageAddress(s)
	switch s.Kind() {
	case redirect.Long, redirect.Short:
		host, rest = p.mirrorOrigin(), platformAddress(s)
	case redirect.Legacy:
		host = p.originOf(s.Host)
	}
	if host == "" || hostOf(host) == article.Host {
		return ""
	}
	return host + rest
}

// originOf is scheme and host of a legacy source. Of domains before the scheme
// is not known; all that is left of most spoke http.
func (p places) originOf(host string) string {
	for _, known := range []string{p.origin, p.mirrorOrigin()} {
		if name, _, _ := strings.Cut(hostOf(known), ":"); host == "" || host == name {
			return known
		}
	}
	return "http://" + host
}

func (p places) mirrorOrigin() string {
	if p.mirror == "" {
		return ""
	}
	return "https://" + p.mirror
}

// example is an address that a reader may have: one on a host of the owner's
// where there is one, else the platform's own or a path.
func (p places) example(s redirect.Source) string {
	if address := p.address(s); address != "" {
		return address
	}
	if rest := platformAddress(s); rest != "" {
		return "https://" + article.Host + rest
	}
	if s.Host != "" {
		return "http://" + s.Host + pageAddress(s)
	}
	return pageAddress(s)
}

// isOwn reports whether an address is on the site itself.
func (p places) isOwn(address string) bool {
	return p.origin != "" && strings.HasPrefix(address, p.origin+"/")
}

// platformAddress is path and query of the shortest spelling that the platform
// gives a key or a short id; empty for any other source.
func platformAddress(s redirect.Source) string {
	address := article.LongURL(s.Key, "")
	if s.ShortID != "" {
		address = article.ShortURL(s.ShortID)
	}
	return strings.TrimPrefix(address, "https://"+article.Host)
}

// pageAddress is path and query of a page. What an earlier publish wrote has a
// slash at its end, unless it is a file.
func pageAddress(s redirect.Source) string {
	address := (&url.URL{Path: s.Path}).EscapedPath()
	if s.Kind() == redirect.Former && path.Ext(s.Path) == "" {
		address = strings.TrimSuffix(address, "/") + "/"
	}
	if s.Query != "" {
		address += "?" + s.Query
	}
	return address
}

// hostOf is the host of a full address, with its port.
func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// folderOf is a folder's name for the host of a full address. Windows has no
// colons in names, which stand before ports and in IPv6 addresses.
func folderOf(address string) string {
	return strings.NewReplacer(":", "_", "[", "", "]", "").Replace(hostOf(address))
}
