package store

import (
	"runtime"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// maxFrame bounds what one frame may unfold to, so that a damaged or hostile
// file cannot take all memory. No page comes near it.
const maxFrame = 1 << 30

// minBuffer is the room, in bytes, for the frames of a page: what is not used
// of it costs nothing.
const minBuffer = 1 << 20

// codec packs bytes into zstd frames and back, for many goroutines at once:
// encoder and decoder keep one state per processor.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	shared  *frameCache
	buffers sync.Pool
}

func newCodec() (*codec, error) {
	encoder, err := zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)),
		// Names are hashes of the content: a checksum would be a second one.
		zstd.WithEncoderCRC(false),
		zstd.WithZeroFrames(true))
	if err != nil {
		return nil, err
	}
	decoder, err := zstd.NewReader(nil,
		zstd.WithDecoderConcurrency(0),
		zstd.WithDecoderMaxMemory(maxFrame))
	if err != nil {
		return nil, err
	}
	shared, err := newFrameCache()
	if err != nil {
		return nil, err
	}
	return &codec{encoder: encoder, decoder: decoder, shared: shared}, nil
}

// pack calls use with data's frame, which is valid during the call only.
func (c *codec) pack(data []byte, use func(frame []byte) error) error {
	return c.withBuffer(func(buf []byte) []byte { return c.encoder.EncodeAll(data, buf) }, use)
}

// packPage is pack for a page: it becomes several frames of one block each,
// and what pages share is packed once.
func (c *codec) packPage(page []byte, use func(frames []byte) error) error {
	if len(page) == 0 {
		return c.pack(page, use)
	}
	return c.withBuffer(func(buf []byte) []byte { return c.appendPage(buf, page) }, use)
}

func (c *codec) appendPage(dst, page []byte) []byte {
	for {
		start, end, ok := shared(page)
		if !ok {
			return c.appendPieces(dst, page)
		}
		dst = c.appendPieces(dst, page[:start])
		dst = c.shared.appendFrames(dst, page[start:end], c.appendPieces)
		page = page[end:]
	}
}

func (c *codec) appendPieces(dst, data []byte) []byte {
	for part := range slices.Chunk(data, maxPiece) {
		dst = c.encoder.EncodeAll(part, dst)
	}
	return dst
}

func (c *codec) withBuffer(pack func(buf []byte) []byte, use func([]byte) error) error {
	buf, ok := c.buffers.Get().(*[]byte)
	if !ok {
		buf = new([]byte)
		*buf = make([]byte, 0, minBuffer)
	}
	defer c.buffers.Put(buf)
	*buf = pack((*buf)[:0])
	return use(*buf)
}

func (c *codec) unpack(frame []byte) ([]byte, error) {
	return c.decoder.DecodeAll(frame, nil)
}

// close lets go of the goroutines; nothing is pending, for frames are packed
// whole.
func (c *codec) close() {
	_ = c.encoder.Close()
	c.decoder.Close()
}
