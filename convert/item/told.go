package item

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"wxbackup/article"
)

// takeAddress gives an article the names that an address has for it.
func takeAddress(a *article.Article, named article.Address) {
	if a.Key.IsZero() {
		a.Key, a.SN = named.Key, named.SN
	}
	if named.ShortID != "" && !slices.Contains(a.ShortIDs, named.ShortID) {
		a.ShortIDs = append(a.ShortIDs, named.ShortID)
		slices.Sort(a.ShortIDs)
	}
	switch {
	case a.SN != "":
		a.URL = article.LongURL(a.Key, a.SN)
	case len(a.ShortIDs) > 0:
		a.URL = article.ShortURL(a.ShortIDs[0])
	default:
		a.URL = article.LongURL(a.Key, "")
	}
}

// maxEpoch bounds what can be a time in seconds: the year 2100.
const maxEpoch = 4102444800

// epoch reads seconds since 1970, written as a number or as text; zero for
// anything else.
func epoch(value json.RawMessage) time.Time {
	var s scalar
	if len(value) == 0 || s.UnmarshalJSON(value) != nil {
		return time.Time{}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(s)), 10, 64)
	if err != nil || n <= 0 || n > maxEpoch {
		return time.Time{}
	}
	return time.Unix(n, 0).In(article.Zone)
}

// ownLink is a link that an author gave, "" where it is none.
func ownLink(s string) string {
	s = strings.TrimSuffix(article.UnescapeURL(s), "#rd")
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	return article.StripSecrets(s)
}

// pictureAddress is the address of a picture on the web, under the scheme that
// the platform serves its own with; "" where it is none.
func pictureAddress(s string) string {
	s = originalPicture(article.UnescapeURL(s))
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	if rest, ok := strings.CutPrefix(s, "http://"); ok && article.CDNID(s) != "" {
		return "https://" + rest
	}
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	return s
}
