// Package serve answers requests for old addresses from a table of redirects.
//
// In come requests and the path of a table; out go 301 with the new address,
// 410 for what is gone and 404 for everything else. A table that was replaced
// is taken up without a stop, and how often each article was asked for is
// kept in a file. No answer holds anything of its request, and nothing is
// written but the counts.
package serve
