package emit

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"wxbackup/article"
	"wxbackup/redirect"
)

// traefikMatch is the rule of the router for a source; false where Traefik can
// see no difference between its query and none.
func traefikMatch(s redirect.Source) (rule string, ok bool) {
	if s.Kind() == redirect.Long {
		return traefikLong(s.Key), true
	}
	host := ""
	if s.Host != "" {
		host = traefikCall("Host", s.Host)
	}
	query := traefikQuery(s.Query)
	return traefikAll(host, traefikPath(s.URLPath()), query), query != "" || s.Query == ""
}

// traefikPath matches the path with and without a slash at its end. Traefik
// compares with a path in which the reserved characters of RFC 3986 and "%" are
// encoded if they were in the request, so both spellings must match.
func traefikPath(path string) string {
	if path == "/" {
		return traefikCall("Path", path)
	}
	if !strings.ContainsAny(path, traefikReserved) {
		return traefikAny(traefikCall("Path", path), traefikCall("Path", path+"/"))
	}
	var pattern strings.Builder
	for _, r := range path {
		if strings.ContainsRune(traefikReserved, r) {
			fmt.Fprintf(&pattern, "(?:%s|%%%02X)", regexp.QuoteMeta(string(r)), r)
		} else {
			pattern.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return traefikCall("PathRegexp", "^"+pattern.String()+"/?$")
}

// traefikReserved are the characters that may stay encoded in a path, but the
// slash, which nobody encodes (doc.traefik.io, "Rules & Priority", Path).
const traefikReserved = ":?#[]@!$&'()*+,;=%"

// traefikQuery matches queries with all parameters of a query. Others may be
// there too: matchers look at one parameter, never at the whole query.
func traefikQuery(query string) string {
	params, err := url.ParseQuery(strings.ReplaceAll(query, ";", "&"))
	if err != nil {
		return ""
	}
	var matches []string
	for name, values := range params {
		for _, value := range values {
			switch {
			case name == "":
			case value == "":
				matches = append(matches, traefikCall("Query", name))
			default:
				matches = append(matches, traefikCall("Query", name, value))
			}
		}
	}
	slices.Sort(matches)
	return traefikAll(slices.Compact(matches)...)
}

// traefikLong matches the long addresses of an article. A parameter that is
// given twice matches by any of its values: rules cannot ask for the first.
func traefikLong(k article.Key) string {
	return traefikAll(
		traefikCall("PathRegexp", `^/(?:s|mp/appmsg/show|mp/rumor|mp/show_refutation)/?$`),
		traefikAny(traefikNumber("mid", k.Mid), "!"+traefikGiven("mid")+" && "+traefikNumber("appmsgid", k.Mid)),
		traefikPlace(k.Idx),
		traefikCall("QueryRegexp", "__biz", traefikBiz(k.Biz)),
		"!"+traefikGiven("tempkey"), "!"+traefikCall("Query", "preview", "1"),
	)
}

// traefikPlace matches the position, which is 1 where it is not given.
func traefikPlace(idx uint64) string {
	second := "!" + traefikGiven("idx") + " && "
	matches := []string{traefikNumber("idx", idx), second + traefikNumber("itemidx", idx)}
	if idx == 1 {
		matches = append(matches, second+"!"+traefikGiven("itemidx"))
	}
	return traefikAny(matches...)
}

func traefikNumber(name string, n uint64) string {
	return traefikCall("QueryRegexp", name, fmt.Sprintf("^0*%d$", n))
}

func traefikGiven(name string) string { return traefikCall("QueryRegexp", name, ".") }

// traefikBiz matches an account in a decoded query: a plus sign was a blank's
// encoding, and padding may be encoded once more.
func traefikBiz(biz string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(biz), `\+`, "[+ ]") + "(?:=|%3[Dd])*$"
}
