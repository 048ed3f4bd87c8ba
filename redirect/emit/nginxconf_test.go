package emit

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"wxbackup/redirect"
)

// readNginxConf splits a configuration into words by nginx's own grammar:
// white space separates, ";", "{" and "}" end a directive, "#" begins a
// comment at the start of a word, between double quotes only a quote ends the
// word, and a backslash protects quotes and backslashes and makes \t, \r, \n.
func readNginxConf(conf string) (directives [][]string, err error) {
	var words []string
	for i := 0; i < len(conf); {
		switch c := conf[i]; {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
		case c == '#':
			comment, _, _ := strings.Cut(conf[i:], "\n")
			i += len(comment)
		case c == ';' || c == '{' || c == '}':
			directives, words = append(directives, append(words, string(c))), nil
			i++
		case c == '"':
			word, n, err := readQuoted(conf[i+1:])
			if err != nil {
				return nil, err
			}
			words, i = append(words, word), i+1+n
		default:
			n := strings.IndexAny(conf[i:], " \t\r\n;{")
			if n < 0 || strings.ContainsAny(conf[i:i+n], `"'\`) {
				return nil, fmt.Errorf("strange word at %.40q", conf[i:])
			}
			words, i = append(words, conf[i:i+n]), i+n
		}
	}
	if len(words) > 0 {
		return nil, fmt.Errorf("unfinished directive %q", words)
	}
	return directives, nil
}

// readQuoted reads up to the closing quote, which a separator must follow.
func readQuoted(s string) (word string, n int, err error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			if i+1 == len(s) || strings.IndexByte(" \t\r\n;{", s[i+1]) < 0 {
				return "", 0, fmt.Errorf("text after the quote at %.40q", s[i:])
			}
			return b.String(), i + 1, nil
		case s[i] == '\\' && i+1 < len(s):
			i++
			if plain := strings.IndexByte(`"'\trn`, s[i]); plain >= 0 {
				b.WriteByte("\"'\\\t\r\n"[plain])
			} else {
				b.WriteString(s[i-1 : i+1])
			}
		default:
			b.WriteByte(s[i])
		}
	}
	return "", 0, fmt.Errorf("open quote before %.40q", s)
}

// rowsOf gives the plain rows of the map that makes the variable.
func rowsOf(directives [][]string, variable string) map[string]string {
	rows, inside := map[string]string{}, false
	for _, d := range directives {
		switch {
		case d[0] == "map":
			inside = d[2] == variable
		case inside && len(d) == 3:
			rows[d[0]] = d[1]
		}
	}
	return rows
}

// FuzzNginxReadsBackEveryPath holds the written file against an independent
// reader: exactly the rules of the Map are in it, whatever paths contain.
func FuzzNginxReadsBackEveryPath(f *testing.F) {
	for _, former := range hostile().Former {
		f.Add(former.Path, "/now/")
	}
	f.Add("/a/", "/\";}$uri/")
	f.Add("/a\\", "/b\\")
	f.Fuzz(func(t *testing.T, former, now string) {
		m := build(t, redirect.Input{
			Articles: []redirect.Article{{ID: "a", ShortIDs: []string{short1}, Path: now}},
			Former:   []redirect.FormerPath{{ID: "a", Path: former}},
		})
		out, err := formatOf(t, "nginx").Emit(m, Settings{})
		if err != nil {
			if len(former)+len(now) < 900 {
				t.Fatal(err)
			}
			return
		}
		directives, err := readNginxConf(string(out.Files[0].Data))
		if err != nil {
			t.Fatal(err)
		}
		got := rowsOf(directives, "$wxbackup_to")
		delete(got, "~^/(?:s|mp/appmsg/show|mp/rumor|mp/show_refutation)$")
		want := map[string]string{}
		for _, rule := range m.Rules {
			want[rule.Source.URLPath()] = rule.Target
		}
		if !maps.Equal(literal(got), want) {
			t.Errorf("rows %q, want %q", got, want)
		}
	})
}

// literal undoes the escaping of rows that are regular expressions.
func literal(rows map[string]string) map[string]string {
	plain := map[string]string{}
	for key, value := range rows {
		if pattern, ok := strings.CutPrefix(key, "~^"); ok {
			key = metaEscape.ReplaceAllString(strings.TrimSuffix(pattern, "$"), "$1")
		}
		plain[key] = value
	}
	return plain
}

var metaEscape = regexp.MustCompile(`\\(.)`)
