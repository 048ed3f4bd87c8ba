package source

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strings"
)

// xmlPlist is a property list in XML. It is read tag by tag, for a text can be
// as large as a film.
type xmlPlist struct {
	file io.ReaderAt
	buf  *bufio.Reader
	room plistRoom
	// next is the offset after the last tag, and text what stands before it.
	next int64
	text span
}

// maxTag is how many bytes of a tag are read.
const maxTag = 256

func readXMLPlist(file io.ReaderAt, size int64) (plistValue, error) {
	x := &xmlPlist{file: file, buf: bufio.NewReader(span{0, size}.open(file)), room: plistRoom{maxPlist}}
	for {
		tag, err := x.tag()
		switch {
		case err != nil || tag != "plist" && !strings.HasPrefix(tag, "?") && !strings.HasPrefix(tag, "!"):
			return plistValue{}, errNoPlist
		case tag == "plist":
			if tag, err = x.tag(); err != nil {
				return plistValue{}, err
			}
			return x.value(tag, 0)
		}
	}
}

// tag is the name of the next tag, with its "/".
func (x *xmlPlist) tag() (string, error) {
	start := x.next
	if err := x.pass('<', nil); err != nil {
		return "", err
	}
	x.text = span{start, x.next - 1}
	var tag []byte
	if err := x.pass('>', func(c byte) {
		if len(tag) < maxTag {
			tag = append(tag, c)
		}
	}); err != nil {
		return "", err
	}
	name, _, _ := strings.Cut(string(tag), " ")
	return name, nil
}

// pass reads up to a byte and shows those before it.
func (x *xmlPlist) pass(end byte, show func(byte)) error {
	for {
		c, err := x.buf.ReadByte()
		if err != nil {
			return fmt.Errorf("reading property list: %w", noEOF(err))
		}
		x.next++
		if c == end {
			return nil
		}
		if show != nil {
			show(c)
		}
	}
}

// value reads what stands in an element whose tag was read.
func (x *xmlPlist) value(tag string, depth int) (plistValue, error) {
	if err := x.room.spend(plistCost, depth); err != nil {
		return plistValue{}, err
	}
	switch tag {
	case "dict":
		return x.dict(depth)
	case "array":
		return x.list(depth)
	}
	if strings.HasSuffix(tag, "/") {
		return plistValue{}, nil
	}
	end, err := x.tag()
	switch {
	case err != nil:
		return plistValue{}, err
	case end != "/"+tag:
		return plistValue{}, errPlist
	case tag == "data":
		return plistValue{data: &plistData{x.text, true}}, nil
	case tag == "string" || tag == "key":
		return x.string()
	}
	return plistValue{}, nil
}

// string is the text before the last tag.
func (x *xmlPlist) string() (plistValue, error) {
	length := x.text.end - x.text.start
	if length > maxPlistText {
		return plistValue{}, nil
	}
	if err := x.room.spend(int(length), 0); err != nil {
		return plistValue{}, err
	}
	text, err := io.ReadAll(x.text.open(x.file))
	if err != nil {
		return plistValue{}, fmt.Errorf("reading property list: %w", err)
	}
	return plistValue{text: html.UnescapeString(string(text))}, nil
}

func (x *xmlPlist) list(depth int) (v plistValue, err error) {
	for {
		tag, err := x.tag()
		if err != nil || tag == "/array" {
			return v, err
		}
		item, err := x.value(tag, depth+1)
		v.list = append(v.list, item)
		if err != nil {
			return v, err
		}
	}
}

func (x *xmlPlist) dict(depth int) (plistValue, error) {
	v := plistValue{dict: map[string]plistValue{}}
	for {
		tag, err := x.tag()
		if err != nil || tag == "/dict" {
			return v, err
		}
		key, err := x.value(tag, depth+1)
		if err != nil {
			return v, err
		}
		if tag, err = x.tag(); err != nil {
			return v, err
		}
		item, err := x.value(tag, depth+1)
		v.dict[key.text] = item
		if err != nil {
			return v, err
		}
	}
}
