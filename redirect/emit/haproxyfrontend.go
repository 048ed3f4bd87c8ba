package emit

import (
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// haproxyFolder is where README says to copy the folder.
const haproxyFolder = "/etc/haproxy/wxbackup/"

// haproxyFrontend are the lines of a frontend. Each asks for one thing; where a
// map has no row, the variable stays as it was.
func haproxyFrontend() string {
	lines := []string{
		"# Redirects of old article addresses, written by wxbackup.",
		"# Paste these lines into a frontend, see README.md.",
		"# The path without slashes at its end, the host, the query without the marks of sharing.",
		haproxySet("path", `path,url_dec,regsub("/+$",""),url_enc`),
		haproxySet("host", `req.hdr(host),host_only,lower`),
		haproxySet("query", `query,regsub("`+redirect.SharedQuery+`","")`),
		"# Addresses that you listed, the most exact first; short ids, earlier paths.",
	}
	for _, address := range []string{
		`var(txn.wxbackup_host),concat("",txn.wxbackup_path),concat("?",txn.wxbackup_query)`,
		`var(txn.wxbackup_path),concat("?",txn.wxbackup_query)`,
		`var(txn.wxbackup_host),concat("",txn.wxbackup_path)`,
		`var(txn.wxbackup_path)`,
	} {
		lines = append(lines, haproxyAsk(address, "wxbackup-paths.map"))
	}
	lines = append(lines, haproxyLong()...)
	lines = append(lines,
		"# The answer.",
		"http-request return status 410 default-errorfiles if { var(txn.wxbackup_to) -m str "+haproxyGone+" }",
		"http-request redirect location %[var(txn.wxbackup_to)] code 301 if { var(txn.wxbackup_to) -m beg / http:// https:// }",
	)
	return strings.Join(lines, "\n") + "\n"
}

// haproxyAsk looks for an answer in a map while there is none.
func haproxyAsk(address, file string) string {
	return haproxySet("to", address+",map("+haproxyFolder+file+")") + " if !{ var(txn.wxbackup_to) -m found }"
}

// haproxySet sets a variable. Between single quotes nothing has a meaning to
// HAProxy's configuration, and between the double quotes in them only the
// backslash.
func haproxySet(name, expression string) string {
	return fmt.Sprintf("http-request set-var(txn.wxbackup_%s) '%s'", name, expression)
}

// haproxyLong are the lines that read the query of a long address.
func haproxyLong() []string {
	const on = " if wxbackup_long"
	lines := []string{
		"# Long addresses, by account, mid and idx.",
		"acl wxbackup_long var(txn.wxbackup_path) -m str %2Fs %2Fmp%2Fappmsg%2Fshow %2Fmp%2Frumor %2Fmp%2Fshow_refutation",
	}
	for _, name := range []string{"__biz", "mid", "appmsgid", "idx", "itemidx", "tempkey", "preview"} {
		value := `query,regsub("` + haproxyEscape(valueOfFirst(name)) + `","\1")`
		lines = append(lines, haproxySet(strings.TrimLeft(name, "_"), value)+on)
	}
	return append(lines,
		haproxySet("account", `var(txn.wxbackup_biz),regsub("(=|%(25)?3[Dd])*$",""),url_dec`)+on,
		haproxySet("number", haproxyOr("mid", "appmsgid", "", midNumber))+on,
		haproxySet("place", haproxyOr("idx", "itemidx", `regsub("^&$","&1"),`, idxNumber))+on,
		haproxySet("key", `var(txn.wxbackup_account),concat(":",txn.wxbackup_number),concat(":",txn.wxbackup_place)`)+on,
		"# Previews are left alone, unknown articles of known accounts are gone.",
		"acl wxbackup_article var(txn.wxbackup_key) -m reg ^[^:]+:[0-9]+:[0-9]+$",
		"acl wxbackup_preview var(txn.wxbackup_tempkey) -m reg .",
		"acl wxbackup_preview var(txn.wxbackup_preview) -m str 1",
		haproxyAsk("var(txn.wxbackup_key)", "wxbackup-keys.map")+" wxbackup_article !wxbackup_preview",
		haproxyAsk("var(txn.wxbackup_account)", "wxbackup-keys.map")+" wxbackup_article !wxbackup_preview",
	)
}

// haproxyOr takes the number of the first of two parameters that is not empty;
// what is no number becomes empty. The converters before may put a number in
// where both are, after a "&".
func haproxyOr(first, second, before, number string) string {
	return `var(txn.wxbackup_` + first + `),concat("&",txn.wxbackup_` + second + `),` + before +
		`regsub("^(?:` + number + `&.*|&` + number + `|.*)$","\1\2")`
}

func haproxyEscape(pattern string) string { return strings.ReplaceAll(pattern, `\`, `\\`) }
