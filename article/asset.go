package article

import (
	"regexp"
	"strings"
)

// Asset is one file an article shows.
type Asset struct {
	// URL is the address on the platform's CDN; empty when the page had a
	// local reference only.
	URL string `json:"url,omitempty"`
	// Ref is the page's own reference to a file beside it.
	Ref string `json:"ref,omitempty"`
	// SHA256 is the content's hash in hexadecimal; empty while the bytes are
	// missing.
	SHA256 string `json:"sha256,omitempty"`
	// Ext is the extension of the sniffed type, with its dot.
	Ext string `json:"ext,omitempty"`
	// Size is in bytes, Width in pixels; Ratio is height by width.
	Size  int64   `json:"size,omitempty"`
	Width int     `json:"width,omitempty"`
	Ratio float64 `json:"ratio,omitempty"`
}

// Missing reports whether the asset's bytes are not in the archive.
func (a Asset) Missing() bool { return a.SHA256 == "" }

// CDN is the asset's CDN id, or "" when its address has none.
func (a Asset) CDN() string { return CDNID(a.URL) }

// cdnPath matches the path of every CDN form: an optional "sz_", the type in
// the folder name, the id, an optional size.
var cdnPath = regexp.MustCompile(`^/(?:sz_)?mmbiz(?:_[a-z]+)?/([A-Za-z0-9_-]{16,})(?:/\d*)?$`)

// CDNID returns what the addresses of one picture on the platform's CDN share,
// whatever their scheme, host, declared type, size, query and fragment; ""
// when the address is not of that form (wechat-pages.md §3.4).
func CDNID(rawURL string) string {
	path, ok := cdnURLPath(rawURL)
	if !ok {
		return ""
	}
	m := cdnPath.FindStringSubmatch(path)
	if m == nil {
		return ""
	}
	return m[1]
}

func cdnURLPath(rawURL string) (string, bool) {
	_, rest, ok := strings.Cut(rawURL, "//")
	if !ok {
		return "", false
	}
	host, path, ok := strings.Cut(rest, "/")
	if !ok || !isCDNHost(strings.ToLower(host)) {
		return "", false
	}
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return "/" + path, true
}

func isCDNHost(host string) bool {
	return host == "qpic.cn" || strings.HasSuffix(host, ".qpic.cn") ||
		host == "qlogo.cn" || strings.HasSuffix(host, ".qlogo.cn")
}
