package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrDamaged says that a file is no table, was cut short or changed, or was
// written by a version that this one does not know.
var ErrDamaged = errors.New("table damaged")

// Stamp says what a table was made from, in the words of its maker; the zero
// Stamp says nothing.
type Stamp [32]byte

// header is the beginning of the file.
type header struct {
	Magic   [8]byte
	Version uint32
	_       uint32
	// Rules, Entries and Articles are how many there are; Entries are all that
	// can be looked up.
	Rules, Entries, Articles uint64
	// HostQuery, Query, HostPath and Plain are how many sources have a host and
	// a query, or one, or none: where there are none, none is looked up.
	HostQuery, Query, HostPath, Plain uint64
	// Buckets is how many there are. Names is where the articles' IDs begin,
	// Size is where the file ends.
	Buckets, Names, Size uint64
	Stamp                Stamp
	Checksum             uint32
}

const (
	headerSize = 132
	magic      = "wxbtable"
	version    = 1
)

func (h header) bytes() []byte {
	h.Magic, h.Version, h.Checksum = [8]byte([]byte(magic)), version, 0
	var b bytes.Buffer
	// A buffer takes whatever has a fixed size.
	_ = binary.Write(&b, binary.LittleEndian, h)
	binary.LittleEndian.PutUint32(b.Bytes()[headerSize-4:], checksum(b.Bytes()[:headerSize-4], 0))
	return b.Bytes()
}

func parseHeader(b []byte, size int64) (header, error) {
	var h header
	if err := binary.Read(bytes.NewReader(b), binary.LittleEndian, &h); err != nil {
		return header{}, fmt.Errorf("reading header: %w", errors.Join(ErrDamaged, err))
	}
	switch {
	case string(h.Magic[:]) != magic:
		return header{}, fmt.Errorf("reading header: not a table of redirects: %w", ErrDamaged)
	case h.Version != version:
		return header{}, fmt.Errorf("reading header: version %d, not %d: %w", h.Version, version, ErrDamaged)
	case h.Checksum != checksum(b[:headerSize-4], 0):
		return header{}, fmt.Errorf("reading header: %w", ErrDamaged)
	case h.Size != uint64(size):
		return header{}, fmt.Errorf("reading header: %d of %d bytes: %w", size, h.Size, ErrDamaged)
	case h.Buckets > h.Size/bucketSize || uint64(bucketOffset(int64(h.Buckets))) > h.Names || h.Names > h.Size:
		return header{}, fmt.Errorf("reading header: parts out of order: %w", ErrDamaged)
	}
	return h, nil
}
