package emit

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"wxbackup/redirect"
)

// rewriteFile holds directives of Apache's mod_rewrite.
type rewriteFile struct{ bytes.Buffer }

// about begins a paragraph.
func (f *rewriteFile) about(text string) { fmt.Fprintf(&f.Buffer, "\n# %s\n", text) }

// when adds a condition to the next rule.
func (f *rewriteFile) when(test, pattern string) {
	fmt.Fprintf(&f.Buffer, "RewriteCond %s %s\n", quoted(test), quoted(pattern))
}

// then adds a rule that does not look at the path. A substitution "-" leaves
// the address as it is.
func (f *rewriteFile) then(substitution, flags string) {
	f.rule("^", substitution, flags)
}

// rule adds a rule for what of the path the pattern matches.
func (f *rewriteFile) rule(pattern, substitution, flags string) {
	fmt.Fprintf(&f.Buffer, "RewriteRule %s %s [%s]\n", quoted(pattern), quoted(substitution), flags)
}

// set gives a variable a value, which may refer to what the conditions found.
func (f *rewriteFile) set(variable, value string) {
	f.then("-", "E="+variable+":"+value)
}

// rewriteTo are the flags of an answer 301: the target is percent-encoded
// already, and the old query has no meaning there.
const rewriteTo = "R=301,NE,QSD,L"

const (
	queryString = "%{QUERY_STRING}"
	// longAddressPath matches the paths that long addresses have.
	longAddressPath = "^/(?:s|mp/appmsg/show|mp/rumor|mp/show_refutation)$"
)

// readKey sets wxbackup_long to the name of the long address (see longName)
// where the query names an article of one of the accounts for good.
func (f *rewriteFile) readKey(accounts []string) {
	f.about("The account of a long address; none for a preview.")
	for _, biz := range accounts {
		f.when(queryString, paramIs("__biz", bizValue(biz)))
		f.when(queryString, "!"+paramGiven("tempkey"))
		f.when(queryString, "!"+paramIs("preview", "1"))
		f.set("wxbackup_biz", biz)
	}
	f.about("The number of the message.")
	f.readNumber("wxbackup_mid", midNumber, "mid", "appmsgid")
	f.about("The position in the message; the first where none is given.")
	f.when(queryString, "!"+paramGiven("idx"))
	f.when(queryString, "!"+paramGiven("itemidx"))
	f.set("wxbackup_idx", "1")
	f.readNumber("wxbackup_idx", idxNumber, "idx", "itemidx")
	f.about("The three together.")
	f.when("%{ENV:wxbackup_biz} %{ENV:wxbackup_mid} %{ENV:wxbackup_idx}", "^(.+) (.+) (.+)$")
	f.set("wxbackup_long", accountName("%1")+"&mid=%2&idx=%3")
}

// readNumber sets a variable to the parameter of the name, or to that of the
// older name where the first is not given.
func (f *rewriteFile) readNumber(variable, number, name, older string) {
	f.when(queryString, paramIs(name, number))
	f.set(variable, "%1")
	f.when(queryString, "!"+paramGiven(name))
	f.when(queryString, paramIs(older, number))
	f.set(variable, "%1")
}

// readQuery sets wxbackup_query to the query up to the marks of sharing.
func (f *rewriteFile) readQuery() {
	f.about("The query without the marks of sharing at its end.")
	f.when(queryString, "^(.*?)(?:"+redirect.SharedQuery+")?$")
	f.set("wxbackup_query", "%1")
}

// quoted makes one word of a directive of mod_rewrite, which reads a backslash
// as it is, as regular expressions need it, and knows no way to write a
// quote. What may hold one goes through rewriteExactly.
func quoted(word string) string { return `"` + word + `"` }

// rewriteExactly is the pattern of a condition that the text alone fulfils. It
// is a regular expression where the text holds a quote, a backslash, or the
// dollar sign of what Apache would take for a variable of its own.
func rewriteExactly(text string) string {
	if !strings.ContainsAny(text, `"\$`) {
		return "=" + text
	}
	return "^" + strings.NewReplacer(`"`, `\x22`, `\$`, `\x24`).Replace(regexp.QuoteMeta(text)) + "$"
}
