package emit

import (
	"net/url"
	"strings"
)

// queryPair is one parameter of a query, decoded.
type queryPair struct{ name, value string }

// queryPairs are the parameters of the query of a source, for hosts that
// compare them one by one.
func queryPairs(query string) []queryPair {
	var pairs []queryPair
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, queryPair{queryText(name), queryText(value)})
	}
	return pairs
}

func queryText(s string) string {
	if text, err := url.QueryUnescape(s); err == nil {
		return text
	}
	return s
}
