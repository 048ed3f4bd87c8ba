package emit

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// cloudflareBulk writes the folder cloudflare-bulk: CSV files for Bulk Redirect
// Lists of an account at Cloudflare, and a README.
//
// A source is a host and a path, both compared exactly; a query neither matters
// nor can be asked for. Short addresses are asked of the mirror host, earlier
// paths of the site's own, and listed addresses of theirs.
func cloudflareBulk(m redirect.Map, s Settings) (Output, error) {
	var out Output
	site := bulkHost(m.Origin)
	var need, more []string
	for _, rule := range out.served(m.Rules, bulkCannot(s.Mirror, site)) {
		host := bulkSourceHost(rule.Source, s.Mirror, site)
		for _, e := range pathRows([]redirect.Rule{rule}, bulkRow(host)) {
			need, more = append(need, e.need...), append(more, e.more...)
		}
	}
	files := 0
	for rows := range slices.Chunk(slices.Concat(need, more), bulkMaxRows) {
		files++
		out.Files = append(out.Files, File{fmt.Sprintf("cloudflare-bulk/redirects-%d.csv", files), []byte(strings.Join(rows, ""))})
	}
	readme, err := readme("cloudflare-bulk", m, map[string]any{"Lines": len(need) + len(more), "Files": files, "Mirror": s.Mirror})
	out.Files = append(out.Files, readme)
	return out, err
}

// bulkMaxRows is how many redirects a free account may have in all its lists;
// paid plans have 25,000 or more (developers.cloudflare.com/rules/url-forwarding,
// "URL redirects across lists"). A file never has more, so that each can be
// imported at once.
const bulkMaxRows = 10_000

// bulkMaxURL is the length of a source or target in bytes that Cloudflare takes
// (developers.cloudflare.com/rules/url-forwarding/bulk-redirects/reference/parameters).
const bulkMaxURL = 32 << 10

// bulkRow makes a row: source, target, status, and all four options at their
// default, which is no. A source without a scheme stands for both.
func bulkRow(host string) func(path, target string) string {
	return func(path, target string) string {
		return fmt.Sprintf("%q,%q,301,FALSE,FALSE,FALSE,FALSE\n", host+path, target)
	}
}

func bulkSourceHost(s redirect.Source, mirror, site string) string {
	switch {
	case s.Host != "":
		return s.Host
	case s.ShortID != "":
		return mirror
	}
	return site
}

func bulkHost(origin string) string {
	u, err := url.Parse(origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func bulkCannot(mirror, site string) func(redirect.Rule) refusal {
	return func(r redirect.Rule) refusal {
		s := r.Source
		switch {
		case s.Kind() == redirect.Long:
			return refusal{"Bulk Redirects compare no query", "resolver"}
		case s.Query != "":
			return refusal{"Bulk Redirects compare no query", "nginx"}
		case r.Target == "":
			return refusal{"Bulk Redirects cannot answer 410", "nginx"}
		case strings.HasPrefix(r.Target, "/"):
			return refusal{"Bulk Redirects lead to whole addresses, and the site's is not known (publish with --base-url)", "cloudflare"}
		case s.ShortID != "" && mirror == "":
			return refusal{"Bulk Redirects are for a host, and the mirror host is not known (--mirror)", "cloudflare"}
		case s.ShortID == "" && s.Host == "" && site == "":
			return refusal{"Bulk Redirects are for a host, and the site's is not known (publish with --base-url)", "cloudflare"}
		case max(3*len(s.URLPath()+s.Host)+1, len(r.Target)) > bulkMaxURL:
			return refusal{"Bulk Redirects take addresses of 32 KB", "nginx"}
		}
		return refusal{}
	}
}
