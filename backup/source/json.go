package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// jsonHead is the first bytes of a file without the white space before its
// JSON.
func jsonHead(head []byte) string {
	return strings.TrimLeft(headText(head), " \t\r\n")
}

// hasKey reports whether JSON has one of the keys, or is cut off inside it.
func hasKey(text string, keys ...string) bool {
	for _, k := range keys {
		if strings.Contains(text, `"`+k+`"`) {
			return true
		}
	}
	return false
}

// eachValue reads the values of a file of JSON: the elements of an array, or
// values one after another. They are counted from 1.
func eachValue(f *blob, take func(n int, value json.RawMessage) error) error {
	text, err := f.text()
	if err != nil {
		return err
	}
	buffered := bufio.NewReader(text)
	isArray, err := startsArray(buffered)
	if err != nil {
		return err
	}
	bounded := newItemReader(buffered)
	decoder := json.NewDecoder(bounded)
	if isArray {
		_, err = decoder.Token()
	}
	for n := 1; err == nil && decoder.More(); n++ {
		var value json.RawMessage
		bounded.next()
		if err = decoder.Decode(&value); err != nil {
			break
		}
		if err := take(n, value); err != nil {
			return err
		}
	}
	if err == nil {
		_, err = decoder.Token()
	}
	if isArray && errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return atEnd(err)
}

// startsArray tells by the first character that is no white space.
func startsArray(r *bufio.Reader) (bool, error) {
	for {
		c, err := r.ReadByte()
		switch {
		case err != nil:
			return false, atEnd(err)
		case !bytes.ContainsRune([]byte(" \t\r\n"), rune(c)):
			return c == '[', r.UnreadByte()
		}
	}
}

// atEnd is nil at the end of a file.
func atEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// eachLine reads the values of a file of JSON lines. Damaged lines are passed
// over; the error tells of them.
func eachLine(f *blob, take func(n int, value json.RawMessage) error) error {
	text, err := f.text()
	if err != nil {
		return err
	}
	bounded := newItemReader(text)
	lines := bufio.NewReader(bounded)
	var damaged damagedLines
	for n := 1; ; n++ {
		bounded.next()
		line, readErr := lines.ReadBytes('\n')
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || readErr != nil && !errors.Is(readErr, io.EOF):
		case !json.Valid(line):
			damaged.add(n)
		default:
			if err := take(n, line); err != nil {
				return err
			}
		}
		if readErr != nil {
			return errors.Join(damaged.err(), atEnd(readErr))
		}
	}
}

// damagedLines are the lines of a file that cannot be read.
type damagedLines struct{ first, count int }

func (d *damagedLines) add(line int) {
	if d.count == 0 {
		d.first = line
	}
	d.count++
}

func (d *damagedLines) err() error {
	switch d.count {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("line %d is damaged", d.first)
	}
	return fmt.Errorf("line %d and %d more are damaged", d.first, d.count-1)
}
