package emit

import (
	"bytes"
	"fmt"
	"strings"

	"wxbackup/article"
	"wxbackup/redirect"
)

// netlify writes the folder netlify: the file _redirects for the publish
// directory, and a README.
//
// Netlify compares the path as it is sent, with or without a slash at its end,
// the host where a row has one, and parameters of the query: each that a row
// names must be there with that value, further ones do not matter. It answers
// with any status.
//
// Rows leave the account open (__biz=:biz). Its value ends with "==", which one
// of Netlify's two parsers of _redirects drops and the other keeps.
func netlify(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	var rows bytes.Buffer
	rows.WriteString("# Redirects of old article addresses, written by wxbackup.\n")
	lines := 0
	for _, rule := range legacyFirst(out.served(m.Rules, netlifyCannot(m))) {
		for _, from := range netlifyFrom(rule.Source) {
			fmt.Fprintf(&rows, "%s %s\n", from, netlifyTo(rule))
			lines++
		}
	}
	readme, err := readme("netlify", m, map[string]any{"Lines": lines, "Many": lines > netlifyManyRows})
	out.Files = []File{{Name: "netlify/_redirects", Data: rows.Bytes()}, readme}
	return out, err
}

// netlifyManyRows is the number of rules from which Netlify advises against a
// file of them, and says that a deploy might fail
// (docs.netlify.com/manage/routing/redirects/overview).
const netlifyManyRows = 10_000

// netlifyCannot knows the rules that cannot be written as rows.
func netlifyCannot(m redirect.Map) func(redirect.Rule) refusal {
	accounts := make(map[article.Key]int)
	count := func(s redirect.Source) { accounts[article.Key{Mid: s.Key.Mid, Idx: s.Key.Idx}]++ }
	for _, rule := range m.Rules {
		count(rule.Source)
	}
	for _, source := range m.Held {
		count(source)
	}
	return func(r redirect.Rule) refusal {
		s := r.Source
		switch {
		case s.Kind() == redirect.Long && accounts[article.Key{Mid: s.Key.Mid, Idx: s.Key.Idx}] > 1:
			return refusal{"Netlify cannot tell accounts apart, and two have an article of this number", "resolver"}
		case strings.Contains(s.Path, "/:") || strings.HasSuffix(s.Path, "*"):
			return refusal{"Netlify reads : and * in a path as patterns", "nginx"}
		case s.Query != "" && !netlifyCompares(s.Query):
			return refusal{"Netlify compares only parameters of the form name=value", "nginx"}
		}
		return refusal{}
	}
}

// netlifyCompares reports whether words of a row can stand for the query. Its
// parsers split words at white space and at "=", take what begins with a slash or
// a scheme for the target, "#" for a comment and ":" for a placeholder.
func netlifyCompares(query string) bool {
	names := make(map[string]bool)
	for _, p := range queryPairs(query) {
		if p.name == "" || p.value == "" || names[p.name] ||
			strings.ContainsAny(p.name+p.value, " \t\r\n=&%+") || strings.ContainsAny(p.name[:1], "/#") ||
			strings.HasPrefix(p.value, ":") || strings.Contains(p.name, ":") {
			return false
		}
		names[p.name] = true
	}
	return true
}

// netlifyFrom are the beginnings of the rows of a source, one for each spelling
// and scheme.
func netlifyFrom(s redirect.Source) []string {
	if s.Kind() == redirect.Long {
		return []string{fmt.Sprintf("/s __biz=:biz mid=%d idx=%d", s.Key.Mid, s.Key.Idx)}
	}
	query := ""
	if s.Query != "" {
		for _, p := range queryPairs(s.Query) {
			query += " " + p.name + "=" + p.value
		}
	}
	var from []string
	for _, path := range spellings(s.URLPath()) {
		if s.Host == "" {
			from = append(from, path+query)
			continue
		}
		from = append(from, "http://"+s.Host+path+query, "https://"+s.Host+path+query)
	}
	return from
}

// netlifyTo is the end of a row. The exclamation mark lets it answer even where
// the site has a file of that name. What is gone shows the site's own page for
// what is not found.
func netlifyTo(r redirect.Rule) string {
	if r.Target == "" {
		return "/404.html 410!"
	}
	return r.Target + " 301!"
}
