package source

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode/utf16"
)

// Values for the tests' own writer of property lists: string, []byte, int,
// float64, bool, []any, or dictionary.
type dictionary []entryOf

type entryOf struct {
	key   string
	value any
}

// writeBinaryPlist writes what plutil does, with numbers of the sizes given.
func writeBinaryPlist(value any, refSize, offsetSize int) []byte {
	w := &plistWriter{refSize: refSize}
	top := w.add(value)
	var b bytes.Buffer
	b.WriteString("bplist00")
	var offsets []int
	for _, object := range w.objects {
		offsets = append(offsets, b.Len())
		b.Write(object)
	}
	table := b.Len()
	for _, offset := range offsets {
		b.Write(bigEndian(offset, offsetSize))
	}
	b.Write([]byte{0, 0, 0, 0, 0, 0, byte(offsetSize), byte(refSize)})
	for _, n := range []int{len(offsets), top, table} {
		b.Write(bigEndian(n, 8))
	}
	return b.Bytes()
}

func bigEndian(n, size int) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(n))[8-size:]
}

type plistWriter struct {
	objects [][]byte
	refSize int
}

// add writes a value behind those it refers to, and returns its number.
func (w *plistWriter) add(value any) int {
	var object []byte
	switch v := value.(type) {
	case string:
		object = textObject(v)
	case []byte:
		object = append(marker(0x40, len(v)), v...)
	case int:
		object = append([]byte{0x13}, bigEndian(v, 8)...)
	case float64:
		object = append([]byte{0x23}, make([]byte, 8)...)
	case bool:
		object = []byte{0x08}
	case []any:
		object = marker(0xa0, len(v))
		for _, item := range v {
			object = append(object, bigEndian(w.add(item), w.refSize)...)
		}
	case dictionary:
		object = marker(0xd0, len(v))
		for _, e := range v {
			object = append(object, bigEndian(w.add(e.key), w.refSize)...)
		}
		for _, e := range v {
			object = append(object, bigEndian(w.add(e.value), w.refSize)...)
		}
	default:
		panic(fmt.Sprintf("no property list holds %T", value))
	}
	w.objects = append(w.objects, object)
	return len(w.objects) - 1
}

func textObject(s string) []byte {
	if !slices.ContainsFunc([]rune(s), func(r rune) bool { return r > 127 }) {
		return append(marker(0x50, len(s)), s...)
	}
	units := utf16.Encode([]rune(s))
	object := marker(0x60, len(units))
	for _, unit := range units {
		object = append(object, bigEndian(int(unit), 2)...)
	}
	return object
}

func marker(kind byte, length int) []byte {
	if length < 15 {
		return []byte{kind | byte(length)}
	}
	return append([]byte{kind | 15, 0x12}, bigEndian(length, 4)...)
}

// writeXMLPlist writes what plutil -convert xml1 does.
func writeXMLPlist(value any) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
` + xmlElement(value, "") + "</plist>\n"
}

func xmlElement(value any, indent string) string {
	switch v := value.(type) {
	case string:
		return indent + "<string>" + html.EscapeString(v) + "</string>\n"
	case []byte:
		var lines strings.Builder
		for text := base64.StdEncoding.EncodeToString(v); text != ""; text = text[min(68, len(text)):] {
			lines.WriteString(indent + text[:min(68, len(text))] + "\n")
		}
		return indent + "<data>\n" + lines.String() + indent + "</data>\n"
	case int:
		return indent + fmt.Sprintf("<integer>%d</integer>\n", v)
	case bool:
		return indent + "<true/>\n"
	case []any:
		if len(v) == 0 {
			return indent + "<array/>\n"
		}
		var items strings.Builder
		for _, item := range v {
			items.WriteString(xmlElement(item, indent+"\t"))
		}
		return indent + "<array>\n" + items.String() + indent + "</array>\n"
	case dictionary:
		var items strings.Builder
		for _, e := range v {
			items.WriteString(indent + "\t<key>" + html.EscapeString(e.key) + "</key>\n" + xmlElement(e.value, indent+"\t"))
		}
		return indent + "<dict>\n" + items.String() + indent + "</dict>\n"
	}
	panic(fmt.Sprintf("no property list holds %T", value))
}
