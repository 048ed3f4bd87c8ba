package emit

import (
	"bytes"
	_ "embed"
	"fmt"

	"wxbackup/redirect"
)

// lighttpdScript is run by mod_magnet for every request. It is the same for
// every archive.
//
//go:embed lua/wxbackup.lua
var lighttpdScript []byte

// lighttpd writes the folder lighttpd: a script for mod_magnet, the table that
// it looks addresses up in, and a README. The table is no Lua, so nothing in a
// path can be read as program, and a large one meets no limit of the language.
func lighttpd(m redirect.Map, _ Settings) (Output, error) {
	readme, err := readme("lighttpd", m, nil)
	if err != nil {
		return Output{}, err
	}
	return Output{Files: []File{
		{Name: "lighttpd/wxbackup.lua", Data: lighttpdScript},
		{Name: "lighttpd/wxbackup-map.txt", Data: lighttpdTable(m)},
		readme,
	}}, nil
}

// lighttpdTable has a line for each entry and account: host, path, query and
// answer, with tabs between them, which none of them holds.
func lighttpdTable(m redirect.Map) []byte {
	var b bytes.Buffer
	for _, e := range entriesOf(m) {
		path := e.source.URLPath()
		if key := e.source.Key; !key.IsZero() {
			path = longName(key)
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", e.source.Host, path, e.source.Query, e.answer)
	}
	for _, biz := range m.Accounts {
		fmt.Fprintf(&b, "\t%s\t\t%s\n", accountName(biz), answerGone)
	}
	return b.Bytes()
}
