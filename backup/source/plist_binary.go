package source

import (
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf16"
)

// binaryPlist is a property list in Apple's binary form: objects, a table of
// their offsets, and a trailer. Objects refer to each other by number.
type binaryPlist struct {
	file io.ReaderAt
	room plistRoom
	// table is the offset of the table, which has count offsets of offsetSize
	// bytes.
	table, count int64
	offsetSize   int64
	// refSize is how many bytes the number of an object has.
	refSize int64
}

const plistTrailer = 32

func readBinaryPlist(file io.ReaderAt, size int64) (plistValue, error) {
	var trailer [plistTrailer]byte
	if _, err := file.ReadAt(trailer[:], size-plistTrailer); err != nil && err != io.EOF {
		return plistValue{}, fmt.Errorf("reading trailer of property list: %w", err)
	}
	b := &binaryPlist{
		file: file, room: plistRoom{maxPlist},
		offsetSize: int64(trailer[6]), refSize: int64(trailer[7]),
		count: int64(binary.BigEndian.Uint64(trailer[8:])),
		table: int64(binary.BigEndian.Uint64(trailer[24:])),
	}
	room := size - plistTrailer - b.table
	switch {
	case b.offsetSize < 1 || b.offsetSize > 8 || b.refSize < 1 || b.refSize > 8,
		b.table < 0 || room < 0 || b.count < 0 || b.count > room/b.offsetSize:
		return plistValue{}, errPlist
	}
	return b.value(int64(binary.BigEndian.Uint64(trailer[16:])), 0)
}

// value reads the object of a number.
func (b *binaryPlist) value(number int64, depth int) (plistValue, error) {
	if err := b.room.spend(plistCost, depth); err != nil {
		return plistValue{}, err
	}
	if number < 0 || number >= b.count {
		return plistValue{}, errPlist
	}
	at, err := b.number(b.table+number*b.offsetSize, b.offsetSize)
	if err != nil {
		return plistValue{}, err
	}
	marker, err := b.number(at, 1)
	if err != nil {
		return plistValue{}, err
	}
	kind := marker >> 4
	if kind < 4 || kind == 8 {
		return plistValue{}, nil
	}
	length, at, err := b.length(marker&15, at+1)
	if err != nil {
		return plistValue{}, err
	}
	switch kind {
	case 4:
		return plistValue{data: &plistData{span: span{at, at + length}}}, nil
	case 5:
		return b.text(at, length, 1)
	case 6:
		return b.text(at, length, 2)
	case 10, 12:
		return b.list(at, length, depth)
	case 13:
		return b.dict(at, length, depth)
	}
	return plistValue{}, errPlist
}

// number reads an integer of some bytes that stands before the trailer.
func (b *binaryPlist) number(at, size int64) (int64, error) {
	var bytes [8]byte
	if at < 0 {
		return 0, errPlist
	}
	if _, err := b.file.ReadAt(bytes[8-size:], at); err != nil {
		return 0, fmt.Errorf("reading property list: %w", noEOF(err))
	}
	n := int64(binary.BigEndian.Uint64(bytes[:]))
	if n < 0 {
		return 0, errPlist
	}
	return n, nil
}

// length is how many items an object has, and where they begin: 15 says that
// an integer follows. There are no more than bytes up to the table.
func (b *binaryPlist) length(n, at int64) (length, items int64, err error) {
	if n == 15 {
		marker, err := b.number(at, 1)
		if err != nil {
			return 0, 0, err
		}
		size := int64(1) << (marker & 15)
		if marker>>4 != 1 || size > 8 {
			return 0, 0, errPlist
		}
		if n, err = b.number(at+1, size); err != nil {
			return 0, 0, err
		}
		at += 1 + size
	}
	if n > b.table-at {
		return 0, 0, errPlist
	}
	return n, at, nil
}

// text reads letters of one byte, ASCII, or of two, UTF-16.
func (b *binaryPlist) text(at, letters, size int64) (plistValue, error) {
	if letters*size > maxPlistText {
		return plistValue{}, nil
	}
	if err := b.room.spend(int(2*letters), 0); err != nil {
		return plistValue{}, err
	}
	text := make([]byte, letters*size)
	if _, err := b.file.ReadAt(text, at); err != nil {
		return plistValue{}, fmt.Errorf("reading property list: %w", noEOF(err))
	}
	if size == 1 {
		return plistValue{text: string(text)}, nil
	}
	units := make([]uint16, letters)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(text[2*i:])
	}
	return plistValue{text: string(utf16.Decode(units))}, nil
}

func (b *binaryPlist) list(at, length int64, depth int) (v plistValue, err error) {
	for i := range length {
		item, err := b.item(at, i, depth)
		v.list = append(v.list, item)
		if err != nil {
			return v, err
		}
	}
	return v, nil
}

// dict reads keys, and after all of them their values.
func (b *binaryPlist) dict(at, length int64, depth int) (plistValue, error) {
	v := plistValue{dict: map[string]plistValue{}}
	for i := range length {
		key, err := b.item(at, i, depth)
		if err != nil {
			return v, err
		}
		item, err := b.item(at, length+i, depth)
		v.dict[key.text] = item
		if err != nil {
			return v, err
		}
	}
	return v, nil
}

// item reads the object to which the i-th reference leads.
func (b *binaryPlist) item(at, i int64, depth int) (plistValue, error) {
	number, err := b.number(at+i*b.refSize, b.refSize)
	if err != nil {
		return plistValue{}, err
	}
	return b.value(number, depth+1)
}
