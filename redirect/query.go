package redirect

import "regexp"

// SharedQuery matches the rest of a query from the first parameter on that
// sharing or advertising appends to any address. It is written so that PCRE,
// RE2, POSIX and JavaScript read it alike.
const SharedQuery = `(^|&)(utm_[a-z]+=|from=(singlemessage|timeline|groupmessage)(&|$)|isappinstalled=|nsukey=|fbclid=|gclid=|bd_vid=).*$`

// CutShared is the query without what SharedQuery matches.
func CutShared(query string) string { return sharedQuery.ReplaceAllString(query, "") }

var sharedQuery = regexp.MustCompile(SharedQuery)
