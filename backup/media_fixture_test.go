package backup_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color/palette"
	"image/gif"
	"strings"
)

// Small files of each type, made by encoders or by hand from the type's
// specification. No two are equal.

// animated is a GIF of two frames.
func animated() string {
	frame := func(c uint8) *image.Paletted {
		p := image.NewPaletted(image.Rect(0, 0, 8, 8), palette.Plan9)
		for i := range p.Pix {
			p.Pix[i] = c
		}
		return p
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame(1), frame(2)}, Delay: []int{10, 10}}); err != nil {
		panic(err)
	}
	return b.String()
}

// webp is a lossless picture of one pixel.
func webp() string {
	data, err := base64.StdEncoding.DecodeString("UklGRhwAAABXRUJQVlA4TA8AAAAvAAAAAAcQ/Y/+ByKi/wEA")
	if err != nil {
		panic(err)
	}
	return string(data)
}

const drawing = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0L40 40"/></svg>`

// sound is recording n, film n a film; with more than 1 MB, they are not held in
// memory.
func sound(n int) string { return "ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x64" + noise(n, 2000) }

func film(n int) string {
	return "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + noise(n, 3<<20)
}

func noise(n, size int) string {
	return strings.Repeat(string(rune('A'+n))+"\x00\x01\x02\x03\x05\x08\x0d", size/8)
}

func dataURI(kind, data string) string {
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString([]byte(data))
}
