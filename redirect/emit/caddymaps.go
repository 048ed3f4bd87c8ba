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
		{about: "What to answer: a new address, a word, or nothing. The first that is known counts.", from: caddyAnswers(), to: "to", rows: []caddyRow{{"~([^ ]+)", "$1"}}},
		{about: "The path without slashes at its end.", from: path, to: "path", rows: []caddyRow{{"~(?s)^(.*?)/*$", "$1"}}},
		{about: "The host, if you listed addresses of it.", from: "{http.request.host}", to: "host", rows: caddyHosts(rows.hosts)},
		{about: "The query without the marks of sharing at its end.", from: query, to: "query", rows: []caddyRow{
			{"~^(.*?)" + redirect.SharedQuery, "$1"},
			{"~^(.*)$", "$1"},
		}},
		{about: "The answer to long addresses.", from: caddyVar("path"), to: "long", rows: caddyLong()},
		{about: "Unknown articles of known accounts are gone.", from: caddyVar("keys") + " " + caddyVar("key"), to: "known", rows: []caddyRow{
			{"~^([^ ]+) ", "$1"},
			{"~^ [0-9]+:[0-9]+:[0-9]+$", caddyGone},
		}},
		{about: "The article: account, mid and idx.", from: caddyVar("preview") + caddyVar("account") + ":" + caddyVar("number") + ":" + caddyVar("place"), to: "key", rows: []caddyRow{{"~^(.*)$", "$1"}}},
		{about: "The number of the account.", from: caddyVar("__biz"), to: "account", rows: caddyAccounts(rows.accounts)},
		{about: "The number of the message.", from: caddyVar("mid") + "&" + caddyVar("appmsgid"), to: "number", rows: []caddyRow{
			{"~^" + midNumber + "&", "$1"},
			{"~^&" + midNumber + "$", "$1"},
		}},
		{about: "The position in the message.", from: caddyVar("idx") + "&" + caddyVar("itemidx"), to: "place", rows: []caddyRow{
			{"~^" + idxNumber + "&", "$1"},
			{"~^&" + idxNumber + "$", "$1"},
			{"&", "1"},
		}},
		{about: "Previews, which are left alone.", from: caddyVar("tempkey") + "&" + caddyVar("isPreview"), to: "preview", rows: []caddyRow{
			{"~^[^&]", "preview "},
			{"~&1$", "preview "},
		}},
	}, caddyParams(query))
}

// caddyAnswers are all answers in the order in which they count.
func caddyAnswers() string {
	var all []string
	for _, name := range []string{"host-query", "path-query", "host-path", "long", "paths"} {
		all = append(all, caddyVar(name))
	}
	return strings.Join(all, " ")
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

func caddyAccounts(accounts []string) []caddyRow {
	var rows []caddyRow
	for i, biz := range accounts {
		rows = append(rows, caddyRow{"~^" + bizValue(biz) + "$", fmt.Sprint(i + 1)})
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
