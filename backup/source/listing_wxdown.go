package source

import (
	"encoding/json"
	"path"
	"strconv"
	"strings"
)

// db/db.jsonl is the list in which wxdown keeps what it fetched: one object for
// each article on a line of its own, with activity_Name, js_name and url.

func isWXDown(name string, head []byte) bool {
	text := jsonHead(head)
	return path.Ext(name) == ".jsonl" && strings.HasPrefix(text, "{") &&
		(name == "db.jsonl" || hasKey(text, "activity_Name"))
}

// readWXDown names items by their lines.
func readWXDown(f *blob, _ string, emit emitter) error {
	return eachLine(f, func(line int, value json.RawMessage) error {
		return emit(strconv.Itoa(line), value)
	})
}
