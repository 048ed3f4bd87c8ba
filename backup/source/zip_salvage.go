package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"math"
)

// The flags of a zip entry.
const (
	flagEncrypted = 1 << 0
	// flagDescriptor says that sizes and sum stand behind the data.
	flagDescriptor = 1 << 3
)

const (
	localHeaderMark = "PK\x03\x04"
	localHeaderSize = 30
	descriptorMark  = "PK\x07\x08"
	descriptorSize  = 24
	// largeSizes is the extra field that holds sizes of 4 GB and more.
	largeSizes = 1
)

// localEntry is a zip entry as its own header tells of it, without the
// directory at the end of the archive.
type localEntry struct {
	zip.FileHeader
	data *io.SectionReader
}

// salvageZip gives the container the whole entries of a zip archive that has
// lost its directory, and returns why there are no more.
func salvageZip(c *container, b *blob) error {
	for pos := int64(0); ; {
		e, err := readLocalEntry(b, pos)
		if err != nil {
			return err
		}
		c.add(e.Name, e.entry())
		_, start, size := e.data.Outer()
		pos = start + size + e.descriptorSize(b, start+size)
	}
}

// readLocalEntry reads the entry whose header is at pos.
func readLocalEntry(b *blob, pos int64) (*localEntry, error) {
	head := make([]byte, localHeaderSize)
	if _, err := b.ReadAt(head, pos); err != nil || string(head[:4]) != localHeaderMark {
		return nil, ErrCutOff
	}
	field := func(at int) uint64 { return uint64(binary.LittleEndian.Uint32(head[at:])) }
	e := &localEntry{FileHeader: zip.FileHeader{
		Flags: binary.LittleEndian.Uint16(head[6:]), Method: binary.LittleEndian.Uint16(head[8:]),
		CRC32: uint32(field(14)), CompressedSize64: field(18), UncompressedSize64: field(22),
	}}
	name := make([]byte, binary.LittleEndian.Uint16(head[26:]))
	e.Extra = make([]byte, binary.LittleEndian.Uint16(head[28:]))
	pos += localHeaderSize
	if _, err := b.ReadAt(name, pos); err != nil {
		return nil, ErrCutOff
	}
	pos += int64(len(name))
	if _, err := b.ReadAt(e.Extra, pos); err != nil {
		return nil, ErrCutOff
	}
	pos += int64(len(e.Extra))
	e.Name = string(name)
	e.readLargeSizes()
	return e, e.place(b, pos)
}

// readLargeSizes takes the sizes from the extra field where the header has no
// room for them.
func (e *localEntry) readLargeSizes() {
	for extra := e.Extra; len(extra) >= 4; {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if size > len(extra) {
			return
		}
		if id == largeSizes && size >= 16 && e.CompressedSize64 == math.MaxUint32 {
			e.UncompressedSize64, e.CompressedSize64 = binary.LittleEndian.Uint64(extra), binary.LittleEndian.Uint64(extra[8:])
		}
		extra = extra[size:]
	}
}

// place finds the data of the entry, which begins at pos.
func (e *localEntry) place(b *blob, pos int64) error {
	if e.Flags&flagDescriptor != 0 && e.CompressedSize64 == 0 {
		if err := e.measure(b, pos); err != nil {
			return err
		}
	}
	if e.CompressedSize64 > uint64(b.size-pos) {
		return ErrCutOff
	}
	e.data = io.NewSectionReader(b, pos, int64(e.CompressedSize64))
	return nil
}

// measure finds the end of data whose size stands behind it.
func (e *localEntry) measure(b *blob, pos int64) error {
	data := io.NewSectionReader(b, pos, b.size-pos)
	switch {
	case e.Flags&flagEncrypted != 0:
		return ErrCutOff
	case e.Method == zip.Deflate:
		return e.measureDeflated(data)
	case e.Method == zip.Store:
		return e.measureStored(data)
	}
	return ErrCutOff
}

// measureDeflated unpacks the data, which says itself where it ends.
func (e *localEntry) measureDeflated(data io.Reader) error {
	r := &byteCounter{r: bufio.NewReader(data)}
	sum := crc32.NewIEEE()
	size, err := io.Copy(sum, flate.NewReader(r))
	if err != nil {
		return cutOff(err)
	}
	e.CompressedSize64, e.UncompressedSize64, e.CRC32 = uint64(r.at), uint64(size), sum.Sum32()
	return nil
}

// measureStored looks for the descriptor that tells of as many bytes as
// precede it.
func (e *localEntry) measureStored(data io.Reader) error {
	r := bufio.NewReader(data)
	for size := uint64(0); ; {
		head, err := r.Peek(descriptorSize)
		if len(head) < descriptorSize-8 {
			return cutOff(err)
		}
		if string(head[:4]) == descriptorMark && uint64(binary.LittleEndian.Uint32(head[8:])) == size&math.MaxUint32 {
			e.CRC32 = binary.LittleEndian.Uint32(head[4:])
			e.CompressedSize64, e.UncompressedSize64 = size, size
			return nil
		}
		skip := len(descriptorMark)
		if next := bytes.IndexByte(head[1:], descriptorMark[0]); next >= 0 {
			skip = next + 1
		}
		n, _ := r.Discard(skip)
		size += uint64(n)
	}
}

// descriptorSize is the size of the sum and sizes behind data that ends at
// pos: with or without a mark, with sizes of four or of eight bytes.
func (e *localEntry) descriptorSize(b *blob, pos int64) int64 {
	if e.Flags&flagDescriptor == 0 {
		return 0
	}
	buf := make([]byte, descriptorSize)
	_, _ = b.ReadAt(buf, pos) // what is not there is zero, and no next entry follows
	size := int64(4)
	if string(buf[:4]) == descriptorMark {
		size += 4
	}
	if binary.LittleEndian.Uint32(buf[size+4:]) == uint32(e.UncompressedSize64) {
		return size + 8
	}
	return size + 16
}

func (e *localEntry) entry() *entry {
	salvaged := &entry{info: e.FileInfo(), open: e.open}
	if e.Flags&flagEncrypted != 0 {
		salvaged.locked = ErrEncrypted
	}
	return salvaged
}

func (e *localEntry) open() (io.ReadCloser, error) {
	data := io.NewSectionReader(e.data, 0, e.data.Size())
	switch e.Method {
	case zip.Store:
		return &checkedReader{data: io.NopCloser(data), sum: crc32.NewIEEE(), want: e.CRC32}, nil
	case zip.Deflate:
		return &checkedReader{data: flate.NewReader(data), sum: crc32.NewIEEE(), want: e.CRC32}, nil
	}
	return nil, zip.ErrAlgorithm
}

// checkedReader holds what was read against its sum at the end.
type checkedReader struct {
	data io.ReadCloser
	sum  hash.Hash32
	want uint32
}

func (r *checkedReader) Read(p []byte) (int, error) {
	n, err := r.data.Read(p)
	r.sum.Write(p[:n])
	if err == io.EOF && r.sum.Sum32() != r.want {
		err = zip.ErrChecksum
	}
	return n, err
}

func (r *checkedReader) Close() error { return r.data.Close() }
