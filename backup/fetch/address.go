package fetch

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"wxbackup/article"
)

// maxAddresses is how many addresses of one asset are asked at most.
const maxAddresses = 4

// Key is what all addresses of one asset share: its id on the platform's CDN,
// else the address itself, whatever its scheme and fragment.
func Key(address string) string {
	u, ok := parse(address)
	if !ok {
		return address
	}
	if id := article.CDNID(u.String()); id != "" {
		return "cdn:" + id
	}
	u.Scheme = "https"
	return u.String()
}

// Addresses are what to ask for an asset that pages have under these
// addresses, the best first: on the CDN the picture as it was uploaded, then
// what the pages name, with https before http.
func Addresses(named []string) []string {
	var best, plain, insecure []string
	for _, address := range named {
		u, ok := parse(address)
		if !ok {
			continue
		}
		onCDN := article.CDNID(u.String()) != ""
		if onCDN {
			best = append(best, original(*u))
		} else if u.Scheme == "http" {
			insecure = append(insecure, u.String())
		}
		u.Scheme = "https"
		plain = append(plain, u.String())
	}
	return limited(sorted(best), sorted(plain), sorted(insecure))
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

func limited(lists ...[]string) []string {
	var all []string
	for _, address := range slices.Concat(lists...) {
		if len(all) < maxAddresses && !slices.Contains(all, address) {
			all = append(all, address)
		}
	}
	return all
}

// parse reads an address without what no server sees.
func parse(address string) (*url.URL, bool) {
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	u, err := url.Parse(address)
	if err != nil || !isWeb(u) {
		return nil, false
	}
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = strings.ReplaceAll(u.RawQuery, " ", "%20") // it would end the request's first line
	return u, true
}

// original is the address of a CDN picture in its full size and own format:
// size 0, and of the query the format only, for tp=webp makes the server
// convert (wechat-pages.md §3.4).
func original(u url.URL) string {
	parts := strings.SplitN(strings.TrimPrefix(u.Path, "/"), "/", 3)
	u.Scheme, u.Path, u.RawPath = "https", "/"+parts[0]+"/"+parts[1]+"/0", ""
	query := url.Values{}
	if format := u.Query().Get("wx_fmt"); format != "" {
		query.Set("wx_fmt", format)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// Host is the host that is asked first for an asset, by which work is shared
// out; "" when there is none.
func Host(addresses []string) string {
	if len(addresses) == 0 {
		return ""
	}
	u, _ := parse(addresses[0])
	return cmp.Or(u, &url.URL{}).Hostname()
}
