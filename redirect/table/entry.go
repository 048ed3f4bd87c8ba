package table

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"strconv"

	"wxbackup/article"
	"wxbackup/redirect"
)

// kind says what an entry is.
type kind byte

const (
	kindRule kind = iota + 1
	kindHeld
	kindAccount
)

// noArticle is the article number of an entry without one.
const noArticle = math.MaxUint32

// entry is one entry of the table.
type entry struct {
	kind    kind
	article uint32
	source  []byte
	target  string
}

// entryHead is the size of what stands before source and target: checksum,
// article, their lengths, kind.
const entryHead = 4 + 4 + 2 + 2 + 1

func (e entry) size() int { return entryHead + len(e.source) + len(e.target) }

// append writes the entry that stands at an offset of the file.
func (e entry) append(b []byte, offset int64) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0)
	b = binary.LittleEndian.AppendUint32(b, e.article)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(e.source)))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(e.target)))
	b = append(b, byte(e.kind))
	b = append(b, e.source...)
	b = append(b, e.target...)
	binary.LittleEndian.PutUint32(b[start:], checksum(b[start+4:], offset))
	return b
}

// entryLen is the size of the entry that begins with a head.
func entryLen(head []byte) int {
	return entryHead + int(binary.LittleEndian.Uint16(head[8:])) + int(binary.LittleEndian.Uint16(head[10:]))
}

// parseEntry reads the bytes of an entry at an offset of the file; false when
// they are not what was written there. The source shares their memory.
func parseEntry(b []byte, offset int64) (entry, bool) {
	if binary.LittleEndian.Uint32(b) != checksum(b[4:], offset) {
		return entry{}, false
	}
	source, target := b[entryHead:], entryHead+int(binary.LittleEndian.Uint16(b[8:]))
	return entry{
		kind: kind(b[12]), article: binary.LittleEndian.Uint32(b[4:]),
		source: source[:target-entryHead], target: string(b[target:]),
	}, true
}

// checksum is that of bytes at an offset of the file: the same bytes in
// another place have another one.
func checksum(b []byte, offset int64) uint32 {
	return crc32.Checksum(b, castagnoli) ^ uint32(offset) ^ uint32(offset>>32)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendSource writes what a source is found by. No two sources, and no
// account, have the same bytes.
func appendSource(b []byte, s redirect.Source) []byte {
	switch {
	case !s.Key.IsZero():
		return appendKey(b, s.Key)
	case s.ShortID != "":
		return append(append(b, 's'), s.ShortID...)
	}
	b = binary.AppendUvarint(append(b, 'p'), uint64(len(s.Path)))
	b = append(b, s.Path...)
	b = binary.AppendUvarint(b, uint64(len(s.Host)))
	return append(append(b, s.Host...), s.Query...)
}

func appendKey(b []byte, k article.Key) []byte {
	b = append(append(b, 'k'), k.Biz...)
	b = strconv.AppendUint(append(b, ':'), k.Mid, 10)
	return strconv.AppendUint(append(b, ':'), k.Idx, 10)
}

func appendAccount(b []byte, biz string) []byte { return append(append(b, 'a'), biz...) }

// hash is FNV-1a, its bits mixed once more: the high ones choose the bucket.
func hash(source []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range source {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
