package item

import (
	"encoding/json"
	"strconv"
	"strings"
)

// object is a JSON object as a tool wrote it. A value that is missing or of
// another kind than is asked for counts as empty.
type object map[string]json.RawMessage

func readObject(item json.RawMessage) (object, error) {
	var o object
	if err := json.Unmarshal(item, &o); err != nil {
		return nil, err
	}
	return o, nil
}

// text is the first value that is no empty text; a number is as it stands.
func (o object) text(names ...string) string {
	for _, name := range names {
		var s string
		value := o[name]
		switch {
		case len(value) == 0:
		case value[0] == '"':
			// What cannot be read is empty.
			_ = json.Unmarshal(value, &s)
		case value[0] == '-' || '0' <= value[0] && value[0] <= '9':
			s = string(value)
		}
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

func (o object) number(name string) (int, bool) {
	n, err := strconv.Atoi(o.text(name))
	return n, err == nil
}

// is reports whether a flag is set, as a truth value or as a number.
func (o object) is(name string) bool {
	return string(o[name]) == "true" || o.text(name) == "1" || o.text(name) == "true"
}

func (o object) inner(name string) object {
	var inner object
	_ = json.Unmarshal(o[name], &inner) // what is no object is empty
	return inner
}

// list are the objects of an array.
func (o object) list(name string) []object {
	var values []json.RawMessage
	_ = json.Unmarshal(o[name], &values) // what is no array is empty
	var list []object
	for _, v := range values {
		if e, err := readObject(v); err == nil && e != nil {
			list = append(list, e)
		}
	}
	return list
}
