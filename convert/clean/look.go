package clean

import (
	"strconv"
	"strings"
)

// look is how text is set that no mark tells: what makes a paragraph look like
// a heading.
type look struct {
	// size is the size of the font in tenths of a pixel.
	size     int
	centered bool
}

// usualSize is the platform's own size of text.
const usualSize = 170

// sized is the look after a font-size, which says nothing when nobody can
// read it.
func (l look) sized(value string) look {
	if size, ok := l.fontSize(value); ok {
		l.size = size
	}
	return l
}

func (l look) fontSize(value string) (int, bool) {
	if size, ok := sizeNames[value]; ok {
		return size, true
	}
	digits := strings.TrimRight(value, "abcdefghijklmnopqrstuvwxyz%")
	number, err := strconv.ParseFloat(digits, 64)
	if err != nil || number < 0 || number > maxSize {
		return 0, false
	}
	switch value[len(digits):] {
	case "px":
		return int(10 * number), true
	case "pt":
		return int(10 * number * 4 / 3), true
	case "rem":
		return int(160 * number), true
	case "em":
		return int(float64(l.size) * number), true
	case "%":
		return int(float64(l.size) * number / 100), true
	}
	return 0, false
}

// maxSize bounds the number before any unit, so that sizes stay numbers.
const maxSize = 1000

// sizeNames are the sizes that browsers give to names.
var sizeNames = map[string]int{
	"xx-small": 90, "x-small": 100, "small": 130, "medium": 160, "large": 180, "x-large": 240, "xx-large": 320,
}

// aligned is the look after a text-align.
func (l look) aligned(value string) look {
	switch value {
	case "center", "-webkit-center":
		l.centered = true
	case "left", "right", "justify", "start", "end", "initial":
		l.centered = false
	}
	return l
}
