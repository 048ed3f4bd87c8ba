package emit

import (
	"regexp"
	"strings"

	"wxbackup/redirect"
)

// cloudflare writes the folder cloudflare: the file _redirects of Cloudflare
// Pages and of the static assets of Workers, and a README.
//
// Cloudflare compares the path exactly as it is sent, its last slash included,
// and neither query nor host; it answers with 301, 302, 303, 307 or 308. When
// there are more rules than it takes, short addresses have precedence over
// earlier paths, and both over spellings that hardly anyone asks for.
func cloudflare(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	rules := out.served(m.Rules, cloudflareCannot)
	rows, over := withinBudget(pathRows(rules, cloudflareRow), cloudflareMaxRows)
	out.unserved("Cloudflare Pages takes 2,000 rules", "cloudflare-bulk", over)
	readme, err := readme("cloudflare", m, map[string]any{"Lines": len(rows), "Over": len(over)})
	text := "# Redirects of old article addresses, written by wxbackup.\n" + strings.Join(rows, "")
	out.Files = []File{{Name: "cloudflare/_redirects", Data: []byte(text)}, readme}
	return out, err
}

// Limits of Cloudflare (developers.cloudflare.com/pages/configuration/redirects,
// developers.cloudflare.com/workers/static-assets/redirects): static rules in a
// file, characters in a rule.
const (
	cloudflareMaxRows = 2000
	cloudflareMaxRow  = 1000
)

func cloudflareRow(path, target string) string { return path + " " + target + " 301\n" }

// cloudflarePattern matches what makes a path a pattern to Cloudflare.
var cloudflarePattern = regexp.MustCompile(`\*|:[A-Za-z]`)

func cloudflareCannot(r redirect.Rule) refusal {
	s := r.Source
	switch {
	case s.Kind() == redirect.Long:
		return refusal{"Cloudflare Pages compares no query", "resolver"}
	case s.Query != "":
		return refusal{"Cloudflare Pages compares no query", "nginx"}
	case r.Target == "":
		return refusal{"Cloudflare Pages cannot answer 410", "nginx"}
	case s.Host != "":
		return refusal{"Cloudflare Pages compares no host", "cloudflare-bulk"}
	case cloudflarePattern.MatchString(s.Path):
		return refusal{"Cloudflare Pages reads * and :name in a path as patterns", "cloudflare-bulk"}
	case len(cloudflareRow(escapeExcept(s.URLPath(), "")+"/", r.Target)) > cloudflareMaxRow:
		return refusal{"Cloudflare Pages takes rules of 1,000 characters", "cloudflare-bulk"}
	}
	return refusal{}
}
