package emit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
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
	longAddress := nginxRow{"~^/(?:s|mp/appmsg/show|mp/rumor|mp/show_refutation)$", "$wxbackup_key"}
	unknown := nginxRow{"~^[0-9]+:[0-9]+:[0-9]+$", "gone"}
	return []nginxMap{
		{
			about: "The path without slashes at its end.", from: "$uri", to: "$wxbackup_path", volatile: true,
			rows: []nginxRow{{"~^(.*[^/])/*$", "$1"}},
		},
		{
			about: "What to answer: a new address, \"gone\", or nothing.", from: "$wxbackup_path", to: "$wxbackup_to", volatile: true,
			rows: slices.Concat([]nginxRow{longAddress}, rows.exact, rows.paths),
		},
		{
			about: "The same for long addresses, by account, mid and idx.", from: "$wxbackup_temp$wxbackup_biz:$wxbackup_mid:$wxbackup_idx", to: "$wxbackup_key",
			rows: slices.Concat([]nginxRow{unknown}, rows.keys),
		},
		{
			about: "The number of the account in the map above.", from: "$args", to: "$wxbackup_biz",
			rows: bizRows(rows.accounts),
		},
		{about: "The number of the message.", from: "$args", to: "$wxbackup_mid", rows: midRows()},
		{about: "The position in the message.", from: "$args", to: "$wxbackup_idx", rows: idxRows()},
		{about: "Previews, which are left alone.", from: "$args", to: "$wxbackup_temp", rows: previewRows()},
	}
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
