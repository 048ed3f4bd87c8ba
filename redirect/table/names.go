package table

import (
	"bufio"
	"encoding/binary"
	"io"
	"iter"
)

// nameHead is the size of what stands before a name: checksum and length.
const nameHead = 4 + 2

func nameSize(id string) int { return nameHead + len(id) }

func appendName(b []byte, id string, offset int64) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(id)))
	b = append(b, id...)
	binary.LittleEndian.PutUint32(b[start:], checksum(b[start+4:], offset))
	return b
}

// Articles gives the IDs of all articles that rules lead to, sorted: the n-th
// is the article with number n. An error ends it.
func (t *Table) Articles() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		names := bufio.NewReader(io.NewSectionReader(t.file, int64(t.header.Names), int64(t.header.Size-t.header.Names)))
		at := int64(t.header.Names)
		for range t.header.Articles {
			id, err := readName(names, at)
			if !yield(id, err) || err != nil {
				return
			}
			at += int64(nameSize(id))
		}
	}
}

func readName(r io.Reader, offset int64) (string, error) {
	var head [nameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return "", failed("article name", offset, err)
	}
	b := make([]byte, 2+int(binary.LittleEndian.Uint16(head[4:])))
	copy(b, head[4:])
	if _, err := io.ReadFull(r, b[2:]); err != nil {
		return "", failed("article name", offset, err)
	}
	if binary.LittleEndian.Uint32(head[:]) != checksum(b, offset) {
		return "", failed("article name", offset, ErrDamaged)
	}
	return string(b[2:]), nil
}
