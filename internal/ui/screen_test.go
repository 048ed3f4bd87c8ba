package ui

import (
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
)

// screen is a terminal of endless height: it knows carriage return, newline
// and characters of two columns, as a terminal does.
type screen struct {
	lines  [][]rune
	column int
	// writes counts how often something was written.
	writes int
}

func (s *screen) Write(data []byte) (int, error) {
	s.writes++
	if len(s.lines) == 0 {
		s.lines = [][]rune{nil}
	}
	for _, r := range string(data) {
		switch r {
		case '\r':
			s.column = 0
		case '\n':
			s.lines = append(s.lines, nil)
			s.column = 0
		default:
			s.put(r)
		}
	}
	return len(data), nil
}

// put draws r; the second column of a wide character is held by a zero.
func (s *screen) put(r rune) {
	line := &s.lines[len(s.lines)-1]
	for i := range runewidth.RuneWidth(r) {
		for len(*line) <= s.column {
			*line = append(*line, ' ')
		}
		(*line)[s.column] = r * rune(1-i)
		s.column++
	}
}

// String is what a person sees, without trailing space.
func (s *screen) String() string {
	var seen []string
	for _, line := range s.lines {
		text := strings.ReplaceAll(string(line), "\x00", "")
		seen = append(seen, strings.TrimRight(text, " "))
	}
	return strings.TrimRight(strings.Join(seen, "\n"), "\n")
}

// widest is the number of columns of the widest line ever written to.
func (s *screen) widest() int {
	widest := 0
	for _, line := range s.lines {
		widest = max(widest, len(line))
	}
	return widest
}

// clock is a time that moves when told to.
type clock struct{ now time.Time }

func (c *clock) read() time.Time      { return c.now }
func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }
func newClock() *clock                { return &clock{now: time.Unix(1_700_000_000, 0)} }
func onTerminal(s *screen, width int) Stream {
	return Stream{Writer: s, Terminal: true, Width: width, ANSI: true}
}
