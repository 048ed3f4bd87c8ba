package article

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// Host is where the platform serves articles.
const Host = "mp.weixin.qq.com"

// Address is what one article address says of the article's identity.
type Address struct {
	Key     Key
	SN      string
	ShortID string
}

// IsZero reports whether the address names no article.
func (a Address) IsZero() bool { return a == Address{} }

// Aliases are the names under which the index can find the article: the key,
// the short id. An sn alone is no alias: it is an attribute of the key.
func (a Address) Aliases() []string {
	var names []string
	if !a.Key.IsZero() {
		names = append(names, a.Key.String())
	}
	if a.ShortID != "" {
		names = append(names, a.ShortID)
	}
	return names
}

// ParseAddress reads an article's address in every form of wechat-pages.md
// §8.1: long and short, any scheme or none, any order of parameters, escaped
// ampersands, legacy names, captcha redirects. It is false for an address
// that names no article for good: temporary, preview, album and account pages,
// other hosts.
func ParseAddress(raw string) (Address, bool) {
	u, ok := parsePlatformURL(raw)
	if !ok {
		return Address{}, false
	}
	path := strings.TrimRight(u.Path, "/")
	query := parseQuery(u.RawQuery)
	switch {
	case path == "/mp/wappoc_appmsgcaptcha":
		return unwrapCaptcha(query)
	case strings.HasPrefix(path, "/s/"):
		id := strings.TrimPrefix(path, "/s/")
		return Address{ShortID: id}, IsShortID(id)
	case path == "/s", path == "/mp/appmsg/show", path == "/mp/rumor", path == "/mp/show_refutation":
		return longAddress(query)
	}
	return Address{}, false
}

// parsePlatformURL undoes the escaping layers that pages add to addresses and
// accepts the platform's host only.
func parsePlatformURL(raw string) (*url.URL, bool) {
	raw = UnescapeURL(raw)
	switch {
	case strings.HasPrefix(raw, "//"):
		raw = "https:" + raw
	case strings.HasPrefix(raw, Host):
		raw = "https://" + raw
	case strings.HasPrefix(raw, "/"):
		raw = "https://" + Host + raw
	}
	u, err := url.Parse(raw)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, false
	}
	host := strings.ToLower(u.Host)
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return u, host == Host
}

func unwrapCaptcha(query map[string]string) (Address, bool) {
	target := query["target_url"]
	if strings.Contains(target, "wappoc_appmsgcaptcha") {
		return Address{}, false
	}
	return ParseAddress(target)
}

func longAddress(query map[string]string) (Address, bool) {
	if query["tempkey"] != "" || query["preview"] == "1" {
		return Address{}, false
	}
	key, err := NewKey(query["__biz"], cmp.Or(query["mid"], query["appmsgid"]), cmp.Or(query["idx"], query["itemidx"]))
	if err != nil {
		return Address{}, false
	}
	return Address{Key: key, SN: CleanSN(cmp.Or(query["sn"], query["sign"]))}, true
}

// parseQuery splits a query string: the first value of a name wins, and "+"
// stays itself, for base64 may hold it.
func parseQuery(raw string) map[string]string {
	query := map[string]string{}
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if _, seen := query[name]; seen {
			continue
		}
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
		query[name] = value
	}
	return query
}

// UnescapeURL undoes what pages do to addresses: JavaScript's \x26 and any
// number of &amp; layers. It is no HTML unescape: that would turn "&para=" or
// "&reg=" into signs.
func UnescapeURL(raw string) string {
	raw = strings.TrimSpace(raw)
	raw = strings.ReplaceAll(raw, `\x26`, "&")
	for strings.Contains(raw, "&amp;") || strings.Contains(raw, "&#38;") {
		raw = strings.ReplaceAll(strings.ReplaceAll(raw, "&amp;", "&"), "&#38;", "&")
	}
	return raw
}

// LongURL is the canonical long address of a key; sn may be empty, but the
// platform opens addresses with all four parts only.
func LongURL(key Key, sn string) string {
	if key.IsZero() {
		return ""
	}
	long := "https://" + Host + "/s?__biz=" + PadBiz(key.Biz) + "&mid=" + uintString(key.Mid) + "&idx=" + uintString(key.Idx)
	if sn != "" {
		long += "&sn=" + sn
	}
	return long
}

// ShortURL is the address of a short id.
func ShortURL(id string) string { return "https://" + Host + "/s/" + id }

// CleanURL is the address without what is not the article's identity: share
// marks, and the credentials (key, uin, pass_ticket, token) that clients add.
// An address that names no article is "" here.
func CleanURL(raw string) string {
	a, ok := ParseAddress(raw)
	switch {
	case !ok:
		return ""
	case a.ShortID != "":
		return ShortURL(a.ShortID)
	}
	return LongURL(a.Key, a.SN)
}

// secretParams are the parameters by which a copied link lets a stranger in.
var secretParams = []string{"key", "uin", "pass_ticket", "exportkey", "poc_token", "token", "wx_header", "sessionid"}

// StripSecrets removes session credentials from any address on the platform,
// and from the address inside a captcha redirect. It leaves every other
// address as it is.
func StripSecrets(raw string) string {
	u, ok := parsePlatformURL(raw)
	if !ok || u.RawQuery == "" {
		return raw
	}
	kept := make([]string, 0, 8)
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if isSecret(name) {
			continue
		}
		if name == "target_url" {
			pair = name + "=" + stripEscaped(value)
		}
		kept = append(kept, pair)
	}
	u.RawQuery = strings.Join(kept, "&")
	return u.String()
}

// stripEscaped is StripSecrets for an address inside another.
func stripEscaped(value string) string {
	target, err := url.PathUnescape(value)
	if err != nil {
		return value
	}
	stripped := StripSecrets(target)
	if stripped == target {
		return value
	}
	return strings.ReplaceAll(url.QueryEscape(stripped), "+", "%20")
}

func isSecret(name string) bool {
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return slices.Contains(secretParams, strings.ToLower(strings.TrimSpace(name)))
}

// CleanSN is a serial number in lower case, or "" for a text that is none.
func CleanSN(sn string) string {
	if len(sn) != 32 || strings.Trim(sn, "0123456789abcdefABCDEF") != "" {
		return ""
	}
	return strings.ToLower(sn)
}
