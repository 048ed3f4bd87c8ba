package store

import (
	"bytes"
	"hash/maphash"
	"slices"
	"sync"
)

// minShared is the size, in bytes, from which a script or style sheet is worth
// a frame of its own.
const minShared = 64 << 10

// maxShared bounds the bytes that a cache of frames remembers.
const maxShared = 16 << 20

// frameCache remembers the frames of large scripts and style sheets. Of a page
// of 2025 they are nine tenths, and they are the platform's, the same to the
// byte in page after page: they are compressed once and copied after that.
// Frames one behind the other are a zstd file like any other.
type frameCache struct {
	seed maphash.Seed

	mu     sync.Mutex
	frames map[uint64]sharedFrame
	size   int
}

// sharedFrame is a part of a page with its frame.
type sharedFrame struct{ data, frame []byte }

func newFrameCache() *frameCache {
	return &frameCache{seed: maphash.MakeSeed(), frames: map[uint64]sharedFrame{}}
}

// appendFrame appends the frame of data, which pack makes where the cache has
// none.
func (c *frameCache) appendFrame(dst, data []byte, pack func(dst, data []byte) []byte) []byte {
	key := maphash.Bytes(c.seed, data)
	if known, ok := c.get(key); ok && bytes.Equal(known.data, data) {
		return append(dst, known.frame...)
	}
	start := len(dst)
	dst = pack(dst, data)
	c.put(key, sharedFrame{slices.Clone(data), slices.Clone(dst[start:])})
	return dst
}

func (c *frameCache) get(key uint64) (sharedFrame, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.frames[key]
	return f, ok
}

// put forgets everything when there is no room: what is still in use comes
// back with the next page.
func (c *frameCache) put(key uint64, f sharedFrame) {
	size := len(f.data) + len(f.frame)
	if size > maxShared/2 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size+size > maxShared {
		clear(c.frames)
		c.size = 0
	}
	c.frames[key] = f
	c.size += size
}

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
