package ui

import (
	"io"
	"os"

	"golang.org/x/term"
)

// defaultWidth is assumed for a terminal that does not tell its width.
const defaultWidth = 80

// Stream is a place to write lines to, and what is known of the place.
type Stream struct {
	io.Writer
	// Terminal says that a person is watching.
	Terminal bool
	// Width is the terminal's width in columns; 0 when the stream is none.
	Width int
	// ANSI says that the terminal understands escape sequences.
	ANSI bool
}

// NewStream wraps w and asks the system what it is. Only an *os.File can be a
// terminal.
func NewStream(w io.Writer) Stream {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return Stream{Writer: w}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = defaultWidth
	}
	return Stream{Writer: w, Terminal: true, Width: width, ANSI: enableANSI(f)}
}

// ColourWanted reports whether the environment leaves colour on: NO_COLOR is
// unset or empty and the terminal is not a dumb one.
func ColourWanted(getenv func(string) string) bool {
	return getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}
