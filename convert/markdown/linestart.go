package markdown

import "strings"

// lineStartTrap is the index of the character of s that would make the line
// beginning with s something else than text, -1 if none would.
func (w *inlineWriter) lineStartTrap(s string) int {
	switch c := s[0]; c {
	case '#', '>', '*', '_':
		return 0
	case '+', '-':
		if len(s) == 1 || s[1] == ' ' || consistsOf(s, "- ") || isDelimiterRow(s) {
			return 0
		}
	case '=':
		if w.line > w.block && consistsOf(strings.TrimRight(s, " "), "=") {
			return 0
		}
	case ':':
		if w.dialect.definitionLists && (len(s) == 1 || s[1] == ' ') || isDelimiterRow(s) {
			return 0
		}
	case '|':
		if isDelimiterRow(s) {
			return 0
		}
	}
	return numberTrap(s)
}

// numberTrap is the index of the dot or parenthesis that would make s the
// begin of an ordered list's item, -1 if none would.
func numberTrap(s string) int {
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 9 || digits == len(s) || s[digits] != '.' && s[digits] != ')' {
		return -1
	}
	if digits+1 < len(s) && s[digits+1] != ' ' {
		return -1
	}
	return digits
}

// isDelimiterRow reports whether s could be the row under a table's header.
func isDelimiterRow(s string) bool {
	return strings.Contains(s, "-") && consistsOf(s, "|:- ")
}

func consistsOf(s, chars string) bool {
	return strings.Trim(s, chars) == ""
}
