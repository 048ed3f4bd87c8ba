package emit

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// caddyPrefix begins the names of all variables. No target holds a "+", so none
// holds the name of a variable, which Caddy would take for a loop.
const caddyPrefix = "wxbackup+"

// caddyVar is the placeholder of a variable.
func caddyVar(name string) string { return "{" + caddyPrefix + name + "}" }

// caddyMap is one map block. Caddy evaluates it when its variable is asked for,
// compares one row after the other and minds the case.
type caddyMap struct {
	about string
	from  string // with placeholders
	to    string // the name of a variable
	rows  []caddyRow
}

// caddyQuestion are the blocks that take a request apart.
func caddyQuestion(rows caddyRows) []caddyMap {
	const path, query = "{http.request.orig_uri.path}", "{http.request.orig_uri.query}"
	return slices.Concat([]caddyMap{
		{"What to answer: a new address, a word, or nothing. The first that is known counts.", caddyAnswers(rows), "to", []caddyRow{{"~([^ ]+)", "$1"}}},
		{"The path without slashes at its end.", path, "path", []caddyRow{{"~(?s)^(.*?)/*$", "$1"}}},
		{"The answer to long addresses.", caddyVar("path"), "long", caddyLong()},
	}, caddyListed(rows, query), caddyKey(rows), caddyParams(query))
}

// caddyAnswers are all answers in the order in which they count.
func caddyAnswers(rows caddyRows) string {
	var all []string
	for _, lookup := range caddyListedLookups(rows) {
		all = append(all, caddyVar(lookup.to))
	}
	return strings.Join(append(all, caddyVar("long"), caddyVar("paths")), " ")
}

// caddyListed are the parts of a request that only addresses that the owner
// listed depend on.
func caddyListed(rows caddyRows, query string) []caddyMap {
	if len(caddyListedLookups(rows)) == 0 {
		return nil
	}
	return []caddyMap{
		{"The host, if you listed addresses of it.", "{http.request.host}", "host", caddyHosts(rows.hosts)},
		{"The query without the marks of sharing at its end.", query, "query", []caddyRow{
			{"~^(.*?)" + redirect.SharedQuery, "$1"},
			{"~^(.*)$", "$1"},
		}},
	}
}

// caddyKey are the blocks that make a key of the parameters of a long address.
func caddyKey(rows caddyRows) []caddyMap {
	numbers := func(number string) []caddyRow {
		return []caddyRow{{"~^" + number + "&", "$1"}, {"~^&" + number + "$", "$1"}}
	}
	return []caddyMap{
		{"Unknown articles of known accounts are gone.", caddyVar("keys") + " " + caddyVar("key"), "known", []caddyRow{
			{"~^([^ ]+) ", "$1"},
			{"~^ [0-9]+:[0-9]+:[0-9]+$", caddyGone},
		}},
		{"The article: account, mid and idx.", caddyVar("preview") + caddyVar("account") + ":" + caddyVar("number") + ":" + caddyVar("place"), "key", []caddyRow{{"~^(.*)$", "$1"}}},
		{"The account.", caddyVar("__biz"), "account", rows.bizRows()},
		{"The number of the message.", caddyVar("mid") + "&" + caddyVar("appmsgid"), "number", numbers(midNumber)},
		{"The position in the message.", caddyVar("idx") + "&" + caddyVar("itemidx"), "place", append(numbers(idxNumber), caddyRow{"&", "1"})},
		{"Previews, which are left alone.", caddyVar("tempkey") + "&" + caddyVar("isPreview"), "preview", []caddyRow{
			{"~^[^&]", "preview "},
			{"~&1$", "preview "},
		}},
	}
}

// caddyLong asks for the key only where long addresses are.
func caddyLong() []caddyRow {
	var rows []caddyRow
	for _, path := range []string{"/s", "/mp/appmsg/show", "/mp/rumor", "/mp/show_refutation"} {
		rows = append(rows, caddyRow{path, caddyVar("known")})
	}
	return rows
}

// caddyHosts bring hosts to lower case.
func caddyHosts(hosts []string) []caddyRow {
	var rows []caddyRow
	for _, host := range hosts {
		rows = append(rows, caddyRow{"~(?i)^" + regexp.QuoteMeta(host) + "$", host})
	}
	return rows
}

// bizRows find the account of a parameter.
func (r *caddyRows) bizRows() []caddyRow {
	var rows []caddyRow
	for i, biz := range r.accounts {
		rows = append(rows, caddyRow{"~^" + bizValue(biz) + "$", r.account(i)})
	}
	return rows
}

// caddyParams make a variable of the first value of each parameter.
func caddyParams(query string) []caddyMap {
	var blocks []caddyMap
	for _, p := range []struct{ name, to string }{
		{"__biz", "__biz"}, {"mid", "mid"}, {"appmsgid", "appmsgid"}, {"idx", "idx"}, {"itemidx", "itemidx"}, {"tempkey", "tempkey"}, {"preview", "isPreview"},
	} {
		blocks = append(blocks, caddyMap{about: "The parameter " + p.name + ".", from: query, to: p.to, rows: []caddyRow{{"~" + valueOfFirst(p.name), "$1"}}})
	}
	return blocks
}

func (m caddyMap) write(w *bytes.Buffer) {
	fmt.Fprintf(w, "\n# %s\nmap %s %s {\n", m.about, caddyQuote(m.from), caddyVar(m.to))
	for _, row := range m.rows {
		fmt.Fprintf(w, "\t%s %s\n", caddyQuote(row.key), caddyQuote(row.value))
	}
	fmt.Fprint(w, "}\n")
}

// caddyQuote makes one word of the Caddyfile. Between backquotes nothing has a
// meaning but the backquote, which caddyText leaves out, and placeholders.
func caddyQuote(s string) string { return "`" + s + "`" }
