package emit

import (
	"errors"
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// ErrUnsafe says that a rule cannot be written without risk: it holds more than
// an address may, or a text is longer than the server accepts.
var ErrUnsafe = errors.New("unsafe rule")

// checkRule refuses what redirect.Build never makes, before any format writes
// it into a configuration.
func checkRule(rule redirect.Rule) error {
	s := rule.Source
	switch {
	case rule.Target != "" && !isTarget(rule.Target):
		return fmt.Errorf("checking target %q: %w", rule.Target, ErrUnsafe)
	case strings.ContainsFunc(s.URLPath()+s.Query+s.Host, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return fmt.Errorf("checking source %q: %w", s, ErrUnsafe)
	case strings.Trim(s.Key.Biz, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/-_") != "":
		return fmt.Errorf("checking account %q: %w", s.Key.Biz, ErrUnsafe)
	case strings.Trim(s.Host, "abcdefghijklmnopqrstuvwxyz0123456789.-_:") != "":
		return fmt.Errorf("checking host %q: %w", s.Host, ErrUnsafe)
	case strings.ContainsAny(s.Query, " \"'<>"):
		return fmt.Errorf("checking query %q: %w", s.Query, ErrUnsafe)
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
