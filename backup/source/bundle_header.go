package source

import (
	"bytes"
	"strings"
)

// header holds the fields before a body, by their names in lower case. Of
// several with one name the first counts; lines that are no field are passed
// over. MIME, HTTP and WARC write it alike.
type header map[string]string

// maxHeader is how many bytes of fields are kept.
const maxHeader = 1 << 20

// header reads the fields up to the empty line that ends them. The error is
// io.EOF where that line is missing.
func (l *lineReader) header() (header, error) {
	h := header{}
	var name string
	var value []byte
	room := maxHeader
	for {
		line, err := l.line()
		folded := len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
		if !folded {
			h.set(name, value)
			name, value = "", value[:0]
		}
		if err != nil || len(line) == 0 {
			return h, err
		}
		if room -= len(line); room < 0 {
			continue
		}
		if folded {
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
			continue
		}
		field, text, ok := bytes.Cut(line, []byte(":"))
		if ok {
			name = strings.ToLower(string(bytes.TrimSpace(bytes.TrimPrefix(field, []byte("\xef\xbb\xbf")))))
			value = append(value, text...)
		}
	}
}

func (h header) set(name string, value []byte) {
	if _, taken := h[name]; !taken && name != "" {
		h[name] = string(bytes.TrimSpace(value))
	}
}

// typeParameter is what the media type says under a name, as in "text/html;
// charset=utf-8", "" for nothing.
func (h header) typeParameter(name string) string {
	_, rest, _ := strings.Cut(h["content-type"], ";")
	for rest != "" {
		var key, value string
		key, value, rest = cutParameter(rest)
		if strings.EqualFold(key, name) {
			return value
		}
	}
	return ""
}

// cutParameter cuts the first off parameters that stand between semicolons. A
// quoted value may hold any character.
func cutParameter(list string) (key, value, rest string) {
	i := strings.IndexAny(list, ";=")
	if i < 0 {
		return strings.TrimSpace(list), "", ""
	}
	key, rest = strings.TrimSpace(list[:i]), list[i+1:]
	if list[i] == ';' {
		return key, "", rest
	}
	if quoted, ok := strings.CutPrefix(strings.TrimLeft(rest, " \t"), `"`); ok {
		value, rest, _ = strings.Cut(quoted, `"`)
		return key, value, rest
	}
	value, rest, _ = strings.Cut(rest, ";")
	return key, strings.TrimSpace(value), rest
}
