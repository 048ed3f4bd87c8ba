package emit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"wxbackup/redirect"
)

// nginxMap is one map block.
type nginxMap struct {
	about    string
	from, to string
	// volatile maps are evaluated anew after an internal redirect, so that the
	// page of the user's own "error_page 410" is found and not "gone" itself.
	volatile bool
	rows     []nginxRow
}

func writeNginxMaps(w *bytes.Buffer, rows nginxRows, hash nginxHash) {
	fmt.Fprint(w, "# Redirects of old article addresses, written by wxbackup.\n"+
		"# Include this file in the http block, see README.md.\n")
	if hash != (nginxHash{}) {
		fmt.Fprintf(w, "\nmap_hash_max_size %d;\nmap_hash_bucket_size %d;\n", hash.maxSize, hash.bucketSize)
	}
	for _, m := range nginxMaps(rows) {
		m.write(w)
	}
}

func nginxMaps(rows nginxRows) []nginxMap {
	unknown := nginxRow{"~^[0-9]+:[0-9]+:[0-9]+$", answerGone}
	return append(nginxAnswers(rows),
		nginxMap{
			about: "The same for long addresses, by account, mid and idx.", from: "$wxbackup_temp$wxbackup_biz:$wxbackup_mid:$wxbackup_idx", to: "$wxbackup_key",
			rows: slices.Concat([]nginxRow{unknown}, rows.keys),
		},
		nginxMap{
			about: "The number of the account in the map above.", from: "$args", to: "$wxbackup_biz",
			rows: bizRows(rows.accounts),
		},
		nginxMap{about: "The number of the message.", from: "$args", to: "$wxbackup_mid", rows: midRows()},
		nginxMap{about: "The position in the message.", from: "$args", to: "$wxbackup_idx", rows: idxRows()},
		nginxMap{about: "Previews, which are left alone.", from: "$args", to: "$wxbackup_temp", rows: previewRows()},
	)
}

// nginxAnswers are the maps that make $wxbackup_to, each leaving what it does
// not know to the next.
func nginxAnswers(rows nginxRows) []nginxMap {
	longAddress := nginxRow{"~^/(?:s|mp/appmsg/show|mp/rumor|mp/show_refutation)$", "$wxbackup_key"}
	answers := []nginxMap{
		{about: "Addresses that you listed, with their host and query.", from: "$host$wxbackup_path $wxbackup_query", rows: rows.hostQuery},
		{about: "Addresses that you listed, with their query.", from: "$wxbackup_path $wxbackup_query", rows: rows.pathQuery},
		{about: "Addresses that you listed, with their host.", from: "//$host$wxbackup_path", rows: rows.hostPath},
	}
	answers = slices.DeleteFunc(answers, func(m nginxMap) bool { return len(m.rows) == 0 })
	answers = append(answers, nginxMap{
		about: "What to answer: a new address, \"gone\", or nothing.", from: "$wxbackup_path",
		rows: slices.Concat([]nginxRow{longAddress}, rows.paths),
	})
	for i := range answers {
		answers[i].volatile, answers[i].to = true, nginxAnswer(i)
		if i+1 < len(answers) {
			answers[i].rows = slices.Concat([]nginxRow{{"default", nginxAnswer(i + 1)}}, answers[i].rows)
		}
	}
	return slices.Concat([]nginxMap{nginxPath()}, answers, nginxQuery(rows))
}

// nginxAnswer is the variable of the n-th map of answers.
func nginxAnswer(n int) string {
	if n == 0 {
		return "$wxbackup_to"
	}
	return fmt.Sprintf("$wxbackup_to%d", n)
}

func nginxPath() nginxMap {
	return nginxMap{
		about: "The path without slashes at its end.", from: "$uri", to: "$wxbackup_path", volatile: true,
		rows: []nginxRow{{"~^(.*[^/])/*$", "$1"}},
	}
}

// nginxQuery is the map of what of the query is no mark of sharing, where a
// map asks for it.
func nginxQuery(rows nginxRows) []nginxMap {
	if len(rows.hostQuery)+len(rows.pathQuery) == 0 {
		return nil
	}
	return []nginxMap{{
		about: "The query without the marks of sharing at its end.", from: "$args", to: "$wxbackup_query",
		rows: []nginxRow{{"default", "$args"}, {"~^(?<wxbackup_args>.*?)" + redirect.SharedQuery, "$wxbackup_args"}},
	}}
}

func (m nginxMap) write(w *bytes.Buffer) {
	fmt.Fprintf(w, "\n# %s\nmap %s %s {\n", m.about, nginxQuote(m.from), m.to)
	if m.volatile {
		fmt.Fprint(w, "    volatile;\n")
	}
	for _, row := range m.rows {
		fmt.Fprintf(w, "    %s %s;\n", nginxQuote(row.key), nginxQuote(row.value))
	}
	fmt.Fprint(w, "}\n")
}

// nginxQuote makes one word of the configuration. Between quotes nginx gives a
// meaning to the quote and to the backslash only. Variables remain variables,
// but nginx looks for them in values and not in keys; values with a dollar
// sign are the program's own, since no target may hold one.
func nginxQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
