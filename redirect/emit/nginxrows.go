package emit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// nginxRow is one row of a map, not yet quoted.
type nginxRow struct{ key, value string }

// nginxRows are the rows that differ from archive to archive.
type nginxRows struct {
	accounts []string   // the n-th account is number n+1 in keys
	keys     []nginxRow // account:mid:idx
	paths    []nginxRow // short ids and former paths
	exact    []nginxRow // the same as regular expressions, where case matters
}

// nginxMaxWord is below the size of the buffer in which nginx must find one
// word of its configuration, 4096 bytes.
const nginxMaxWord = 4000

func newNginxRows(m redirect.Map) (nginxRows, error) {
	rows := nginxRows{accounts: m.Accounts}
	twins := nginxTwins(m)
	for _, rule := range m.Rules {
		if err := checkRule(rule); err != nil {
			return nginxRows{}, err
		}
		switch p := rule.Source.URLPath(); {
		case p == "":
			rows.addKey(rule)
		case twins[nginxFold(p)] > 1:
			rows.exact = append(rows.exact, nginxRow{nginxExactly(p), rule.Target})
		default:
			rows.paths = append(rows.paths, nginxRow{p, rule.Target})
		}
	}
	for _, source := range m.Held {
		rows.addKey(redirect.Rule{Source: source})
	}
	return rows, nil
}

// addKey leaves out accounts without a rule, of which nothing is called gone.
func (r *nginxRows) addKey(rule redirect.Rule) {
	key := rule.Source.Key
	n, known := slices.BinarySearch(r.accounts, key.Biz)
	if known {
		r.keys = append(r.keys, nginxRow{fmt.Sprintf("%d:%d:%d", n+1, key.Mid, key.Idx), rule.Target})
	}
}

// nginxTwins counts the paths that nginx cannot tell apart in a map, since it
// ignores the case of ASCII letters there: old addresses, and pages that must
// not be hidden by them.
func nginxTwins(m redirect.Map) map[string]int {
	twins := map[string]int{}
	for _, p := range m.Live {
		twins[nginxFold(p)]++
	}
	for _, rule := range m.Rules {
		twins[nginxFold(rule.Source.URLPath())]++
	}
	return twins
}

// nginxExactly is the key of a row that minds the case.
func nginxExactly(path string) string { return "~^" + regexp.QuoteMeta(path) + "$" }

// nginxFold lowers ASCII letters only.
func nginxFold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

func checkRule(rule redirect.Rule) error {
	source := rule.Source.URLPath()
	switch {
	case !isTarget(rule.Target):
		return fmt.Errorf("checking target %q: %w", rule.Target, ErrUnsafe)
	case strings.ContainsFunc(source, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fmt.Errorf("checking source %q: %w", source, ErrUnsafe)
	case len(nginxQuote(nginxExactly(source))) > nginxMaxWord || len(rule.Target) > nginxMaxWord:
		return fmt.Errorf("checking the length of source %q: %w", source, ErrUnsafe)
	}
	return nil
}

// isTarget reports whether the target is what redirect.Rule promises.
func isTarget(target string) bool {
	path := target
	if scheme, rest, ok := strings.Cut(target, "://"); ok {
		host := strings.IndexByte(rest, '/')
		if host < 1 || (scheme != "http" && scheme != "https") {
			return false
		}
		path = rest[host:]
	}
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(target, "//") &&
		!strings.ContainsFunc(target, func(r rune) bool {
			return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
				strings.ContainsRune("/%:.-_~[]", r))
		})
}
