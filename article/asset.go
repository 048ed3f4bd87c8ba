package article

import "strings"

// Asset is one file an article shows.
type Asset struct {
	// URL is the address on the platform's CDN; empty when the page had a
	// local reference only.
	URL string `json:"url,omitempty"`
	// Ref is the page's own reference to a file beside it.
	Ref string `json:"ref,omitempty"`
	// For says what the file is where the page does not refer to it: a cover
	// (AssetCover), or what an embed plays (Article.PlayerName).
	For string `json:"for,omitempty"`
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

// minCDNID is the length from which a part of a path can be a CDN id; those
// seen have 86 characters and more.
const minCDNID = 16

// CDNID returns what the addresses of one picture on the platform's CDN share,
// whatever their scheme, host, declared type, size, query and fragment; ""
// when the address is not of that form: an optional "sz_", the type in the
// folder name, the id, an optional size (wechat-pages.md §3.4).
func CDNID(rawURL string) string {
	path, ok := cdnURLPath(rawURL)
	if !ok {
		return ""
	}
	folder, rest, ok := strings.Cut(path, "/")
	id, size, _ := strings.Cut(rest, "/")
	if !ok || !isCDNFolder(folder) || len(id) < minCDNID || !madeOf(id, isCDNIDByte) || !madeOf(size, isDigit) {
		return ""
	}
	return id
}

// isCDNFolder reports "mmbiz", "sz_mmbiz_png" and the like.
func isCDNFolder(name string) bool {
	kind, ok := strings.CutPrefix(strings.TrimPrefix(name, "sz_"), "mmbiz")
	return ok && (kind == "" || len(kind) > 1 && kind[0] == '_' && madeOf(kind[1:], isLowerLetter))
}

func madeOf(s string, is func(byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool       { return '0' <= c && c <= '9' }
func isLowerLetter(c byte) bool { return 'a' <= c && c <= 'z' }

func isCDNIDByte(c byte) bool {
	return isDigit(c) || isLowerLetter(c|0x20) || c == '-' || c == '_'
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
	return path, true
}

func isCDNHost(host string) bool {
	return host == "qpic.cn" || strings.HasSuffix(host, ".qpic.cn") ||
		host == "qlogo.cn" || strings.HasSuffix(host, ".qlogo.cn")
}
