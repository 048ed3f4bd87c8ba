package emit

import (
	"bytes"
	"fmt"

	"wxbackup/redirect"
)

// caddy writes the folder caddy: a file to import in a site block, the files of
// rows that it imports itself, and a README. Caddy looks for an imported file
// beside the file that imports it, so the folder may stand anywhere.
//
// Tried on Caddy 2.6.2.
func caddy(m redirect.Map, _ Settings) (Output, error) {
	rows := newCaddyRows(m)
	var rules bytes.Buffer
	rules.WriteString("# Redirects of old article addresses, written by wxbackup.\n" +
		"# Import this file in a site block, see README.md.\n")
	for _, block := range caddyQuestion(rows) {
		block.write(&rules)
	}
	rules.WriteByte('\n')
	var files []File
	for _, lookup := range caddyLookups(rows) {
		var data bytes.Buffer
		data.WriteString("# Rows of redirects, written by wxbackup. wxbackup.caddy imports this file.\n")
		for _, block := range lookup.pages() {
			block.write(&data)
		}
		name := "wxbackup-" + lookup.to + ".caddy"
		files = append(files, File{Name: "caddy/" + name, Data: data.Bytes()})
		fmt.Fprintf(&rules, "import %s\n", name)
	}
	rules.WriteString(caddyRules)
	files = append(files, File{Name: "caddy/wxbackup.caddy", Data: rules.Bytes()})
	readme, err := readme("caddy", m, nil)
	if err != nil {
		return Output{}, err
	}
	return Output{Files: append(files, readme)}, nil
}

// caddyRules ask for the answer once. The error may have a page of the user's
// own; the pattern leaves out what Caddy takes a missing variable for.
const caddyRules = `
vars wxbackup_to {wxbackup+to}
@wxbackup_gone vars wxbackup_to gone
@wxbackup_moved vars_regexp wxbackup_to ^(/|https?://)
handle @wxbackup_gone {
	error 410
}
redir @wxbackup_moved {vars.wxbackup_to} permanent
`
