package emit

import (
	"bytes"
	"fmt"
	"strings"

	"wxbackup/redirect"
)

// apacheRow is one line of the map: white space ends the name and the answer.
type apacheRow struct{ name, answer string }

// apacheMaxLine is the longest line that mod_rewrite and httxt2dbm read, with
// its end, in bytes: REWRITE_MAX_TXT_MAP_LINE in mod_rewrite.c. A longer one
// would be read as two.
const apacheMaxLine = 1024

// apacheRows are the rows of the entries and of the accounts, and the sources
// that no row can hold.
func apacheRows(entries []entry, accounts []string) (rows []apacheRow, tooLong map[redirect.Source]bool) {
	tooLong = map[redirect.Source]bool{}
	for i, e := range entries {
		names, answer := apacheNames(e.source), e.answer
		if longest := names[len(names)-1]; !(apacheRow{longest, answer}).fits() {
			own := apacheRow{fmt.Sprintf("@%d", i), answer}
			answer = own.name
			if !own.fits() || !(apacheRow{longest, answer}).fits() {
				tooLong[e.source] = true
				continue
			}
			rows = append(rows, own)
		}
		for _, name := range names {
			rows = append(rows, apacheRow{name, answer})
		}
	}
	for _, biz := range accounts {
		rows = append(rows, apacheRow{accountName(biz), answerGone})
	}
	return rows, tooLong
}

func (r apacheRow) fits() bool { return len(r.name)+1+len(r.answer)+1 <= apacheMaxLine }

// apacheNames are the names under which a source is looked up, the longest at
// last: some versions of Apache escape a semicolon, others do not.
func apacheNames(s redirect.Source) []string {
	if !s.Key.IsZero() {
		return []string{longName(s.Key)}
	}
	host, query := "", ""
	if s.Host != "" {
		host = "//" + s.Host
	}
	if s.Query != "" {
		query = "?" + s.Query
	}
	path := apacheEscape(s.URLPath())
	names := []string{host + path + query}
	if escaped := strings.ReplaceAll(path, ";", "%3b"); escaped != path {
		names = append(names, host+escaped+query)
	}
	return names
}

// apacheEscape does to a path what the map int:escape does.
func apacheEscape(path string) string {
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("$-_.+!*'(),:;@&=/~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return b.String()
}

func apacheMap(rows []apacheRow) []byte {
	var b bytes.Buffer
	b.WriteString("# Old article addresses and where they lead, written by wxbackup.\n")
	for _, row := range rows {
		fmt.Fprintf(&b, "%s %s\n", row.name, row.answer)
	}
	return b.Bytes()
}

// rulesOf are the rules of the Map for some sources.
func rulesOf(m redirect.Map, sources map[redirect.Source]bool) []redirect.Rule {
	var rules []redirect.Rule
	for _, rule := range m.Rules {
		if sources[rule.Source] {
			rules = append(rules, rule)
		}
	}
	return rules
}
