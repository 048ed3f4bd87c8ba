package emit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// vercel writes the folder vercel: a vercel.json with redirects, and a README.
//
// Vercel compares the path by a pattern, and host and parameters of the query
// where a redirect has conditions; further parameters do not matter. It answers
// with the redirect's statusCode ("permanent" would be 308), of which 410 is
// none. When there are more rules than it takes, addresses that the owner listed
// have precedence, then short ones, earlier paths and long ones.
func vercel(m redirect.Map, _ Settings) (Output, error) {
	var out Output
	rules := vercelOrder(out.served(m.Rules, vercelCannot))
	if len(rules) > vercelMaxRedirects {
		over := redirect.Map{Rules: rules[vercelMaxRedirects:]}
		rules = rules[:vercelMaxRedirects]
		long := over.Of(redirect.Long)
		out.unserved("Vercel takes 2,048 redirects", "html", slices.DeleteFunc(over.Rules, func(r redirect.Rule) bool {
			return r.Source.Kind() == redirect.Long
		}))
		out.unserved("Vercel takes 2,048 redirects", "resolver", long)
	}
	config, err := vercelConfig(rules)
	if err != nil {
		return Output{}, err
	}
	readme, err := readme("vercel", m, map[string]any{"Lines": len(rules)})
	out.Files = []File{{Name: "vercel/vercel.json", Data: config}, readme}
	return out, err
}

// Limits of Vercel (vercel.com/docs/routing/redirects/configuration-redirects):
// redirects in the array, characters in a source or destination.
const (
	vercelMaxRedirects = 2048
	vercelMaxText      = 4096
)

// vercelRedirect is an element of redirects in vercel.json.
type vercelRedirect struct {
	Source      string            `json:"source"`
	Has         []vercelCondition `json:"has,omitempty"`
	Destination string            `json:"destination"`
	StatusCode  int               `json:"statusCode"`
}

// vercelCondition asks for a host or a parameter; its value is a regular
// expression that must match the whole.
type vercelCondition struct {
	Type  string `json:"type"`
	Key   string `json:"key,omitempty"`
	Value string `json:"value"`
}

// vercelConfig has a line for each redirect.
func vercelConfig(rules []redirect.Rule) ([]byte, error) {
	var config bytes.Buffer
	config.WriteString("{\n  \"$schema\": \"https://openapi.vercel.sh/vercel.json\",\n  \"redirects\": [")
	for i, rule := range rules {
		if i > 0 {
			config.WriteByte(',')
		}
		config.WriteString("\n    ")
		var line bytes.Buffer
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(vercelRule(rule)); err != nil {
			return nil, fmt.Errorf("writing redirect of %q: %w", rule.Source, err)
		}
		config.Write(bytes.TrimSpace(line.Bytes()))
	}
	config.WriteString("\n  ]\n}\n")
	return config.Bytes(), nil
}

func vercelRule(r redirect.Rule) vercelRedirect {
	s := r.Source
	redirection := vercelRedirect{Destination: r.Target, StatusCode: r.Status()}
	if s.Kind() == redirect.Long {
		redirection.Source = "/s{/}?"
		redirection.Has = []vercelCondition{
			{"query", "__biz", vercelBiz(s.Key.Biz)},
			{"query", "mid", fmt.Sprint(s.Key.Mid)},
			{"query", "idx", fmt.Sprint(s.Key.Idx)},
		}
		return redirection
	}
	redirection.Source = vercelSource(s.URLPath())
	if s.Host != "" {
		redirection.Has = append(redirection.Has, vercelCondition{"host", "", regexp.QuoteMeta(s.Host)})
	}
	if s.Query != "" {
		for _, p := range queryPairs(s.Query) {
			redirection.Has = append(redirection.Has, vercelCondition{"query", p.name, regexp.QuoteMeta(p.value)})
		}
	}
	return redirection
}

// vercelBiz matches an account however its padding is written. A plus sign that
// was not escaped arrives as a space.
func vercelBiz(biz string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(biz), `\+`, `[+ ]`) + `(?:=|%3D|%3d)*`
}

// vercelSource is a pattern (path-to-regexp) for the spellings of a path, with or
// without a slash at its end.
func vercelSource(path string) string {
	paths := spellings(path)
	switch {
	case path == "/":
		return path
	case len(paths) == 1:
		return paths[0] + "{/}?"
	}
	for i, p := range paths {
		paths[i] = regexp.QuoteMeta(p[1:])
	}
	return "/(" + strings.Join(paths, "|") + "){/}?"
}

func vercelOrder(rules []redirect.Rule) []redirect.Rule {
	ordered := redirect.Map{Rules: rules}
	return slices.Concat(legacyFirst(ordered.Of(redirect.Legacy)), ordered.Of(redirect.Short), ordered.Of(redirect.Former), ordered.Of(redirect.Long))
}

func vercelCannot(r redirect.Rule) refusal {
	s := r.Source
	instead := "html"
	if s.Kind() == redirect.Legacy {
		instead = "nginx"
	}
	switch {
	case r.Target == "":
		return refusal{"Vercel's redirects cannot answer 410", "nginx"}
	case len(vercelRule(r).Source) > vercelMaxText || len(r.Target) > vercelMaxText:
		return refusal{"Vercel takes addresses of 4,096 characters", instead}
	case s.Path == "/.well-known" || strings.HasPrefix(s.Path, "/.well-known/"):
		return refusal{"Vercel reserves /.well-known", ""}
	}
	return refusal{}
}
