package source

import (
	"errors"
	"io"
)

// plistValue is a value of a property list: a text, data, a list or a
// dictionary. Of data only the place is held; values of other kinds are empty.
type plistValue struct {
	text string
	data *plistData
	list []plistValue
	dict map[string]plistValue
}

// plistData is where the bytes of a value stand in the file.
type plistData struct {
	span
	// base64 says that they are written so.
	base64 bool
}

func (d plistData) open(file io.ReaderAt) io.Reader {
	if d.base64 {
		return decodeTransfer(d.span.open(file), "base64")
	}
	return d.span.open(file)
}

var (
	errNoPlist    = errors.New("not a property list")
	errPlist      = errors.New("property list is damaged")
	errLargePlist = errors.New("property list is deeper or larger than any saved page")
)

// readPlist reads a property list, binary or XML. With an error the value holds
// what precedes the damage.
func readPlist(file io.ReaderAt, size int64) (plistValue, error) {
	var head [8]byte
	if n, _ := file.ReadAt(head[:], 0); string(head[:n]) == "bplist00" {
		return readBinaryPlist(file, size)
	}
	return readXMLPlist(file, size)
}

// plistRoom bounds what a list holds in memory: a small file can describe a
// very large list, or one without an end.
type plistRoom struct {
	left int
}

const (
	// maxPlist is the room for a list, in bytes.
	maxPlist = 32 << 20
	// plistCost is what a value takes in any case.
	plistCost = 128
	// maxPlistDepth is how deep values may stand inside each other.
	maxPlistDepth = 64
	// maxPlistText is the longest text, in bytes, that is read.
	maxPlistText = 64 << 10
)

// spend takes bytes of the room for a value at a depth.
func (r *plistRoom) spend(n, depth int) error {
	r.left -= n
	if r.left < 0 || depth > maxPlistDepth {
		return errLargePlist
	}
	return nil
}
