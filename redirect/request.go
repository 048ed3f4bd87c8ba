package redirect

import (
	"net/url"
	"path"
	"strings"

	"wxbackup/article"
)

// Sources are the old addresses that a request can be for, in the order in
// which rules are asked: the first of them that is in Map.Rules or Map.Held
// decides. The last is the one that is not Legacy. There are none for a path
// that cannot be decoded.
//
// host is the request's, with or without a port; rawPath and query are as they
// stand in the request's first line, still percent-encoded.
func Sources(host, rawPath, query string) []Source {
	decoded, err := url.PathUnescape(rawPath)
	if err != nil {
		return nil
	}
	p, cut := path.Join("/", decoded), CutShared(query)
	sources := make([]Source, 0, 4)
	host = requestHost(host)
	if host != "" && cut != "" {
		sources = append(sources, Source{Host: host, Path: p, Query: cut})
	}
	if cut != "" {
		sources = append(sources, Source{Path: p, Query: cut})
	}
	if host != "" {
		sources = append(sources, Source{Host: host, Path: p})
	}
	return append(sources, ownSource(p, query))
}

// ownSource is what path and query name by themselves, whatever the host.
func ownSource(p, query string) Source {
	address, ok := article.ParseAddress("https://" + article.Host + p + "?" + query)
	switch {
	case !ok:
		return Source{Path: p}
	case address.ShortID != "":
		return Source{ShortID: address.ShortID}
	}
	return Source{Key: address.Key}
}

// requestHost is a request's host in the form of Source.Host: without a port,
// without the dot that ends a full name.
func requestHost(host string) string {
	if colon := strings.LastIndexByte(host, ':'); colon > strings.LastIndexByte(host, ']') {
		host = host[:colon]
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}
