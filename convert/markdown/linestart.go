package markdown

import "strings"

// lineStartTrap is the index of the character of s that would make the line
// beginning with s something else than text, -1 if none would.
func (w *inlineWriter) lineStartTrap(s string) int {
	if w.dialect.engine == kramdown {
		if trap := w.kramdownTrap(s); trap >= 0 {
			return trap
		}
	}
	if w.place != inParagraph && w.place != inCard {
		return -1
	}
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

// beginsBlock reports whether a line that is written as it is may end the
// paragraph it stands in, or make it something else.
func beginsBlock(line string) bool {
	switch c := line[0]; c {
	case '>':
		return true
	case '<':
		return len(line) > 1 && opensTag(line[1])
	case '#':
		rest := strings.TrimLeft(line, "#")
		return rest == "" || rest[0] == ' '
	case '-', '+', '*':
		return len(line) == 1 || line[1] == ' ' || consistsOf(line, "-* ") || isDelimiterRow(line)
	case '=', '_':
		return consistsOf(line, string(c)+" ")
	case '`', '~':
		return strings.HasPrefix(line, strings.Repeat(string(c), 3))
	case ':', '|':
		return len(line) == 1 || line[1] == ' ' || isDelimiterRow(line)
	}
	return numberTrap(line) >= 0
}
