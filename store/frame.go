package store

import (
	"bytes"
	"hash/maphash"
	"slices"
	"sync"
)

// minShared is the size, in bytes, from which a script or style sheet is worth
// frames of its own.
const minShared = 8 << 10

// maxPiece is the size, in bytes, of the pieces that pages are packed in. The
// encoder is at its quickest with one small block, and what differs from page
// to page in a script of the platform stands at its end.
const maxPiece = 64 << 10

// maxShared bounds the bytes that a cache of frames remembers.
const maxShared = 16 << 20

// frameCache remembers the frames of large scripts and style sheets. Of a page
// of 2025 they are nine tenths, and they are the platform's, the same to the
// byte in page after page: they are compressed once and copied after that.
// Frames one behind the other are a zstd file like any other.
type frameCache struct {
	seed maphash.Seed

	mu     sync.Mutex
	pieces map[uint64]*piece
	size   int
}

// piece is a part of a page with its frame, which is made by the first who
// needs it; others wait for that.
type piece struct {
	data  []byte
	once  sync.Once
	frame []byte
}

func newFrameCache() *frameCache {
	return &frameCache{seed: maphash.MakeSeed(), pieces: map[uint64]*piece{}}
}

// appendFrames appends the frames of data, which pack makes where the cache
// has none.
func (c *frameCache) appendFrames(dst, data []byte, pack func(dst, data []byte) []byte) []byte {
	for part := range slices.Chunk(data, maxPiece) {
		p, start := c.piece(part), len(dst)
		p.once.Do(func() {
			dst = pack(dst, part)
			p.frame = bytes.Clone(dst[start:])
		})
		if len(dst) == start {
			dst = append(dst, p.frame...)
		}
	}
	return dst
}

// piece finds or makes room for a part. Parts of the same key take turns.
func (c *frameCache) piece(part []byte) *piece {
	key := c.key(part)
	c.mu.Lock()
	p := c.pieces[key]
	c.mu.Unlock()
	if p != nil && bytes.Equal(p.data, part) {
		return p
	}
	p = &piece{data: bytes.Clone(part)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size += len(part); c.size > maxShared {
		clear(c.pieces)
		c.size = len(part)
	}
	c.pieces[key] = p
	return p
}

// key tells parts apart by a sample, since hashing them whole would cost more
// than it saves.
func (c *frameCache) key(part []byte) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	for start := 0; start < len(part); start += max(len(part)/samples, 1) {
		h.Write(part[start:min(start+sampleSize, len(part))])
	}
	return h.Sum64()
}

// A key is made from this many samples of this many bytes.
const (
	samples    = 16
	sampleSize = 64
)

// shared finds the next large script or style sheet in a page: its content is
// page[start:end]. It is false when there is none.
func shared(page []byte) (start, end int, ok bool) {
	for pos := 0; ; {
		i := bytes.Index(page[pos:], []byte("<s"))
		if i < 0 {
			return 0, 0, false
		}
		pos += i + len("<s")
		for _, element := range [][]byte{[]byte("cript"), []byte("tyle")} {
			if !bytes.HasPrefix(page[pos:], element) {
				continue
			}
			start, end := content(page, pos, append([]byte("</s"), element...))
			if end-start >= minShared {
				return start, end, true
			}
			pos = end
		}
	}
}

// content is what stands between the tag at pos and the end tag.
func content(page []byte, pos int, endTag []byte) (start, end int) {
	i := bytes.IndexByte(page[pos:], '>')
	if i < 0 {
		return len(page), len(page)
	}
	start = pos + i + 1
	i = bytes.Index(page[start:], endTag)
	if i < 0 {
		return start, len(page)
	}
	return start, start + i
}
