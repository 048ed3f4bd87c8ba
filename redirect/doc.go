// Package redirect decides where the old addresses of articles lead.
//
// In come the articles of an archive with every key and short id ever seen for
// them, the path each has on the published site, the paths of earlier publishes,
// and the owner's own lists of old addresses and names. Out go one sorted Map,
// old address to new address, for package emit to write as rules of a server,
// and a Report of what has no rule and why.
//
// The package never guesses: an old address that two articles claim gets no
// rule. It never lets a rule hide a page of the site, nor lead to a host other
// than the site's own unless the owner's list says so, and it writes nothing.
package redirect
