package cmd

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"wxbackup/internal/ui"
)

// size is a flag in bytes, written with a decimal unit: 500kB, 256MB, 2GB.
type size int64

var errSize = errors.New(`not a size, as "256MB"`)

// Set reads a size; the unit may be left out.
func (s *size) Set(text string) error {
	number, unit := strings.ToUpper(strings.TrimSpace(text)), 1.0
	number = strings.TrimSuffix(number, "B")
	for i, letter := range []string{"K", "M", "G"} {
		if rest, ok := strings.CutSuffix(number, letter); ok {
			number, unit = rest, math.Pow(1000, float64(i+1))
		}
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !(value*unit >= 1 && value*unit < math.MaxInt64) {
		return errSize
	}
	*s = size(value * unit)
	return nil
}

// String writes the size as ui does.
func (s *size) String() string { return strings.ReplaceAll(ui.Bytes(int64(*s)), " ", "") }

// Type is the placeholder in the help.
func (s *size) Type() string { return "size" }
