package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wxbackup/redirect"
)

// traefikRouter is a router with its middleware.
type traefikRouter struct {
	rule     string
	priority int
	target   string
}

// traefikPriority is above the priority of any router without one, which is
// the length of its rule.
const traefikPriority = 1_000_000

// newTraefikRouters are the routers of all rules that Traefik can serve, in the
// order of the rules, and the rules that it cannot.
func newTraefikRouters(m redirect.Map) (routers []traefikRouter, unread, gone []redirect.Rule) {
	left := traefikLeft(m)
	for _, rule := range m.Rules {
		match, ok := traefikMatch(rule.Source)
		switch {
		case rule.Target == "":
			gone = append(gone, rule)
		case !ok:
			unread = append(unread, rule)
		default:
			for _, s := range left[rule.Source.URLPath()] {
				if except, ok := traefikMatch(s); ok && traefikRank(s) > traefikRank(rule.Source) {
					match += " && !(" + except + ")"
				}
			}
			routers = append(routers, traefikRouter{match, traefikPriority + traefikRank(rule.Source), rule.Target})
		}
	}
	return routers, unread, gone
}

// traefikLeft are the sources by path that no router may answer, though a rule
// for less of the address might: those that are held and those that are gone.
func traefikLeft(m redirect.Map) map[string][]redirect.Source {
	left := map[string][]redirect.Source{}
	add := func(s redirect.Source) {
		if s.Kind() == redirect.Legacy {
			left[s.Path] = append(left[s.Path], s)
		}
	}
	for _, s := range m.Held {
		add(s)
	}
	for _, rule := range m.Rules {
		if rule.Target == "" {
			add(rule.Source)
		}
	}
	return left
}

// traefikRank is the higher, the earlier the source counts.
func traefikRank(s redirect.Source) int {
	switch {
	case s.Host != "" && s.Query != "":
		return 3
	case s.Query != "":
		return 2
	case s.Host != "":
		return 1
	}
	return 0
}

// router is the router in YAML. The service is Traefik's own that does nothing;
// the middleware answers before.
func (r traefikRouter) router(name string) string {
	return fmt.Sprintf("    %s:\n      rule: %s\n      priority: %d\n      middlewares: [%s]\n      service: noop@internal\n",
		name, traefikQuote(r.rule), r.priority, name)
}

// middleware takes the whole address for the new one. No target holds a "$",
// which would be a group of the regular expression.
func (r traefikRouter) middleware(name string) string {
	return fmt.Sprintf("    %s:\n      redirectRegex:\n        regex: \"^.*$\"\n        replacement: %s\n        permanent: true\n",
		name, traefikQuote(r.target))
}

func (r traefikRouter) size(name string) int { return len(r.router(name)) + len(r.middleware(name)) }

// traefikQuote makes a word of YAML between double quotes, where only the quote
// and the backslash have a meaning. Before it reads YAML, Traefik executes the
// file as a template, which "{{" would be a part of.
func traefikQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "{", `\x7b`).Replace(s) + `"`
}

// traefikCall is a matcher of a rule with its arguments, which are string
// literals of Go.
func traefikCall(matcher string, args ...string) string {
	literals := make([]string, len(args))
	for i, arg := range args {
		literals[i] = strconv.Quote(arg)
		if strconv.CanBackquote(arg) {
			literals[i] = "`" + arg + "`"
		}
	}
	return matcher + "(" + strings.Join(literals, ", ") + ")"
}

func traefikAny(matches ...string) string { return "(" + strings.Join(matches, " || ") + ")" }

func traefikAll(matches ...string) string {
	matches = slices.DeleteFunc(matches, func(m string) bool { return m == "" })
	return strings.Join(matches, " && ")
}
