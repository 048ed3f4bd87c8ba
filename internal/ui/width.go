package ui

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

const ellipsis = "…"

// columns measures as most terminals draw: Chinese and emoji two columns wide,
// ambiguous characters one, whatever the locale says.
func columns() *runewidth.Condition {
	return &runewidth.Condition{StrictEmojiNeutral: true}
}

// Width is the number of terminal columns that text takes.
func Width(text string) int { return columns().StringWidth(text) }

// Truncate shortens text to at most width columns; what was cut is shown by an
// ellipsis. No character is split.
func Truncate(text string, width int) string {
	if width <= 0 {
		return ""
	}
	return columns().Truncate(text, width, ellipsis)
}

// Plain replaces control characters except newline and tab by spaces: titles
// and paths come from foreign files and must not command the terminal.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || isBidiControl(r)) {
			return ' '
		}
		return r
	}, text)
}

// isBidiControl reports the marks that reorder a line on the screen.
func isBidiControl(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
