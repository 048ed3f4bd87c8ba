package publish

import (
	"fmt"
	"regexp"
	"strings"

	"wxbackup/article"
	"wxbackup/store"
)

// token matches one token of a permalink pattern, and any mistaken one.
var token = regexp.MustCompile(`:(?:filename-safe|[a-z]+|)`)

// literal matches the text of a pattern outside its tokens.
var literal = regexp.MustCompile(`^[\pL\p{Nd}/_-]*$`)

const slugToken = ":slug"

// permalink is a checked pattern, with a leading and a trailing slash.
type permalink struct {
	pattern string
	// slug finds the slug in a path of this pattern; nil without :slug.
	slug *regexp.Regexp
}

func parsePermalink(raw string) (permalink, error) {
	p := permalink{pattern: "/" + strings.Trim(raw, "/") + "/"}
	fail := func(why string) (permalink, error) {
		return p, fmt.Errorf("reading permalink %q: %s: %w", raw, why, ErrPermalink)
	}
	named := false
	for _, t := range token.FindAllString(p.pattern, -1) {
		switch t {
		case slugToken, ":title", ":filename-safe", ":id":
			named = true
		case ":account", ":year", ":month", ":day":
		default:
			return fail(fmt.Sprintf("no token %q", t))
		}
	}
	switch {
	case !named:
		return fail("one of :slug, :title, :filename-safe and :id is needed")
	case strings.Contains(p.pattern, "//"):
		return fail("empty segment")
	case !literal.MatchString(token.ReplaceAllString(p.pattern, "")):
		return fail("only letters, digits, / - _ stand beside tokens")
	}
	p.slug = slugFinder(p.pattern)
	return p, nil
}

// slugFinder turns a pattern into the expression of its paths, in which the
// first :slug is a group.
func slugFinder(pattern string) *regexp.Regexp {
	if !strings.Contains(pattern, slugToken) {
		return nil
	}
	expr := token.ReplaceAllString(strings.Replace(pattern, slugToken, "\x00", 1), "[^/]+")
	return regexp.MustCompile("^" + strings.Replace(expr, "\x00", "([^/]+)", 1) + "$")
}

// expand replaces every token but :slug, which is known only when all
// articles' wishes are.
func (p permalink) expand(rec *store.Record) string {
	date := [3]string{"0000", "00", "00"}
	if !rec.Published.IsZero() {
		date = [3]string(strings.Split(rec.Published.In(article.Zone).Format("2006-01-02"), "-"))
	}
	return token.ReplaceAllStringFunc(p.pattern, func(t string) string {
		switch t {
		case ":title":
			return titleSegment(rec)
		case ":filename-safe":
			return fileSegment(rec)
		case ":id":
			return idSegment(rec.ID)
		case ":account":
			return accountSegment(rec.Account)
		case ":year":
			return date[0]
		case ":month":
			return date[1]
		case ":day":
			return date[2]
		}
		return t
	})
}

// slugIn is the slug in a path that an earlier publish made by this pattern,
// or "".
func (p permalink) slugIn(path string) string {
	if p.slug == nil {
		return ""
	}
	m := p.slug.FindStringSubmatch(path)
	if m == nil {
		return ""
	}
	return m[1]
}
