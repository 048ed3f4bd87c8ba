package store

import (
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// maxFrame bounds what one frame may unfold to, so that a damaged or hostile
// file cannot take all memory. No page comes near it.
const maxFrame = 1 << 30

// codec packs bytes into single zstd frames and back, for many goroutines at
// once: encoder and decoder keep one state per processor.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
	buffers sync.Pool
}

func newCodec() (*codec, error) {
	encoder, err := zstd.NewWriter(nil,
		zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)),
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
	return &codec{encoder: encoder, decoder: decoder}, nil
}

// pack calls use with data's frame, which is valid during the call only.
func (c *codec) pack(data []byte, use func(frame []byte) error) error {
	buf, ok := c.buffers.Get().(*[]byte)
	if !ok {
		buf = new([]byte)
	}
	defer c.buffers.Put(buf)
	*buf = c.encoder.EncodeAll(data, (*buf)[:0])
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
