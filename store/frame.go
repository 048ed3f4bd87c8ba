package store

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
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

// maxFrames bounds the bytes of frames that a cache remembers.
const maxFrames = 8 << 20

// frameCache remembers the frames of large scripts and style sheets. Of a page
// of 2025 they are nine tenths, and they are the platform's, the same to the
// byte in page after page: they are compressed once and copied after that.
// Frames one behind the other are a zstd file like any other.
type frameCache struct {
	mac   cipher.AEAD
	nonce []byte

	mu     sync.Mutex
	pieces map[pieceKey]*piece
	size   int
}

// pieceKey stands for the bytes of a piece: their GMAC (NIST SP 800-38D) under
// a key of this cache alone. Two pieces of maxPiece bytes that differ have the
// same one with a probability of at most 2^-115, whatever is in them, for
// nobody who writes pages knows the key.
type pieceKey [16]byte

// piece is the frame of a part of a page, which is made by the first who needs
// it; others wait for that.
type piece struct {
	once  sync.Once
	frame []byte
}

func newFrameCache() (*frameCache, error) {
	key := make([]byte, len(pieceKey{}))
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	mac, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &frameCache{mac: mac, nonce: make([]byte, mac.NonceSize()), pieces: map[pieceKey]*piece{}}, nil
}

// appendFrames appends the frames of data, which pack makes where the cache
// has none.
func (c *frameCache) appendFrames(dst, data []byte, pack func(dst, data []byte) []byte) []byte {
	for part := range slices.Chunk(data, maxPiece) {
		key, start := c.key(part), len(dst)
		p := c.piece(key)
		p.once.Do(func() {
			dst = pack(dst, part)
			p.frame = bytes.Clone(dst[start:])
			c.count(key, p)
		})
		if len(dst) == start {
			dst = append(dst, p.frame...)
		}
	}
	return dst
}

// piece finds or makes room for a part.
func (c *frameCache) piece(key pieceKey) *piece {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.pieces[key]
	if p == nil {
		p = new(piece)
		c.pieces[key] = p
	}
	return p
}

// count adds a frame that was made to the size of the cache, which forgets all
// it has when it is full.
func (c *frameCache) count(key pieceKey, p *piece) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pieces[key] != p {
		return
	}
	if c.size += len(p.frame); c.size > maxFrames {
		clear(c.pieces)
		c.size = 0
	}
}

func (c *frameCache) key(part []byte) pieceKey {
	var key pieceKey
	c.mac.Seal(key[:0], c.nonce, nil, part)
	return key
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
